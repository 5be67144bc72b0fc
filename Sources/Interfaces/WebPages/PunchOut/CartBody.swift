import CXMLExchange
import HTTP

/// What came to the address where carts come back: a browser's form, or a document sent as it is.
enum CartBody: Sendable {
    case fields([PostedField])
    case document([UInt8], charset: String?)
    /// Neither.
    case unreadable

    /// A large cart's form is a few hundred kilobytes.
    static let maximumOctets = 10 << 20

    /// Throws `BodyError` when it is longer than that, or cut off.
    static func read(_ request: HTTPRequest) async throws -> CartBody {
        let body = try await request.body.collect(upTo: maximumOctets)
        let type = request.contentType
        if type?.isXML == true { return .document(body, charset: type?.charset) }
        if type?.essence == "multipart/form-data" {
            guard let parts = try? MultipartReader.parts(of: body, boundary: type?.parameters["boundary"] ?? "") else {
                return .unreadable
            }
            return .fields(parts.compactMap { part in part.name.map { PostedField(name: $0, value: part.body) } })
        }
        // Shops are known to name no type, or the wrong one.
        if body.first(where: { $0 > 0x20 }) == UInt8(ascii: "<") { return .document(body, charset: type?.charset) }
        guard let form = try? FormDecoder.decode(body) else { return .unreadable }
        return .fields(form.fields.map { PostedField(name: $0.name, value: $0.bytes) })
    }
}
