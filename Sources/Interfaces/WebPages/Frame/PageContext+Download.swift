import Cryptography
import FoundationEssentials
import HTTP
import HTTPContent
import UseCases

extension PageContext {
    /// Octets to be saved under a name: an attachment, an export, a document of the log. In parts and under conditions, too.
    func download(_ bytes: [UInt8], type: String, as name: String) -> HTTPResponse {
        let tag = EntityTag(String(SHA256.hex(bytes).prefix(32)))
        var file = Representation(bytes, type: type, validators: Validators(tag: tag))
        file.fileName = name
        return file.response(to: request, now: Int(application.environment.now().timeIntervalSince1970))
    }
}
