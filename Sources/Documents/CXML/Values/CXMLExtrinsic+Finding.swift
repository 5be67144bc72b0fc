extension Sequence<CXMLExtrinsic> {
    /// The first value of that name, compared without case; nil when it is absent, empty, or the placeholder `NA`.
    package func value(_ name: String) -> String? {
        let wanted = name.lowercased()
        for extrinsic in self where extrinsic.name.lowercased() == wanted {
            return extrinsic.value.isEmpty || extrinsic.value == "NA" ? nil : extrinsic.value
        }
        return nil
    }
}
