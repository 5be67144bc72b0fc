import JSON

/// One operation as `/openapi.json` tells it, and nothing that only the code knows.
struct DocumentedOperation: Sendable {
    let name: String
    /// GET, POST …
    let method: String
    let path: String
    let content: JSON

    /// The collection's address.
    var collection: String { "/" + path.split(separator: "/").prefix(2).joined(separator: "/") }

    var example: JSON? { content["requestBody"]?["content"]?["application/json"]?["example"] }

    /// The scope that its token needs.
    var scope: String? { content["security"]?.elements.first?["token"]?.elements.first?.text }

    /// The status of success, and what it answers.
    var success: (status: Int, content: JSON)? {
        guard case .object(let responses)? = content["responses"] else { return nil }
        for response in responses {
            if let status = Int(response.name), (200..<300).contains(status), let json = response.value["content"] {
                return (status, json["application/json"] ?? .null)
            }
        }
        return nil
    }

    var responses: [JSON.Member] {
        if case .object(let members)? = content["responses"] { members } else { [] }
    }

    /// All under `/v1`, in the order of the document.
    static func all(in document: JSON) -> [DocumentedOperation] {
        guard case .object(let paths)? = document["paths"] else { return [] }
        return paths.filter { $0.name.hasPrefix("/v1/") }.flatMap { path -> [DocumentedOperation] in
            guard case .object(let operations) = path.value else { return [] }
            return operations.map {
                DocumentedOperation(
                    name: $0.value["operationId"]?.text ?? "", method: $0.name.uppercased(), path: path.name, content: $0.value)
            }
        }
    }
}
