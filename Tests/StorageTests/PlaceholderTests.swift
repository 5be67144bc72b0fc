import Testing

@Test func `the Storage tests run`() {}
