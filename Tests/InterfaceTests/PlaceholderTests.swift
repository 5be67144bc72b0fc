import Testing

@Test func `the interface tests run`() {}
