import HTML

/// Every component on one page, with `mark` put into every text that could come from outside.
struct Gallery {
    /// Hostile or empty.
    var mark = ""

    private func say(_ text: String) -> String { text + mark }

    /// A page of a signed-in buyer in test mode.
    var page: PageFrame {
        var frame = PageFrame(say("Gallery"), content)
        frame.person = .init(say("Bianca Buyer"), detail: say("bianca@example.com"), to: "/me")
        frame.token = say("token")
        frame.testRibbon = say("Orders of this connection are not real; Portico cancels them 4 hours after they are confirmed.")
        frame.notices = [Notice(.good, say("Order PO-2026-00042 was submitted for approval."))]
        frame.navigation = [
            .init([
                .init(say("Home"), to: "/", icon: .home), .init("Orders", to: "/orders", icon: .order, isCurrent: true),
                .init("Approvals", to: "/approvals", icon: .approval, counter: 3),
                .init("Budgets", to: "/budgets", icon: .budget),
            ]),
            .init(
                say("Administration"),
                [
                    .init("Connections", to: "/admin/connections", icon: .connection, counter: 0),
                    .init("Suppliers", to: "/admin/suppliers", icon: .truck), .init("Users", to: "/admin/users", icon: .people),
                    .init("Messages", to: "/admin/messages", icon: .message),
                    .init("Set-up", to: "/admin/setup", icon: .settings),
                ]),
        ]
        return frame
    }

    private var content: HTML {
        """
        \(header)\(tabs)\(figures)\(tiles)
        \(Columns(main: "\(strip)\(lines)\(coding)", side: "\(summary)\(history)\(budget)"))
        \(orders)\(notices)\(form)\(checklist)\(message)\(icons)
        """
    }

    private var header: PageHeader {
        PageHeader(
            say("Office chairs for Berlin"), lead: "\(say("Amazon Business · raised by Bianca Buyer on 12 March 2026"))",
            badges: [Badge(status: say("pending_approval")), .test],
            actions: [
                Button("Print", to: "?print=1", .secondary), Button("Approve", icon: .check, name: "verb", value: say("approve")),
            ],
            back: (say("All orders"), "/orders"))
    }

    private var tabs: Tabs {
        Tabs(
            say("Orders"),
            [
                .init(say("All"), to: "?", count: 128), .init("Mine", to: "?mine", count: 4, isCurrent: true),
                .init("Unclaimed", to: "?unclaimed"),
            ])
    }

    private var figures: Grid {
        Grid([
            Figure(say("Waiting for me"), say("3"), note: say("oldest since Monday"), to: "/approvals", tone: .attention),
            Figure("Sent this month", "41", note: "EUR 12,480.10", to: "/orders", tone: .good),
            Figure("Failed deliveries", "1", to: "/admin/deliveries", tone: .bad), Figure("Drafts", "7"),
        ])
    }

    private var tiles: Card {
        Card(
            say("Shop with your suppliers"),
            HTML(
                Grid([
                    Tile(
                        say("Amazon Business"), detail: say("Punch-out for Acme GmbH"), post: "/punchout/con_1", token: say("t")),
                    Tile("Demo shop", detail: "Orders are not real", isTest: true, icon: .building, to: "/punchout/con_2"),
                    Tile("Fasteners & Co", detail: "Screws, bolts, anchors", post: "/punchout/con_3", token: "t"),
                ])))
    }

    private var strip: Card {
        Card(
            say("Approval"),
            HTML(
                StageStrip(
                    say("Approval plan"),
                    [
                        .init(say("Submitted"), .done, people: [say("Bianca Buyer")], detail: say("12 March, 14:03")),
                        .init("Department head", .done, people: ["Arno Approver"], detail: "Every order of IT"),
                        .init("Finance", .current, people: ["Fiona Finance", "Felix Finance"], detail: "From EUR 1,000"),
                        .init("Directors", .skipped, people: ["Dora Director"], detail: "From EUR 10,000"),
                        .init("Sent", .waiting),
                    ])))
    }

    private var lines: Card {
        let rows: [DataTable.Row] = [
            .init([
                "1", "<a href=\"#\">\(say("Ergonomic office chair, black"))</a><span class=\"muted\">B07XYZ1234</span>", "4",
                "189.90", "759.60",
            ]),
            .init(
                ["2", "Desk lamp, LED, 4000 K<span class=\"muted\">B01ABCDEFG</span>", "10", "24.50", "245.00"], tone: .attention),
        ]
        let footer: [DataTable.Row] = [
            .init(["Net", "", "", "", "1,004.60"]), .init(["Shipping", "", "", "", "4.90"]),
            .init(["Total EUR", "", "", "", "1,009.50"]),
        ]
        return Card(
            "Lines", actions: HTML(Badge("2 lines")), isFlush: true,
            HTML(
                DataTable(
                    [
                        .init("#"), .init(say("Item")), .init("Quantity", .number), .init("Price", .number),
                        .init("Amount", .number),
                    ], rows,
                    footer: footer)))
    }

    private var coding: Card {
        let state = FormState(
            values: ["department": "dep_1", "amount": say("12,5x"), "note": say("For the new\nbranch")],
            problems: [.init("budget", say("Choose a budget.")), .init("amount", say("Write the amount as 12.50."))])
        let departments: [FormField.Choice] = [
            .init(say("dep_1"), say("IT"), group: say("Berlin")), .init("dep_2", "Sales", group: "Berlin"),
            .init("dep_3", "HR", group: "Munich"),
        ]
        return Card(
            "Coding",
            HTML(
                Form(
                    post: "/orders/po_1/coding", token: say("t"), layout: .grid,
                    """
                    \(state.summary)
                    \(state.field("department", say("Department"), .select(departments, prompt: say("Choose…")), isRequired: true))
                    \(state.field("budget", "Budget", .select([.init("b1", "Hardware 2026")], prompt: "Choose…"), hint: say("Only budgets with money left are listed."), isRequired: true))
                    \(state.field("amount", "Amount", .money(currency: say("EUR"))))
                    \(state.field("needed", "Needed by", .date))
                    <div class="wide">\(state.field("note", "Note for the approvers", .textarea(rows: 3), hint: "They see it beside the order."))</div>
                    \(decisions)
                    """)))
    }

    private var summary: Card {
        Card(
            "Order",
            HTML(
                DescriptionList([
                    .init(say("Number"), say("PO-2026-00042")), .init("Supplier", "Amazon Business"),
                    .init("Mode", HTML(Badge.test)),
                    .init("Transmission", HTML(Badge(status: "not_sent"))),
                    .init("Confirmation", HTML(Badge(status: "accepted"))),
                    .init("Ship to", nil as String?),
                ])))
    }

    private var history: Card {
        Card(
            "History",
            HTML(
                Timeline([
                    .init(
                        when: say("12 March 2026, 14:20"), instant: "2026-03-12T14:20:00Z", who: say("Arno Approver"),
                        "<strong>Approved</strong> as department head",
                        detail: "\(say("“Fine, but keep the lamps to one a desk.”"))", tone: .good),
                    .init(when: "12 March 2026, 14:03", who: "Bianca Buyer", "Submitted for approval", tone: .info),
                    .init(when: "12 March 2026, 13:58", who: "Amazon Business", "Cart received with 2 lines"),
                ])))
    }

    private var budget: Card {
        Card(
            "Budgets",
            """
            \(Meter(say("Hardware 2026"), words: say("3,100 of 5,000 EUR"), percent: 62))
            \(Meter("Furniture 2026", words: "2,180 of 2,000 EUR", percent: 109, tone: .bad))
            """)
    }

    private var orders: Card {
        let table = DataTable(
            ["Order", "Supplier", "State", .init("Amount", .number), .init("", .action)],
            [
                .init(
                    [
                        "<a href=\"/orders/po_2\">PO-2026-00041</a>", "Amazon Business", HTML(Badge(status: "approved")),
                        "1,240.00", HTML(Button("Open", to: "/orders/po_2", .quiet)),
                    ], id: say("po_2")),
                .init(
                    [
                        "<a href=\"/orders/po_3\">Draft of 11 March</a>", "Demo shop",
                        "\(Badge(status: "rejected")) \(Badge.test)", "88.10", "",
                    ], id: "po_3"),
            ], caption: say("Orders of this week"), selection: "order")
        return Card(
            "Orders", actions: HTML(Button("Export CSV", to: "/orders.csv", .secondary, icon: .download)), isFlush: true,
            """
            <div>\(Form(get: "/orders", "\(FormField("q", "Search", .search, value: say("chairs")))\(FormField("state", "State", .select([.init("", "Any")])))\(Button("Filter", .secondary))"))</div>
            \(table)
            <div>\(Pager(newer: "?before=x\(mark)", older: "?after=y"))</div>
            """)
    }

    private var notices: HTML {
        HTML([
            Notice(.info, say("The cart is on its way."), detail: "Nothing to do."),
            Notice(
                .attention, "Line 2 has an unknown unit.", detail: "\(say("“XYZ” was read as “EA”. Check it before you submit."))"
            ),
            Notice(.bad, "The supplier did not answer.", detail: "The order is marked unknown and asked about again at 15:00."),
            DataTable(["x"], [], empty: "No approvals wait for you. <a href=\"/orders\">See all orders</a>"),
        ])
    }

    private var form: Card {
        Card(
            "New connection",
            HTML(
                Form(
                    post: "/admin/connections", token: "t", isMultipart: true,
                    """
                    \(identity)
                    \(FormField("mode", "Mode", .radio([.init("test", "Test: orders are not real"), .init("active", say("Active"))]), value: "test"))
                    \(FormField("approval", "Every order needs approval", .checkbox, value: "on", hint: "Also in direct groups."))
                    \(FormField("sheet", "Credentials from a spreadsheet", .file(accept: ".csv"), hint: say("CSV, as the template."), error: say("The file is empty.")))
                    \(FormField("version", "", .hidden, value: say("7")))
                    \(ButtonRow([Button("Save connection", asking: say("Save?")), Button("Disabled", .secondary, isDisabled: true)]))
                    """)))
    }

    private var identity: FormGroup {
        FormGroup(
            say("Identity"), hint: say("As Amazon Business shows it."),
            """
            \(FormField("from", "From identity", value: say("acme"), isRequired: true))
            \(FormField("secret", "Shared secret", .password, hint: "Leave empty to keep the one stored.", complete: "off"))
            \(FormField("email", "Contact e-mail", .email, value: "a@example.com"))
            \(FormField("url", "Punch-out URL", .address, value: say("https://example.com/punchout"), isReadOnly: true))
            \(FormField("hours", "Cancel test orders after (hours)", .number(step: "1", minimum: "1"), value: "4"))
            """)
    }

    private var decisions: ButtonRow {
        let question = say("Cancel this order? It is not sent to the supplier and cannot be opened again.")
        return ButtonRow([
            Button("Submit for approval"),
            Button("Save draft", .secondary, name: "verb", value: "save", skipsValidation: true),
            ConfirmStep(
                say("Cancel order…"), .danger, question: question,
                Button(say("Yes, cancel it"), .danger, action: "/orders/po_1/cancel", skipsValidation: true)),
        ])
    }

    private var checklist: Card {
        Card(
            "Set-up", isFlush: true,
            HTML(
                Checklist([
                    .init(say("Create the connection in Portico"), .done, "Done on 3 March."),
                    .init(
                        "Enter the cart return address on Amazon", .attention, "Business settings › Integrations › Punch-out.",
                        remedy:
                            "The last check answered <strong>401</strong>. \(say("Enter the shared secret again and press Check."))"
                    ),
                    .init(
                        "Place a test order", .open, "\(say("From the home page, in test mode."))",
                        remedy: "<a href=\"/\">Open the home page</a>"),
                ])))
    }

    private var message: Card {
        Card(
            "Message",
            """
            \(CopyField(say("Purchase order request URL"), say("https://portico.example.com/cxml/con_01HV7Z"), hint: "Enter this on Amazon."))
            \(CodeBlock(say("<?xml version=\"1.0\"?>\n<cXML payloadID=\"1@portico\">\n  <Header><From><Credential domain=\"NetworkId\"><Identity>acme</Identity></Credential></From></Header>\n</cXML>")))
            \(CodeBlock("HTTP/1.1 200 OK\ncontent-type: text/xml", foldedUnder: say("The supplier's answer")))
            """)
    }

    private var icons: Card { Card("Icons", HTML(Icon.allCases)) }
}
