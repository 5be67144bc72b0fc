import Testing

@Test func `the Story tests run`() {}
