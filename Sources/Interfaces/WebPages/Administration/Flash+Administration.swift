extension Flash {
    /// Everything that administrators are told.
    static let administration: [Flash] = []
}
