package import FoundationEssentials
package import HTTP
import JSON

/// Amazon's Selling Partner API as far as vendors use it, on this machine: Amazon's own examples where a file of them is given, and
/// a small account that lives.
///
/// A request that one of the examples names exactly gets that example's answer. Everything else goes to the living account, or,
/// with `answersFromPairsOnly`, to the examples' catch-alls.
package struct VendorSandbox: Responder {
    private let pairs: SandboxPairs?
    private let answersFromPairsOnly: Bool
    private let account: VendorAccount
    private let scenario: VendorScenario
    private let now: @Sendable () -> Date

    package init(
        _ scenario: VendorScenario, pairs: SandboxPairs? = nil, answersFromPairsOnly: Bool = false,
        now: @escaping @Sendable () -> Date
    ) {
        self.scenario = scenario
        self.pairs = pairs
        self.answersFromPairsOnly = answersFromPairsOnly && pairs != nil
        self.now = now
        account = VendorAccount(scenario)
    }

    /// The messages that were posted to a path, oldest first.
    package func messages(to path: String) async -> [[UInt8]] { await account.messages(to: path).map { $0.bytes() } }

    package func respond(to request: HTTPRequest) async -> HTTPResponse {
        let bytes: [UInt8]
        do { bytes = try await request.body.collect(upTo: 16_777_216) } catch {
            return Self.failure(413, "InvalidInput", "The body cannot be read.")
        }
        let query = Dictionary(request.query.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        return await answer(
            SandboxRequest(
                method: request.method.token, path: request.path, query: query,
                userAgent: request.headers[first: "User-Agent"], token: request.headers[first: "x-amz-access-token"],
                body: bytes))
    }

    /// What the sandbox says to a request, wherever it came from.
    package func answer(_ request: SandboxRequest) async -> HTTPResponse {
        if request.path == "/auth/o2/token" { return await token(request.body) }
        guard request.userAgent?.contains("Language=") == true else {
            return Self.failure(400, "InvalidInput", "The User-Agent header needs a Language attribute.")
        }
        guard let token = request.token, token.hasPrefix("Atz") else {
            return Self.failure(403, "Unauthorized", "Access to requested resource is denied.")
        }
        let body = request.body.isEmpty ? nil : try? JSON.read(request.body)
        if !request.body.isEmpty, body == nil { return Self.failure(400, "InvalidInput", "The body is no JSON.") }
        if let answer = example(request, body) { return answer }
        if request.path == Self.restrictedTokens { return await restrictedToken() }
        if let trouble = await account.trouble() { return Self.answer(trouble) }
        return await living(request, body, token)
    }

    private static let restrictedTokens = "/tokens/2021-03-01/restrictedDataToken"

    private func restrictedToken() async -> HTTPResponse {
        let token = await account.token(restricted: true, now: now())
        return Self.json(["restrictedDataToken": .string(token), "expiresIn": 3600], status: 200)
    }

    private func example(_ request: SandboxRequest, _ body: JSON?) -> HTTPResponse? {
        guard let pairs else { return nil }
        let pair = pairs.match(
            request.method, request.path, query: request.query, body: body, specificOnly: !answersFromPairsOnly)
        if let pair { return Self.json(pair.response, status: pair.status) }
        // There are no examples of the data token that everybody needs.
        if request.path == Self.restrictedTokens { return nil }
        return answersFromPairsOnly ? Self.failure(400, "InvalidInput", "Could not match input arguments") : nil
    }

    /// Login with Amazon.
    private func token(_ body: [UInt8]) async -> HTTPResponse {
        let form = (try? FormDecoder.decode(body)) ?? FormFields()
        func refusal(_ code: String, _ status: Int = 400) -> HTTPResponse {
            Self.json(["error": .string(code), "error_description": "The request is refused"], status: status)
        }
        guard form["grant_type"] == "refresh_token" else { return refusal("unsupported_grant_type") }
        guard form["client_id"] == scenario.clientID, form["client_secret"] == scenario.clientSecret else {
            return refusal("invalid_client", 401)
        }
        guard form["refresh_token"] == scenario.refreshToken else { return refusal("invalid_grant") }
        return Self.json(
            [
                "access_token": .string(await account.token(restricted: false, now: now())), "token_type": "bearer",
                "expires_in": 3600,
                "refresh_token": .string(scenario.refreshToken),
            ], status: 200)
    }

    private func living(_ request: SandboxRequest, _ body: JSON?, _ token: String) async -> HTTPResponse {
        let (path, query) = (request.path, request.query)
        let moment = now()
        let last = String(path.split(separator: "/").last ?? "")
        if await account.isExpired(token, now: moment) { return Self.answer(.expired) }
        if request.method == "POST" { return await post(path, body ?? .null, moment) }
        let isDirect = path.hasPrefix("/vendor/directFulfillment/")
        if isDirect, path.contains("/orders/"), !token.hasPrefix("Atz.sprdt|") {
            return Self.failure(403, "Unauthorized", "Access to requested resource is denied.")
        }
        let answer: JSON?
        switch last {
        case _ where path.contains("/shippingLabels/"): answer = await account.label(last)
        case _ where path.contains("/packingSlips/"): answer = await account.packingSlip(last)
        case "shipments": answer = await account.routings(query, now: moment)
        case "transportLabels": answer = await account.transportLabels(query)
        case _ where path.hasPrefix("/finances/"): return await finances(last, query, moment)
        case "purchaseOrders" where isDirect: answer = await account.directOrders(query, now: moment)
        case "purchaseOrders": answer = await account.retailOrders(query, now: moment)
        case "purchaseOrdersStatus": answer = await account.retailStatuses(query, now: moment)
        case _ where path.contains("/transactions/"): answer = await account.status(last, now: moment)
        case _ where path.contains("/purchaseOrders/"):
            if let index = await account.index(retail: last), !isDirect {
                answer = await account.retailOrder(index, now: moment)
            } else if let index = await account.index(direct: last), isDirect {
                answer = await account.directOrder(index, now: moment)
            } else {
                return Self.failure(404, "ResourceNotFound", "There is no order \(last).")
            }
        default: return Self.failure(404, "ResourceNotFound", "The sandbox has no \(path).")
        }
        guard let answer else {
            if path.contains("/shipping/") { return Self.failure(404, "ResourceNotFound", "There is no document of \(last).") }
            return Self.failure(400, "InvalidInput", "Give both ends of a span of at most seven days, or a known id.")
        }
        // The later version of direct fulfillment has no envelope.
        return Self.json(isDirect && path.contains("2021-12-28") ? answer : ["payload": answer], status: 200)
    }

    /// Amazon's finances, of a marketplace.
    private func finances(_ last: String, _ query: [String: String], _ moment: Date) async -> HTTPResponse {
        guard query["marketplaceId"]?.isEmpty == false else {
            return Self.failure(400, "InvalidInput", "Give the marketplaceId.")
        }
        if last == "invoices" { return Self.json(await account.finances(query, now: moment), status: 200) }
        guard let lines = await account.invoiceLines(last, now: moment) else {
            return Self.failure(404, "ResourceNotFound", "There is no invoice \(last).")
        }
        return Self.json(lines, status: 200)
    }

    private func post(_ path: String, _ body: JSON, _ moment: Date) async -> HTTPResponse {
        let id: String
        switch path {
        case "/vendor/orders/v1/acknowledgements": id = await account.acknowledgeRetail(body, path, now: moment)
        case "/vendor/shipping/v1/shipmentConfirmations": id = await account.noticeShipments(body, path, now: moment)
        case _ where path.hasPrefix("/vendor/directFulfillment/orders/"):
            id = await account.acknowledgeDirect(body, path, now: moment)
        case _ where path.hasPrefix("/vendor/directFulfillment/") && path.hasSuffix("/shipmentConfirmations"):
            id = await account.confirmDirect(body, path, now: moment)
        case _ where path.hasPrefix("/vendor/"):
            let isSilent = path.hasPrefix("/vendor/payments/")
            id = await account.take(path, body, now: moment, succeeds: !isSilent)
        default: return Self.failure(404, "ResourceNotFound", "The sandbox has no \(path).")
        }
        let answer: JSON = ["transactionId": .string(id)]
        let hasEnvelope = !path.contains("2021-12-28")
        return Self.json(hasEnvelope ? ["payload": answer] : answer, status: 202)
    }

    private static func answer(_ trouble: VendorAccount.Trouble) -> HTTPResponse {
        switch trouble {
        case .throttled: failure(429, "QuotaExceeded", "You exceeded your quota for the requested resource.")
        case .expired:
            failure(403, "Unauthorized", "Access to requested resource is denied.", "The access token you provided has expired.")
        case .broken: failure(500, "InternalFailure", "We encountered an internal error.")
        case .malformed: .json(Array("{\"payload\":{\"orders\":[".utf8))
        }
    }

    private static func failure(_ status: Int, _ code: String, _ message: String, _ details: String = "") -> HTTPResponse {
        json(
            ["errors": [["code": .string(code), "message": .string(message), "details": .string(details)]]], status: status)
    }

    private static func json(_ value: JSON, status: Int) -> HTTPResponse {
        var response = HTTPResponse.json(value.bytes(), status: Status(code: status))
        response.headers.add("x-amzn-RequestId", "portico-sandbox")
        return response
    }
}
