import Cryptography
import FoundationEssentials
import JSON

/// An ID token (OpenID Connect Core 1.0 §2): its signature (RFC 7515) and its claims (§3.1.3.7).
struct IDToken: Sendable {
    /// Seconds that clocks may differ.
    private static let skew: TimeInterval = 60

    let text: String
    let keyID: String?
    let algorithm: String
    let claims: JSON

    /// Takes it apart and believes nothing yet.
    init(_ text: String) throws {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard text.utf8.count <= 65_536, parts.count == 3, let head = Base64.url.decode(parts[0]),
            let body = Base64.url.decode(parts[1]), let header = try? JSON.read(head, sizeLimit: 8192, depthLimit: 8),
            let claims = try? JSON.read(body, sizeLimit: 65_536, depthLimit: 16)
        else { throw OpenIDError.untrusted("it is no signed token") }
        guard let algorithm = header["alg"]?.stringValue, JSONWebKey.algorithms.contains(algorithm) else {
            throw OpenIDError.untrusted("it is signed by “\(header["alg"]?.stringValue ?? "nothing")”")
        }
        // RFC 7515 §4.1.11: what is marked critical and not understood must not be ignored.
        guard header["crit"] == nil else { throw OpenIDError.untrusted("its header demands more than is known here") }
        self.text = text
        self.algorithm = algorithm
        self.claims = claims
        keyID = header["kid"]?.stringValue
    }

    /// The keys of a set that may have signed it: by identifier where it names one, by kind and use always.
    func candidates(in keys: [JSON]) -> [JSON] {
        keys.filter { key in
            let kind = algorithm.hasPrefix("ES") ? "EC" : "RSA"
            return key["kty"]?.stringValue == kind && (key["use"]?.stringValue ?? "sig") == "sig"
                && (key["alg"]?.stringValue ?? algorithm) == algorithm && (keyID == nil || key["kid"]?.stringValue == keyID)
        }
    }

    /// Whether one of the keys signed it.
    func isSigned(by keys: [JSON]) -> Bool {
        // RFC 7515 §5.2: over header and payload as they were sent.
        guard let point = text.utf8.lastIndex(of: UInt8(ascii: ".")),
            let signature = Base64.url.decode(String(text[text.utf8.index(after: point)...]))
        else { return false }
        let message = Array(text.utf8[..<point])
        return candidates(in: keys).contains { key in
            JSONWebKey(key)?.isSignature(signature, of: message, by: algorithm) ?? false
        }
    }

    /// Checks what the token says of itself. Throws ``OpenIDError/untrusted(_:)``.
    func check(issuer: String, clientID: String, nonce: String, now: Date) throws {
        guard claims["iss"]?.stringValue == issuer else { throw OpenIDError.untrusted("it is of another issuer") }
        let audience = claims["aud"]?.stringValue.map { [$0] } ?? (claims["aud"]?.arrayValue ?? []).compactMap(\.stringValue)
        guard audience.contains(clientID) else { throw OpenIDError.untrusted("it is for another client") }
        let party = claims["azp"]?.stringValue
        guard audience.count == 1 || party != nil, party ?? clientID == clientID else {
            throw OpenIDError.untrusted("it was made for another client")
        }
        guard let end = seconds("exp"), end > now.addingTimeInterval(-Self.skew) else {
            throw OpenIDError.untrusted("it has expired")
        }
        guard let begin = seconds("iat"), begin < now.addingTimeInterval(Self.skew) else {
            throw OpenIDError.untrusted("it is from the future")
        }
        guard let given = claims["nonce"]?.stringValue, constantTimeEquals(given, nonce) else {
            throw OpenIDError.untrusted("it answers another sign-in")
        }
        guard let subject = claims["sub"]?.stringValue, (1...255).contains(subject.utf8.count) else {
            throw OpenIDError.untrusted("it names nobody")
        }
    }

    private func seconds(_ name: String) -> Date? {
        guard case .number(let number)? = claims[name], let seconds = Double(number.description) else { return nil }
        return Date(timeIntervalSince1970: seconds)
    }
}

extension JSONWebKey {
    /// A key as a provider publishes it (RFC 7517); `nil` for kinds that sign nothing here.
    init?(_ json: JSON) {
        func octets(_ name: String) -> [UInt8]? { json[name]?.stringValue.flatMap { Base64.url.decode($0) } }
        switch json["kty"]?.stringValue {
        case "RSA":
            guard let n = octets("n"), let e = octets("e") else { return nil }
            self = .rsa(n: n, e: e)
        case "EC":
            guard let curve = json["crv"]?.stringValue, let x = octets("x"), let y = octets("y") else { return nil }
            self = .elliptic(curve: curve, x: x, y: y)
        default: return nil
        }
    }
}
