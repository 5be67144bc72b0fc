import Cryptography
import FoundationEssentials
import HTTP
import HTTPContent
import Paper
import UseCases

extension PageContext {
    /// Octets to be saved under a name: an attachment, an export, a document of the log. In parts and under conditions, too.
    /// - Parameter version: of the record that is shown; begins its tag.
    func download(_ bytes: [UInt8], type: String, as name: String, version: Int? = nil) -> HTTPResponse {
        let hash = String(SHA256.hex(bytes).prefix(32))
        let tag = EntityTag(version.map { "\($0)-\(hash)" } ?? hash)
        var file = Representation(bytes, type: type, validators: Validators(tag: tag))
        file.fileName = name
        return file.response(to: request, now: Int(application.now.timeIntervalSince1970))
    }

    /// A printed document.
    func download(_ sheet: PaperPress.Sheet) -> HTTPResponse {
        download(sheet.octets, type: "application/pdf", as: sheet.name, version: sheet.version)
    }
}
