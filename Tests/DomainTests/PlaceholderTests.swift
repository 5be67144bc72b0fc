import Testing

@Test func `the Domain tests run`() {}
