import Testing

@Test func `the Foundations tests run`() {}
