import Testing

@Test func `the Architecture tests run`() {}
