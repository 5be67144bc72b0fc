extension [CXMLExtrinsic] {
    /// The first value of that name, compared without case; nil when it is absent, empty, or the placeholder `NA`.
    package func value(_ name: String) -> String? {
        var wanted: String?
        for extrinsic in self {
            if extrinsic.name != name {
                guard extrinsic.name.utf8.count == name.utf8.count else { continue }
                let small = wanted ?? name.lowercased()
                wanted = small
                guard extrinsic.name.lowercased() == small else { continue }
            }
            return extrinsic.value.isEmpty || extrinsic.value == "NA" ? nil : extrinsic.value
        }
        return nil
    }
}
