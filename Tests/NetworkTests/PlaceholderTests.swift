import Testing

@Test func `the Network tests run`() {}
