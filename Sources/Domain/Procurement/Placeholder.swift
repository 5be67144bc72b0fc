enum ProcurementPlaceholder {}
