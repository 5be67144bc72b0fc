import FoundationEssentials
import HTTP
import HTTPClient
import SellingPartner
import Synchronization
import VendorSandbox

/// Carries requests to a sandbox in the same process, and keeps them.
final class SandboxSender: HTTPSender {
    private let sandbox: VendorSandbox
    private let kept = Mutex<[OutgoingRequest]>([])

    init(_ sandbox: VendorSandbox) { self.sandbox = sandbox }

    var requests: [OutgoingRequest] { kept.withLock { $0 } }

    func send(_ request: OutgoingRequest) async throws(HTTPClientError) -> IncomingResponse {
        kept.withLock { $0.append(request) }
        let answer = await sandbox.answer(Self.request(request))
        guard case .bytes(let body) = answer.body else { return IncomingResponse(status: answer.status.code) }
        return IncomingResponse(status: answer.status.code, body: body)
    }

    /// Without percent-escapes.
    private static func decoded(_ path: String) -> String {
        (try? FormDecoder.decode(Array(("path=" + path).utf8)))?["path"] ?? path
    }

    static func request(_ request: OutgoingRequest) -> SandboxRequest {
        let address = request.url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
        let rest = "/" + (address.count > 2 ? String(address[2]) : "")
        let parts = rest.split(separator: "?", maxSplits: 1)
        let query = parts.count > 1 ? (try? FormDecoder.decode(Array(parts[1].utf8)))?.fields ?? [] : []
        func header(_ name: String) -> String? { request.headers.first { $0.0.lowercased() == name }?.1 }
        return SandboxRequest(
            method: request.method, path: decoded(parts.first.map(String.init) ?? "/"),
            query: Dictionary(query.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first }),
            userAgent: header("user-agent"), token: header("x-amz-access-token"), body: request.body)
    }
}

/// Time that only passes when somebody sleeps.
final class Hourglass: Sendable {
    private let moment: Mutex<Date>
    private let naps = Mutex<[TimeInterval]>([])

    init(_ start: Date = Date(timeIntervalSince1970: 1_780_300_800)) { moment = Mutex(start) }

    var now: Date { moment.withLock { $0 } }
    var slept: [TimeInterval] { naps.withLock { $0 } }

    func pass(_ seconds: TimeInterval) { moment.withLock { $0 = $0.addingTimeInterval(seconds) } }

    var pacing: Pacing {
        Pacing(
            now: { self.now },
            sleep: { seconds in
                self.naps.withLock { $0.append(seconds) }
                self.pass(seconds)
            }, random: { 0.5 })
    }
}

enum ClientSamples {
    static func account(refreshToken: String = "Atzr|portico") -> SellingPartnerAccount {
        SellingPartnerAccount(
            endpoint: .init(all: "https://sandbox.test"), clientID: "amzn1.application-oa2-client.portico",
            clientSecret: "amzn1.oa2-cs.v1.portico", refreshToken: refreshToken, version: "1.0")
    }

    static func client(
        _ sender: any HTTPSender, _ time: Hourglass, version: DirectVersion = .v2021, attempts: Int = 5,
        refreshToken: String = "Atzr|portico"
    ) -> SellingPartnerClient {
        SellingPartnerClient(
            account(refreshToken: refreshToken), version: version, sender: sender, tokens: AccessTokens(),
            limiter: RequestLimiter(), pacing: time.pacing, policy: RetryPolicy(attempts: attempts))
    }
}
