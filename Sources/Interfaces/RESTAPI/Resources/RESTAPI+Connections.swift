import CXMLExchange
import JSON
import Procurement
import UseCases

extension RESTAPI {
    static let supplierSchema = Schema.named(
        "Supplier",
        .object([
            .required("id", .text), .required("name", .text),
            .required("default_coding", OrderShape.coding, "What its orders start with."),
            .required("order_email", .nullable(.text), "Where orders on paper and comments for it are mailed to."),
            .required("mail_language", .word(MailLanguage.allCases.map(\.rawValue))), .required("is_active", .boolean),
        ]))

    var supplierRoutes: [Route] {
        let suppliers = RecordCollection(
            path: "suppliers", symbol: "Supplier", schema: Self.supplierSchema
        ) { (supplier: Supplier) in
            [
                "id": JSON(supplier.id), "name": .string(supplier.name),
                "default_coding": OrderShape.json(supplier.defaultCoding), "order_email": JSON(supplier.orderEmail),
                "mail_language": .string(supplier.mailLanguage.rawValue), "is_active": JSON(supplier.isActive),
            ]
        }
        let coding = Schema.Property.optional("default_coding", Self.codingChange, "What its orders start with.")
        let post: [Schema.Property] = [
            .optional("order_email", .nullable(.text), "Where orders on paper and comments for it are mailed to."),
            .optional("mail_language", .word(MailLanguage.allCases.map(\.rawValue))),
        ]
        return suppliers.readRoutes + [
            suppliers.createRoute(
                .object([.required("name", .text), coding] + post),
                example: ["name": "Amazon Business", "order_email": "orders@supplier.example", "mail_language": "en"]
            ) { body in
                SaveSupplier(
                    name: try body.string("name"),
                    defaultCoding: try OrderChange.coding(try body.optionalObject("default_coding")),
                    post: SaveSupplier.Post(
                        email: try body.optionalString("order_email") ?? "",
                        language: try body.optionalString("mail_language") ?? MailLanguage.english.rawValue))
            },
            suppliers.changeRoute(
                .object([.optional("name", .text), coding] + post + [Self.activity]), example: ["name": "Amazon Business US"]
            ) { supplier, body in
                SaveSupplier(
                    id: supplier.id, name: try body.text("name", over: supplier.name),
                    defaultCoding: try OrderChange.coding(try body.optionalObject("default_coding")),
                    post: SaveSupplier.Post(
                        email: try body.text("order_email", over: supplier.orderEmail) ?? "",
                        language: try body.text("mail_language", over: supplier.mailLanguage.rawValue)),
                    isActive: try body.flag("is_active", over: supplier.isActive))
            },
        ]
    }

    static let connectionSchema = Schema.named(
        "PunchoutConnection",
        .object([
            .required("id", .text), .required("name", .text), .required("slug", .text, "The word in addresses: /cxml/{slug}."),
            .required("supplier_id", .text), .required("from_identity", .text), .required("from_domain", .text),
            .required("to_identity", .text), .required("to_domain", .text),
            .required("has_shared_secret", .boolean, "The secret itself is never shown."),
            .required("has_second_secret", .boolean, "Also good for what comes in, while secrets change."),
            .required("has_mac_key", .boolean, "Codes (CredentialMac) are checked with it."),
            .required("client_certificate", .nullable(.text), "SHA-256 fingerprint, or subject."),
            .required("punchout_url", .text),
            .required("order_url", .text), .required("mode", .word(PunchOutConnection.Mode.allCases.map(\.rawValue))),
            .required("require_approval", .boolean),
            .required("opens_catalogue", .boolean, "Its set-ups open the internal catalogue; its orders are not sent on."),
            .required("takes_changes", .boolean, "Changes and cancellations of sent orders go to the supplier as cXML."),
            .required("default_location_id", .nullable(.text)),
            .required("default_legal_entity_id", .nullable(.text)),
            .required("default_coding", OrderShape.coding, "What its orders start with, these two included."),
            .required("cxml_url", .uri, "Where the supplier sends its documents."),
            .required("punch_in_url", .uri, "Where the supplier hands the browser over after a punch-in."),
            .required(
                "last_check",
                .nullable(
                    .object([.required("at", .time), .required("ok", .boolean), .required("findings", .array(.text))]))),
        ]))

    static func json(_ connection: PunchOutConnection, publicURL: String) -> JSON {
        let check: JSON =
            connection.lastCheck.map { ["at": JSON($0.at), "ok": JSON($0.ok), "findings": JSON($0.findings)] } ?? .null
        return [
            "id": JSON(connection.id), "name": .string(connection.name), "slug": .string(connection.slug),
            "supplier_id": JSON(connection.supplierID), "from_identity": .string(connection.from.identity),
            "from_domain": .string(connection.from.domain), "to_identity": .string(connection.to.identity),
            "to_domain": .string(connection.to.domain), "has_shared_secret": JSON(connection.hasSecret),
            "has_second_secret": JSON(connection.hasSecondSecret), "has_mac_key": JSON(connection.hasMACKey),
            "client_certificate": JSON(connection.clientCertificate),
            "punchout_url": .string(connection.punchOutURL), "order_url": .string(connection.orderURL),
            "mode": .string(connection.mode.rawValue), "require_approval": JSON(connection.requireApproval),
            "opens_catalogue": JSON(connection.opensCatalogue), "takes_changes": JSON(connection.takesChanges),
            "default_location_id": JSON(connection.defaultLocationID),
            "default_legal_entity_id": JSON(connection.defaultLegalEntityID),
            "default_coding": OrderShape.json(connection.defaultCoding),
            "cxml_url": .string("\(publicURL)/cxml/\(connection.slug)"),
            "punch_in_url": .string("\(publicURL)/punch-in/\(connection.slug)"), "last_check": check,
        ]
    }

    private static let fields: [Schema.Property] = [
        .required("name", .text),
        .optional("slug", .text, "Lower-case letters, digits, hyphens. Made of the name when left out."),
        .optional("supplier_id", .text),
        .optional("supplier_name", .text, "Instead of supplier_id: adds a supplier of this name."),
        .required("from_identity", .text, "Who the company is to the supplier."),
        .optional("from_domain", .text, "NetworkId when left out."),
        .required("to_identity", .text, "Who the supplier is."),
        .optional("to_domain", .text, "NetworkId when left out."),
        .required("shared_secret", .text, "Write-only; sealed at rest and never shown again."),
        .optional("second_secret", .text, "Write-only; also good for what comes in. Empty takes it away."),
        .optional("mac_key", .text, "Write-only; the key of CredentialMac. Empty takes it away."),
        .optional("client_certificate", .text, "SHA-256 fingerprint in hexadecimal, or subject. Empty takes it away."),
        .optional("punchout_url", .text, "Required, unless opens_catalogue is true."),
        .optional("order_url", .text, "The supplier's purchase order request URL. Required, unless opens_catalogue is true."),
        .optional("mode", .word(PunchOutConnection.Mode.allCases.map(\.rawValue)), "test when left out."),
        .optional("require_approval", .boolean, "true when left out."),
        .optional("opens_catalogue", .boolean, "Set-ups that come in open the internal catalogue. false when left out."),
        .optional(
            "takes_changes", .boolean,
            "Whether the supplier takes changes and cancellations by cXML; ask it first. false when left out."),
        .optional("default_location_id", .nullable(.text)),
        .optional("default_legal_entity_id", .nullable(.text)),
        .optional("default_coding", codingChange, "What its orders start with."),
    ]

    private static func fields(_ body: JSONObject) throws -> ConnectionFields {
        var fields = ConnectionFields()
        fields.name = try body.optionalString("name")
        fields.slug = try body.optionalString("slug")
        fields.supplierID = try body.optionalString("supplier_id")
        fields.supplierName = try body.optionalString("supplier_name")
        fields.fromIdentity = try body.optionalString("from_identity")
        fields.fromDomain = try body.optionalString("from_domain")
        fields.toIdentity = try body.optionalString("to_identity")
        fields.toDomain = try body.optionalString("to_domain")
        fields.sharedSecret = try body.optionalString("shared_secret")
        fields.secondSecret = try body.optionalString("second_secret")
        fields.macKey = try body.optionalString("mac_key")
        fields.clientCertificate = try body.optionalString("client_certificate")
        fields.punchOutURL = try body.optionalString("punchout_url")
        fields.orderURL = try body.optionalString("order_url")
        fields.mode = try body.optionalString("mode")
        fields.requireApproval = try body.optionalBool("require_approval")
        fields.opensCatalogue = try body.optionalBool("opens_catalogue")
        fields.takesChanges = try body.optionalBool("takes_changes")
        fields.defaultCoding = try OrderChange.coding(try body.optionalObject("default_coding"))
        if body.has("default_location_id") { fields.defaultLocationID = .some(try body.optionalString("default_location_id")) }
        if body.has("default_legal_entity_id") {
            fields.defaultLegalEntityID = .some(try body.optionalString("default_legal_entity_id"))
        }
        return fields
    }

    var connectionRoutes: [Route] {
        let publicURL = application.environment.rules.publicURL
        let connections = RecordCollection(
            path: "punchout-connections", noun: "connection", symbol: "PunchoutConnection",
            list: { page, _ in PageOfConnections(page) }, show: ShowConnection.init, id: { $0.id.text },
            schema: Self.connectionSchema, json: { Self.json($0, publicURL: publicURL) })
        return connections.readRoutes + [
            connections.createRoute(
                .object(Self.fields),
                example: [
                    "name": "Amazon Business US", "slug": "amazon-us", "supplier_id": "sup_01", "from_identity": "BUYER1",
                    "from_domain": "NetworkId", "to_identity": "Amazon", "to_domain": "NetworkId",
                    "shared_secret": "as the supplier told it", "punchout_url": "https://shop.example.com/punchout",
                    "order_url": "https://shop.example.com/orders", "mode": "test", "require_approval": true,
                    "default_location_id": nil, "default_legal_entity_id": nil,
                ], note: "A connection starts in test mode unless told otherwise."
            ) { CreateConnection(try Self.fields($0)) },
            connections.changeRoute(
                .object(Self.fields.map { .optional($0.name, $0.schema, $0.note) }), example: ["require_approval": false]
            ) { connection, body in ChangeConnection(connection.id, try Self.fields(body)) },
            connections.verbRoute("activate", summary: "Switch from test to active mode.") { ActivateConnection($0) },
            connections.verbRoute("deactivate", summary: "Switch back to test mode.") { DeactivateConnection($0) },
            connections.verbRoute("rotate-secret", summary: "Let the second secret and the first one change places.") {
                RotateConnectionSecret($0)
            },
            checkRoute(publicURL), tryRoute,
        ]
    }

    private func checkRoute(_ publicURL: String) -> Route {
        Route(
            kind: .verb, pattern: "/v1/punchout-connections/{id}/check", name: "checkPunchoutConnection",
            tag: "punchout-connections", summary: "Try a ProfileRequest and a set-up, and tell in words what was found.",
            note: "What was found is in last_check, also when it is bad news.", access: RecordConnectionCheck.access,
            response: Self.connectionSchema
        ) { call in
            Answer(Self.json(try await call.exchange.check(try call.id("connection"), as: call.actor), publicURL: publicURL))
        }
    }

    private var tryRoute: Route {
        Route(
            kind: .verb, pattern: "/v1/punchout-connections/{id}/try", name: "tryPunchoutConnection",
            tag: "punchout-connections",
            summary: "Send a ProfileRequest or a set-up, and show request, answer and verdict. Nothing is ordered.",
            access: RecordConnectionCheck.access, body: .object([.required("kind", .word(Trial.Kind.allCases.map(\.rawValue)))]),
            response: .named(
                "Trial",
                .object([
                    .required("kind", .text), .required("request", .text, "As it was sent, secrets blanked."),
                    .required("answer", .nullable(.text)), .required("http_status", .nullable(.integer())),
                    .required("status_code", .nullable(.integer()), "Of the cXML Status."), .required("ok", .boolean),
                    .required("verdict", .text), .required("duration_ms", .number),
                ])),
            example: ["kind": "profile"]
        ) { call in
            let kind = Trial.Kind(rawValue: try call.body.string("kind")) ?? .profile
            let trial = try await call.exchange.attempt(kind, of: try call.id("connection"), as: call.actor)
            return Answer([
                "kind": .string(trial.kind.rawValue), "request": .string(String(decoding: trial.request, as: UTF8.self)),
                "answer": JSON(trial.answer.map { String(decoding: $0, as: UTF8.self) }),
                "http_status": JSON(trial.httpStatus), "status_code": JSON(trial.code), "ok": JSON(trial.isGood),
                "verdict": .string(trial.verdict), "duration_ms": JSON.milliseconds(trial.duration),
            ])
        }
    }
}
