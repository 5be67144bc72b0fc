import HTML
import Procurement
import UseCases

/// The questions about a rule. One value a condition can be chosen here; several of them are kept as they are.
struct EventRuleForm: Component {
    var state: FormState
    var lists: OrganisationLists
    var users: [User]
    var connections: [PunchOutConnection]
    var webhooks: [Webhook]
    var choices: ConditionChoices

    var html: HTML {
        """
        \(state.summary)
        \(state.field("name", "Name", isRequired: true, complete: "off"))
        \(state.field("active", "On", .checkbox))
        \(state.field("event", "Event", .select(events), isRequired: true))
        \(state.field("action", "Action", .select(actions), isRequired: true))
        \(FormGroup("For whom or with what", hint: "Only what belongs to the action counts.", targets))
        \(FormGroup("Only documents with", hint: "All that is chosen must hold for the same line.", conditions))
        """
    }

    private var events: [FormField.Choice] {
        RuleTrigger.all.map { .init($0.word, $0.label, group: Badge.label(of: $0.document.rawValue)) }
    }

    private var actions: [FormField.Choice] {
        [
            .init("send_electronically", "Send to the supplier electronically"), .init("send_pdf", "Send the PDF by mail"),
            .init("notify", "Notify people"), .init("call_webhook", "Tell a webhook"), .init("set_coding", "Set the coding"),
            .init("assign", "Assign to a user"),
        ]
    }

    private var targets: HTML {
        let people =
            [FormField.Choice("buyer", "The buyer")]
            + Role.allCases.map { FormField.Choice("role:\($0.rawValue)", "Role: \($0.label)", group: "Roles") }
            + users.filter(\.isActive).map { FormField.Choice("user:\($0.id)", $0.name, group: "People") }
        return """
            \(state.field("notify.0", "Notify", .select(people, prompt: "Nobody")))
            \(state.field("notify.1", "And notify", .select(people, prompt: "Nobody")))
            \(state.field("webhook", "Webhook", .select(webhooks.map { .init($0.id.text, $0.name) }, prompt: "None")))
            \(state.field("assign", "Assign to", .select(users.filter(\.isActive).map { .init($0.id.text, $0.name) }, prompt: "Nobody")))
            \(codingFields.map(coding))
            """
    }

    private var codingFields: [(field: String, label: String, choices: [FormField.Choice])] {
        [
            ("legal_entity", "legal entity", lists.legalEntities.map { .init($0.id.text, $0.name) }),
            ("location", "location", lists.locations.map { .init($0.id.text, $0.name) }),
            ("department", "department", lists.departments.map { .init($0.id.text, $0.name) }),
            ("gl_account", "GL account", lists.glAccounts.map { .init($0.id.text, "\($0.code) \($0.name)") }),
        ]
    }

    private func coding(_ field: (field: String, label: String, choices: [FormField.Choice])) -> HTML {
        state.field("coding.\(field.field)", "Set \(field.label)", .select(field.choices, prompt: "As it is")).html
    }

    private func condition(_ subject: ConditionChoices.Subject) -> HTML {
        let name = "conditions.\(subject.word)"
        return state.field(name, subject.label, subject.control(keeping: state[name]), hint: subject.hint).html
    }

    private var conditions: HTML {
        """
        \(state.field("connection_id", "Connection", .select(connections.map { .init($0.id.text, $0.name) }, prompt: "Any")))
        \(state.field("from_amount.amount", "From amount", hint: "Left empty, any.", complete: "off"))
        \(state.field("from_amount.currency", "Currency", hint: "Three letters."))
        \(choices.subjects(lists).map(condition))
        """
    }
}

extension EventRuleForm {
    static func fresh(event: String?) -> FormState {
        FormState(values: ["active": "on", "event": event ?? "purchase_order.approved", "action": "notify"])
    }

    static func state(of rule: EventRule) -> FormState {
        var values = ["name": rule.name, "event": rule.trigger.word, "action": rule.action.kind.rawValue]
        if rule.isActive { values["active"] = "on" }
        values["connection_id"] = rule.connectionID?.text
        values["from_amount.amount"] = rule.fromAmount?.text
        values["from_amount.currency"] = rule.fromAmount?.currency.code
        for condition in rule.conditions { values["conditions.\(condition.subject.word)"] = condition.values.first }
        switch rule.action.kind {
        case .sendElectronically, .sendPDF: break
        case .notify: for (index, target) in rule.action.targets.prefix(2).enumerated() { values["notify.\(index)"] = target }
        case .callWebhook: values["webhook"] = rule.action.targets.first
        case .assign: values["assign"] = rule.action.targets.first
        case .setCoding:
            for target in rule.action.targets {
                let parts = target.split(separator: "=", maxSplits: 1).map(String.init)
                if parts.count == 2 { values["coding.\(parts[0])"] = parts[1] }
            }
        }
        return FormState(values: values)
    }

    /// What is saved. What the form cannot show of `rule` stays: further values of a condition, further people, other fields.
    static func command(_ rule: EventRule?, _ form: PostedForm) -> SaveEventRule {
        var command = SaveEventRule(
            id: rule?.id, name: form["name"] ?? "", event: form["event"] ?? "", action: form["action"] ?? "")
        command.isActive = form.isTicked("active")
        command.connectionID = form.text("connection_id")
        command.fromAmount = form.text("from_amount.amount").map { ($0, form.text("from_amount.currency") ?? "") }
        command.conditions = conditions(form).map { subject, value in
            let before = rule?.conditions.first { $0.subject.word == subject && $0.values.first == value }
            return SavePolicy.Condition(subject, before?.values ?? [value])
        }
        let before = rule.map { $0.action.kind.rawValue == command.action ? $0.action.targets : [] } ?? []
        switch RuleAction.Kind(rawValue: command.action) {
        case .notify:
            command.targets = ["notify.0", "notify.1"].compactMap { form.text($0) } + before.dropFirst(2)
        case .callWebhook: command.targets = [form.text("webhook")].compactMap(\.self)
        case .assign: command.targets = [form.text("assign")].compactMap(\.self)
        case .setCoding:
            let shown = ["legal_entity", "location", "department", "gl_account"]
            command.targets =
                shown.compactMap { field in form.text("coding.\(field)").map { "\(field)=\($0)" } }
                + before.filter { target in !shown.contains { target.hasPrefix("\($0)=") } }
        case .sendElectronically, .sendPDF, nil: break
        }
        return command
    }

    private static func conditions(_ form: PostedForm) -> [(String, String)] {
        form.fields.filter { $0.name.hasPrefix("conditions.") && !$0.value.allSatisfy(\.isWhitespace) }.prefix(50).map {
            (String($0.name.dropFirst("conditions.".count)), $0.value)
        }
    }

    /// Where problems stand whose pointers are not the fields' names.
    static func names(_ form: PostedForm) -> [String: String] {
        let field =
            switch form["action"] {
            case "call_webhook": "webhook"
            case "assign": "assign"
            case "set_coding": "coding.department"
            default: "notify.0"
            }
        var names = ["/targets": field]
        for index in 0..<50 { names["/targets/\(index)"] = field == "notify.0" && index == 1 ? "notify.1" : field }
        for (index, condition) in conditions(form).enumerated() {
            for place in ["/subject", "/values", "/values/0"] {
                names["/conditions/\(index)\(place)"] = "conditions.\(condition.0)"
            }
        }
        return names
    }
}
