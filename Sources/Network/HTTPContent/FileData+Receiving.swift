import CLinux
package import HTTP

extension FileData {
    /// Puts a body into a file of no name in `folder`, a piece at a time; it is gone when nobody holds it any more.
    ///
    /// Throws `BodyError.tooLarge` before anything is read when the announced length is above `limit`, and as soon as a body of unknown
    /// length is; `FileError` when the disk is full or the folder takes no files.
    package static func receive(_ body: RequestBody, upTo limit: Int, in folder: String) async throws -> FileData {
        if let length = body.knownLength, length > limit { throw BodyError.tooLarge(limit: limit) }
        let descriptor = unsafe portico_open_nameless(folder)
        guard descriptor >= 0 else { throw FileError(code: Int(-descriptor), description: "\(folder) takes no files.") }
        do {
            var length = 0
            while let piece = try await body.next() {
                length += piece.count
                if length > limit { throw BodyError.tooLarge(limit: limit) }
                try append(piece, to: descriptor)
            }
        } catch {
            portico_close(descriptor)
            throw error
        }
        return try FileData(owning: descriptor)
    }

    private static func append(_ piece: [UInt8], to descriptor: Int32) throws(FileError) {
        var done = 0
        while done < piece.count {
            let result = unsafe piece[done...].withUnsafeBytes { bytes in
                guard let start = bytes.baseAddress else { return -Int(EINVAL) }
                return unsafe portico_append(descriptor, start, bytes.count)
            }
            if result == -Int(EINTR) { continue }
            if result <= 0 { throw FileError(code: -result, description: "The disk took no more of an upload.") }
            done += result
        }
    }
}
