/// What the demo shop sells: a dozen things for an office, one of them with a name beyond ASCII.
package enum Catalogue {
    /// The item of that part number.
    package static func item(_ partID: String) -> CatalogueItem? { items.first { $0.partID == partID } }

    /// All items in the order of the shelf.
    package static let items: [CatalogueItem] = [
        make(
            "B00DEMO001", "Copy paper A4, 80 g/m², 5 × 500 sheets", 2499, "14111507", "Papeterie Müller", "PM-A480-5",
            "OFFICE_PRODUCTS", "PAPER", unit: "BX", shipping: 0, ean: "4005678000014", preference: "preferred"),
        make(
            "B00DEMO002", "Ballpoint pens, blue, box of 50", 1290, "44121704", "Schreibgut", "SG-50B", "OFFICE_PRODUCTS", "PENS",
            unit: "BX", shipping: 299, ean: "4005678000021"),
        make(
            "B00DEMO003", "Sticky notes 76 × 76 mm, 12 pads", 899, "14111530", "Schreibgut", "SG-SN12", "OFFICE_PRODUCTS",
            "PAPER", shipping: 299),
        make(
            "B00DEMO004", "Toner cartridge, black, 2,600 pages", 7995, "44103103", "Druckwerk", "DW-26A", "OFFICE_PRODUCTS",
            "TONER", ean: "4005678000045", preference: "preferred"),
        make(
            "B00DEMO005", "27-inch monitor, QHD, USB-C", 29385, "43211902", "Panorama", "PN-27QC", "gl_pc", "MONITOR",
            ean: "4005678000052"),
        make(
            "B00DEMO006", "Wireless keyboard and mouse, set", 4490, "43211706", "Tastwerk", "TW-KM1", "gl_pc", "KEYBOARD",
            shipping: 0),
        make("B00DEMO007", "USB-C docking station, 11 in 1", 11900, "43211602", "Panorama", "PN-D11", "gl_pc", "DOCK"),
        make(
            "B00DEMO008", "Webcam 1080p with cover", 5499, "45121520", "Panorama", "PN-W108", "gl_pc", "WEBCAM",
            seller: "Kamera & Ton GmbH", byShop: false, shipping: 490),
        make(
            "B00DEMO009", "Coffee, whole beans, 1 kg", 1599, "50201706", "Café Olé", "CO-1000", "GROCERY", "COFFEE",
            shipping: 299, ean: "4005678000090"),
        make(
            "B00DEMO010", "LED desk lamp, dimmable", 3850, "39111610", "Lichtblick", "LB-D7", "HOME", "LAMP",
            seller: "Lichtblick Direkt", byShop: false, shipping: 590),
        make(
            "B00DEMO011", "Office chair, mesh back", 18900, "56112102", "Sitzgut", "SZ-440", "FURNITURE", "CHAIR", shipping: 1990,
            preference: "restricted"),
        make(
            "B00DEMO012", "First aid kit, DIN 13157", 2195, "42172001", "Sanitas", "SA-13157", "HEALTH", "FIRST_AID",
            ean: "4005678000120"),
    ]

    private static func make(
        _ partID: String, _ title: String, _ cents: Int, _ commodity: String, _ manufacturer: String, _ model: String,
        _ category: String, _ subcategory: String, unit: String = "EA", seller: String = "Demo Shop EU S.à r.l.",
        byShop: Bool = true,
        shipping: Int = 0, ean: String? = nil, preference: String = "default"
    ) -> CatalogueItem {
        CatalogueItem(
            partID: partID, title: title, cents: cents, unitOfMeasure: unit, commodityCode: commodity, manufacturer: manufacturer,
            manufacturerPartID: model, seller: seller, isFulfilledByShop: byShop, category: category, subcategory: subcategory,
            shippingCents: shipping, ean: ean, preference: preference)
    }
}
