import CXML
package import Cryptography
package import FoundationEssentials
package import HTTPClient

/// A shop that plays Amazon Business over HTTP, for demonstrations, rehearsals and story tests: punch-out, the cart's way
/// back, punch-in, receipt of orders, confirmations split over two shop orders, and ship notices.
///
/// It knows one buyer and one shared secret, keeps everything in memory, and forgets the oldest when there is too much.
/// It speaks with Portico over HTTP only, as the real shop does; a process of its own serves ``router()``.
package struct DemoShop: Sendable {
    let configuration: Configuration
    let sender: any HTTPSender
    let now: @Sendable () -> Date
    let random: any RandomSource
    let state = ShopState()

    /// - Parameters:
    ///   - sender: posts documents to Portico.
    ///   - now: the clock for document times and the age of sessions.
    ///   - random: for session ids, tokens and order numbers.
    package init(
        configuration: Configuration, sender: any HTTPSender, now: @escaping @Sendable () -> Date, random: any RandomSource
    ) {
        self.configuration = configuration
        self.sender = sender
        self.now = now
        self.random = random
    }

    /// The orders received and still remembered, oldest first.
    package func receivedOrders() async -> [ReceivedOrder] { await state.orders }

    /// The documents received and sent, oldest first, secrets blanked.
    package func journal() async -> [JournalEntry] { await state.journal }

    // MARK: Names and numbers

    /// An id that cannot be guessed: 128 random bits.
    func token() -> String { Hex.encode(random.bytes(16)) }

    /// An order number in Amazon's form, such as `105-1234567-7654321`.
    func orderNumber(_ prefix: String) -> String { "\(prefix)-\(digits(7))-\(digits(7))" }

    func digits(_ count: Int) -> String {
        random.bytes(count).map { String($0 % 10) }.joined()
    }

    /// A fresh payloadID in Amazon's form `<ms>.<n>.<n>@host`.
    func payloadID() -> String {
        "\(Int(now().timeIntervalSince1970 * 1000)).\(digits(6)).\(digits(6))@\(configuration.host)"
    }
}
