import JSON
import Procurement
import UseCases

extension RESTAPI {
    private static let members: [Schema.Property] = [
        .required("code", .text, "The address id under which suppliers know it; the same as on the supplier's side."),
        .required("name", .text),
        .optional("deliver_to", .array(.text), "Lines such as a person, a floor."),
        .required("street", .array(.text)),
        .required("city", .text),
        .optional("state", .nullable(.text)),
        .optional("postal_code", .nullable(.text)),
        .required("country", .text, "ISO 3166-1, two letters."),
        .optional("email", .nullable(.text)),
        .optional("phone", .nullable(.text)),
    ]

    static let addressSchema = Schema.named(
        "Address", .object([.required("id", .text)] + members + [.required("is_active", .boolean)]))

    static func json(_ address: Address) -> JSON {
        [
            "id": JSON(address.id), "code": .string(address.code), "name": .string(address.name),
            "deliver_to": JSON(address.deliverTo), "street": JSON(address.street), "city": .string(address.city),
            "state": JSON(address.state), "postal_code": JSON(address.postalCode), "country": .string(address.country),
            "email": JSON(address.email), "phone": JSON(address.phone), "is_active": JSON(address.isActive),
        ]
    }

    var addressRoutes: [Route] {
        let addresses: RecordCollection<ListRecords<Address>, ShowRecord<Address>, Address> = RecordCollection(
            path: "addresses", symbol: "Address", schema: Self.addressSchema, json: Self.json)
        let create = addresses.createRoute(
            .object(Self.members),
            example: [
                "code": "HQ", "name": "Example Inc.", "street": ["1 Main Street"], "city": "Seattle", "state": "WA",
                "postal_code": "98101", "country": "US",
            ]
        ) { body in
            SaveAddress(
                code: try body.string("code"), name: try body.string("name"),
                deliverTo: try body.optionalStrings("deliver_to") ?? [], street: try body.strings("street"),
                city: try body.string("city"), state: try body.optionalString("state"),
                postalCode: try body.optionalString("postal_code"), country: try body.string("country"),
                email: try body.optionalString("email"), phone: try body.optionalString("phone"))
        }
        let change = addresses.changeRoute(
            .object(Self.members.map { .optional($0.name, $0.schema, $0.note) } + [Self.activity]), example: ["city": "Bellevue"]
        ) { address, body in
            SaveAddress(
                id: address.id, code: try body.text("code", over: address.code), name: try body.text("name", over: address.name),
                deliverTo: try body.texts("deliver_to", over: address.deliverTo),
                street: try body.texts("street", over: address.street), city: try body.text("city", over: address.city),
                state: try body.text("state", over: address.state),
                postalCode: try body.text("postal_code", over: address.postalCode),
                country: try body.text("country", over: address.country), email: try body.text("email", over: address.email),
                phone: try body.text("phone", over: address.phone),
                isActive: try body.flag("is_active", over: address.isActive))
        }
        return addresses.readRoutes + [create, change]
    }
}
