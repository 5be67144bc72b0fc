import HTTP

/// A body that is no complete form.
struct UnreadableForm: Error {}

extension PostedForm {
    /// Reads the body of a form, whichever of the two kinds it is. Throws `BodyError` when it is too long or cut off, and
    /// `UnreadableForm` when it cannot be taken apart.
    static func read(_ request: HTTPRequest, maximumOctets: Int) async throws -> PostedForm {
        let body = try await request.body.collect(upTo: maximumOctets)
        do {
            switch request.contentType?.essence {
            case "application/x-www-form-urlencoded":
                return PostedForm(fields: try FormDecoder.decode(body).fields.map { ($0.name, $0.value) })
            case "multipart/form-data":
                return PostedForm(
                    parts: try MultipartReader.parts(of: body, boundary: request.contentType?.parameters["boundary"] ?? ""))
            default:
                throw UnreadableForm()
            }
        } catch {
            throw UnreadableForm()
        }
    }

    /// RFC 7578: a part with a file name is a file, others are fields.
    private init(parts: [BodyPart]) {
        for part in parts {
            guard let name = part.name else { continue }
            if let filename = part.filename {
                files.append(File(name: name, filename: filename, bytes: part.body))
            } else {
                fields.append((name, String(decoding: part.body, as: UTF8.self)))
            }
        }
    }
}
