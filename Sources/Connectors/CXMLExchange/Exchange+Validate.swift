import CXML
import UseCases

/// What a DTD says of a document.
package struct DocumentVerdict: Sendable, Hashable {
    /// The DTD's file name.
    package var file: String
    /// Empty: valid.
    package var complaints: [String]
}

extension Exchange {
    /// Holds a document against the DTDs of `cxml.dtd_directory`. Throws `Refusal` when none is set or readable.
    package func validate(_ octets: [UInt8]) throws -> DocumentVerdict {
        guard let folder = application.environment.rules.dtdDirectory else {
            throw Refusal.conflict(
                code: "no-dtds", "No folder of DTDs is configured. Set cxml.dtd_directory to where cXML's DTDs lie.")
        }
        do {
            let found = try CXMLValidity(folder: folder).complaints(octets)
            return DocumentVerdict(file: found.file, complaints: found.complaints)
        } catch {
            throw Refusal.conflict(code: "cannot-validate", error.text)
        }
    }
}
