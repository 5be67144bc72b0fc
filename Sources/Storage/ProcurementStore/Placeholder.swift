enum ProcurementStorePlaceholder {}
