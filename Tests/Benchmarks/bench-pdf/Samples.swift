import FoundationEssentials
import PDF

/// An order of `lines` lines. The number makes one document differ from the next, as orders do.
func order(_ number: Int, lines: Int) -> PDFDocument {
    var document = PDFDocument(
        title: "Purchase order PO-2026-\(100_000 + number)",
        letterhead: .init(name: "Muster Works GmbH", lines: ["Industriestraße 12", "12345 Berlin", "DE"]),
        createdAt: Date(timeIntervalSince1970: 1_790_000_000 + Double(number)))
    document.parties = [
        .init("Supplier", ["Amazon Business"]),
        .init("Deliver to", ["Muster Works", "Gate 3", "Hafenweg 1", "20457 Hamburg", "DE"]),
        .init("Bill to", ["Muster Works GmbH", "Industriestraße 12", "12345 Berlin", "DE"]),
    ]
    document.fields = [
        .init("Order number", "PO-2026-\(100_000 + number)"), .init("Date of the order", "2026-09-21"),
        .init("Currency", "EUR"), .init("Ordered by", "Bianca Buyer, bianca@example.com"),
    ]
    document.tables = [
        .init(
            columns: [
                .init("Line", weight: 0.7, isNumber: true), .init("Part number", weight: 2), .init("Description", weight: 5.5),
                .init("Quantity", weight: 1.1, isNumber: true), .init("Unit", weight: 0.7),
                .init("Unit price, EUR", weight: 1.7, isNumber: true), .init("Amount, EUR", weight: 1.8, isNumber: true),
            ],
            rows: (1...lines).map { line in
                [
                    String(line), "B00DEMO\(1000 + (line * 37 + number) % 9000)",
                    "\(nouns[(line + number) % nouns.count]), \(line * 5) mm, boxed, for machine \(number % 97)",
                    String(line % 7 + 1), "EA", "\(line).50", "\(line * (line % 7 + 1)).00",
                ]
            })
    ]
    document.totals = [.init("Goods", "1234.50"), .init("Total", "1234.50 EUR", isStrong: true)]
    document.sections = [.init("Remarks", "Ring at gate 3 before noon. Pallets are exchanged.")]
    document.footer = "Quote the order number on every delivery note and invoice."
    document.address = .init(
        url: "https://portico.example.com/orders/po_01JABCDEFGHJKMNPQRSTVWXYZ0", caption: "Open in Portico")
    return document
}

private let nouns = [
    "Hex bolts with washers", "Copy paper, recycled", "Cable ties, black", "Safety gloves", "Ball bearings", "Toner cartridge",
    "Packing tape, brown", "Battery pack", "Cleaning cloths", "Folding boxes", "Marker pens", "Grinding discs",
]
