import Cryptography
import HTTP
import JSON
import Procurement
import UseCases

/// What suppliers keep of themselves: addresses, contacts and certificates; and the customer's view of it.
extension RESTAPI {
    /// One of the three collections.
    private struct EntryShape: Sendable {
        var kind: SupplierEntry.Kind
        /// In the address.
        var path: String
        /// In names of operations.
        var symbol: String
        var members: [Schema.Property]
        var example: JSON
        var exampleChange: JSON

        var plural: String { path.prefix(1).uppercased() + path.dropFirst() }
    }

    private static let addresses = EntryShape(
        kind: .address, path: "addresses", symbol: "PortalAddress",
        members: [
            .optional("street", .nullable(.text)), .optional("postal_code", .nullable(.text)),
            .optional("city", .nullable(.text)), .optional("country", .nullable(.text), "Two letters (ISO 3166)."),
            .optional("phone", .nullable(.text)),
        ],
        example: ["name": "Warehouse", "street": "Hafenstraße 1", "postal_code": "20457", "city": "Hamburg", "country": "DE"],
        exampleChange: ["phone": "+49 40 1234"])

    private static let contacts = EntryShape(
        kind: .contact, path: "contacts", symbol: "PortalContact",
        members: [.optional("email", .nullable(.text)), .optional("phone", .nullable(.text))],
        example: ["name": "Front desk", "email": "desk@supplier.example.com"], exampleChange: ["phone": "+49 40 1234"])

    private static let certificates = EntryShape(
        kind: .certificate, path: "certificates", symbol: "PortalCertificate",
        members: [
            .optional("certificate_kind", .word(SupplierEntry.CertificateKind.allCases.map(\.rawValue)), "other when left out."),
            .optional("issuer", .nullable(.text), "Who gave it."), .optional("valid_until", .nullable(.day)),
        ],
        example: ["name": "ISO 9001", "certificate_kind": "quality", "issuer": "TÜV", "valid_until": "2027-06-30"],
        exampleChange: ["valid_until": "2028-06-30"])

    private static let fileSchema = Schema.object([
        .required("id", .text), .required("name", .text), .required("media_type", .text), .required("size", .integer()),
    ])

    private static func members(of shape: EntryShape) -> [Schema.Property] {
        let own = shape.members.map { Schema.Property.required($0.name, $0.schema, $0.note) }
        let standing: [Schema.Property] = [
            .required(
                "standing", .word(["valid", "ending", "expired"]),
                "ending: within \(SupplierEntry.reminderDays) days of its last."),
            .required("file", .nullable(fileSchema), "A PDF or picture of it."),
        ]
        return [.required("id", .text), .required("name", .text)] + own + (shape.kind == .certificate ? standing : []) + [
            .required("updated_at", .time), .required("updated_by", .text),
        ]
    }

    private static func json(_ entry: SupplierEntry, _ file: SupplierFile?, today: Day) -> JSON {
        let own: [JSON.Member] =
            switch entry.kind {
            case .address:
                [
                    JSON.Member("street", JSON(entry.street)), JSON.Member("postal_code", JSON(entry.postalCode)),
                    JSON.Member("city", JSON(entry.city)), JSON.Member("country", JSON(entry.country)),
                    JSON.Member("phone", JSON(entry.phone)),
                ]
            case .contact: [JSON.Member("email", JSON(entry.email)), JSON.Member("phone", JSON(entry.phone))]
            case .certificate:
                [
                    JSON.Member("certificate_kind", .string((entry.certificateKind ?? .other).rawValue)),
                    JSON.Member("issuer", JSON(entry.issuer)), JSON.Member("valid_until", JSON(entry.validUntil?.text)),
                    JSON.Member("standing", .string(word(entry.standing(on: today)))),
                    JSON.Member("file", file.map(json) ?? .null),
                ]
            }
        return .object(
            [JSON.Member("id", JSON(entry.id)), JSON.Member("name", .string(entry.name))] + own + [
                JSON.Member("updated_at", JSON(entry.updatedAt)), JSON.Member("updated_by", .string(entry.updatedBy)),
            ])
    }

    private static func word(_ standing: SupplierEntry.Standing) -> String {
        switch standing {
        case .valid: "valid"
        case .ending: "ending"
        case .expired: "expired"
        }
    }

    private static func json(_ file: SupplierFile) -> JSON {
        [
            "id": JSON(file.id), "name": .string(file.name), "media_type": .string(file.format.rawValue), "size": JSON(file.size),
        ]
    }

    var supplierEntryRoutes: [Route] {
        entryRoutes(Self.addresses) + entryRoutes(Self.contacts) + entryRoutes(Self.certificates)
            + [setCertificateFile, readCertificateFile, supplierProfile, supplierDocument]
    }

    // MARK: The supplier's own

    private func entryRoutes(_ shape: EntryShape) -> [Route] {
        let schema = Schema.named(shape.symbol, .object(Self.members(of: shape)))
        let (pattern, noun, kind) = ("/v1/portal/\(shape.path)", shape.kind.rawValue, shape.kind)
        /// The address part of one, and what it answers.
        @Sendable func answer(_ entry: SupplierEntry, _ call: Call) async throws -> Answer {
            let (known, file, today) = try await call.answer(ShowOwnEntry(entry.id, kind))
            return Answer(Self.json(known, file, today: today), version: known.version)
        }
        return [
            Route(
                kind: .list, pattern: pattern, name: "listPortal\(shape.plural)", tag: "portal",
                summary: "List your \(shape.path).", access: ShowOwnProfile.access, response: schema
            ) { call in
                let page = try call.page(of: SupplierEntry.self)
                let profile = try await call.answer(ShowOwnProfile())
                let rest = profile.entries.filter { $0.kind == kind && $0.id.text > page.after ?? "" }
                    .sorted { $0.id.text < $1.id.text }
                let shown = Page(reading: Array(rest.prefix(page.limit + 1)), limit: page.limit) { $0.id.text }
                return .page(shown, for: call) { entry in
                    Self.json(entry, entry.fileID.flatMap { profile.files[$0] }, today: profile.today)
                }
            },
            Route(
                kind: .create, pattern: pattern, name: "create\(shape.symbol)", tag: "portal",
                summary: "Put one more \(noun) on file.", access: SaveSupplierEntry.access,
                body: .object([.required("name", .text)] + shape.members), response: schema, example: shape.example
            ) { call in
                var fields = SupplierEntryFields(name: try call.body.string("name"))
                try Self.fill(call.body, &fields)
                let entry = try await call.perform(SaveSupplierEntry(kind: kind.rawValue, fields))
                return .created(
                    Self.json(entry, nil, today: Day(call.application.now)),
                    at: "\(pattern)/\(entry.id)", version: entry.version)
            },
            Route(
                kind: .show, pattern: "\(pattern)/{id}", name: "show\(shape.symbol)", tag: "portal",
                summary: "Show one \(noun) of yours.", access: ShowOwnEntry.access, response: schema
            ) { call in
                let (entry, file, today) = try await call.answer(ShowOwnEntry(try call.id(noun), kind))
                return Answer(Self.json(entry, file, today: today), version: entry.version)
            },
            Route(
                kind: .change, pattern: "\(pattern)/{id}", name: "change\(shape.symbol)", tag: "portal",
                summary: "Change one \(noun) of yours; what is left out stays.", access: SaveSupplierEntry.access,
                body: .object([.optional("name", .text)] + shape.members), response: schema, example: shape.exampleChange
            ) { call in
                let (old, _, _) = try await call.answer(ShowOwnEntry(try call.id(noun), kind))
                var fields = SupplierEntryFields(old)
                if call.body.has("name") { fields.name = try call.body.string("name") }
                try Self.fill(call.body, &fields)
                // Without a condition it is laid over what was just read, and over nothing newer.
                let version = try ETag.version(call.request.headers) ?? old.version
                return try await answer(
                    try await call.perform(SaveSupplierEntry(id: old.id, kind: kind.rawValue, fields, version: version)), call)
            },
            removal(shape, pattern),
        ]
    }

    private func removal(_ shape: EntryShape, _ pattern: String) -> Route {
        let (noun, kind) = (shape.kind.rawValue, shape.kind)
        return Route(
            kind: .remove, pattern: "\(pattern)/{id}", name: "delete\(shape.symbol)", tag: "portal",
            summary: "Take one \(noun) of yours off file.", access: DeleteSupplierEntry.access, response: .text,
            takesIfMatch: true
        ) { call in
            try await call.perform(
                DeleteSupplierEntry(try call.id(noun), kind, version: try ETag.version(call.request.headers)))
            return .removed
        }
    }

    /// Lays what is given over what is there.
    private static func fill(_ body: JSONObject, _ fields: inout SupplierEntryFields) throws {
        let texts: [(String, WritableKeyPath<SupplierEntryFields, String?>)] = [
            ("email", \.email), ("phone", \.phone), ("street", \.street), ("postal_code", \.postalCode), ("city", \.city),
            ("country", \.country), ("issuer", \.issuer), ("valid_until", \.validUntil),
            ("certificate_kind", \.certificateKind),
        ]
        for (name, path) in texts where body.has(name) { fields[keyPath: path] = try body.optionalString(name) }
    }

    private var setCertificateFile: Route {
        let shape = Self.certificates
        var route = Route(
            kind: .verb, pattern: "/v1/portal/certificates/{id}/set-file", name: "setPortalCertificateFile", tag: "portal",
            summary: "Put a PDF or a picture to a certificate, in place of the one before.",
            note: "At most 25 MB, told by what the octets are and not by the name.", access: SaveSupplierEntry.access,
            body: .object([.required("name", .text), .required("content", .text, "The octets in Base64 (RFC 4648 §4).")]),
            response: Schema.named(shape.symbol, .object(Self.members(of: shape))),
            example: ["name": "iso-9001.pdf", "content": "JVBERi0xLjQKJSVFT0YK"], takesIfMatch: true
        ) { call in
            let (old, _, _) = try await call.answer(ShowOwnEntry(try call.id("certificate"), .certificate))
            guard let octets = Base64.standard.decode(try call.body.string("content")) else {
                throw Refusal.invalid("/content", "invalid", "The content is not Base64.")
            }
            var fields = SupplierEntryFields(old)
            fields.file = (try call.body.string("name"), octets)
            let version = try ETag.version(call.request.headers) ?? old.version
            let entry = try await call.perform(
                SaveSupplierEntry(id: old.id, kind: old.kind.rawValue, fields, version: version))
            let (known, file, today) = try await call.answer(ShowOwnEntry(entry.id, .certificate))
            return Answer(Self.json(known, file, today: today), version: known.version)
        }
        // 25 MB in Base64, and a name.
        route.bodyLimit = 36 << 20
        return route
    }

    private var readCertificateFile: Route {
        Route(
            kind: .file, pattern: "/v1/portal/certificates/{id}/file", name: "downloadPortalCertificate", tag: "portal",
            summary: "Download the file of a certificate.", access: ReadCertificate.access, response: .text
        ) { call in
            let (file, content) = try await call.answer(ReadCertificate(try call.id("certificate")))
            return .file(file.name, content)
        }
    }

    // MARK: The customer's view

    private var supplierProfile: Route {
        Route(
            kind: .show, pattern: "/v1/suppliers/{id}/profile", name: "showSupplierProfile", tag: "suppliers",
            summary: "Show what a supplier says of itself in the portal.",
            note: "Of bank details the last signs alone: those who pay see the digits on the account.",
            access: ShowSupplierProfile.access,
            response: Schema.named(
                "SupplierProfile",
                .object([
                    .required("supplier_id", .text), .required("name", .text),
                    .required("addresses", .array(.object(Self.members(of: Self.addresses)))),
                    .required("contacts", .array(.object(Self.members(of: Self.contacts)))),
                    .required("certificates", .array(.object(Self.members(of: Self.certificates)))),
                    .required(
                        "bank_accounts",
                        .array(
                            .object([
                                .required("id", .text), .required("label", .text), .required("ends_with", .text),
                                .required("is_active", .boolean),
                            ]))),
                ]))
        ) { call in
            let profile = try await call.answer(ShowSupplierProfile(try call.id("supplier")))
            func entries(_ kind: SupplierEntry.Kind) -> JSON {
                .array(
                    profile.entries.filter { $0.kind == kind }.map { entry in
                        Self.json(entry, entry.fileID.flatMap { profile.files[$0] }, today: profile.today)
                    })
            }
            return Answer([
                "supplier_id": JSON(profile.supplier.id), "name": .string(profile.supplier.name),
                "addresses": entries(.address), "contacts": entries(.contact), "certificates": entries(.certificate),
                "bank_accounts": .array(
                    profile.bankAccounts.map {
                        [
                            "id": JSON($0.id), "label": .string($0.label), "ends_with": .string($0.hint),
                            "is_active": JSON($0.isActive),
                        ]
                    }),
            ])
        }
    }

    private var supplierDocument: Route {
        Route(
            kind: .file, pattern: "/v1/supplier-documents/{id}", name: "downloadSupplierDocument", tag: "supplier-documents",
            summary: "Download a document that a supplier brought to an account, or a certificate.",
            access: ReadInvoiceDocument.access, response: .text
        ) { call in
            let (file, content) = try await call.answer(ReadInvoiceDocument(try call.id("file")))
            return .file(file.name, content)
        }
    }
}
