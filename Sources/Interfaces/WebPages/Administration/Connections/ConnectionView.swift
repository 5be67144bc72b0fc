import HTML
import Procurement

/// One connection: its form, switches, and what the last check found.
struct ConnectionView: Component {
    var form: ConnectionForm

    private var connection: PunchOutConnection? { form.connection }
    private var canChange: Bool { form.canChange }

    var html: HTML {
        """
        \(PageHeader(connection?.name ?? "New connection", badges: badges, back: ("All connections", "/admin/connections")))
        \(some: connection, { Columns(main: fields, side: side($0)).html })\(if: connection == nil, fields)
        """
    }

    private var fields: HTML { HTML(Card(connection == nil ? "A connection starts in test mode" : "Settings", form.html)) }

    private var badges: [Badge] {
        guard let connection else { return [] }
        return [connection.mode == .test ? .test : Badge("Active", .good)]
    }

    private func side(_ connection: PunchOutConnection) -> HTML {
        """
        \(if: !connection.punchOutURL.isEmpty, Card("Check", check(connection)).html)
        \(Card("Mode", mode(connection)))
        \(if: canChange && connection.hasSecondSecret, Card("Change of secrets", rotation).html)
        \(connection.opensCatalogue
            ? Card("To enter in the partner's system", catalogue(connection))
            : Card("To enter on the supplier's side", copies(connection)))
        """
    }

    private func check(_ connection: PunchOutConnection) -> HTML {
        """
        \(some: connection.lastCheck, { found($0) })\(if: connection.lastCheck == nil, "<p>It was never checked.</p>")
        \(if: canChange, action("check", Button("Check now", .secondary)))\
        \(if: canChange, "<p><a href=\"/admin/connections/\(url: connection.id.text)/try\">Try it document by document</a></p>")
        """
    }

    private func found(_ check: ConnectionCheck) -> HTML {
        """
        <p>\(check.ok ? Badge("Works", .good) : Badge("Does not work", .bad)) \(Words.instant(check.at))</p>
        <ul>\(each: check.findings, { "<li>\($0)</li>" })</ul>
        """
    }

    private func mode(_ connection: PunchOutConnection) -> HTML {
        switch connection.mode {
        case .test:
            """
            <p>Test: orders are marked as such (deploymentMode="test"), are neither charged nor shipped, and are cancelled by Portico \
            some hours after their confirmation.</p>
            \(if: canChange, action("activate", Button("Activate", asking: "From now on orders are charged and shipped. Activate?")))
            """
        case .active:
            """
            <p>Active: orders are charged and shipped.</p>
            \(if: canChange, action("deactivate", Button("Back to test mode", .secondary)))
            """
        }
    }

    private var rotation: HTML {
        """
        <p>Both secrets are good for what comes in; what is sent carries the first. When the supplier has changed over, let them \
        change places.</p>
        \(action("rotate-secret", Button("Use the second secret from now on", .secondary,
            asking: "What is sent carries the second secret from now on. Is it entered on the supplier's side?")))
        """
    }

    private func action(_ verb: String, _ button: Button) -> HTML {
        guard let connection else { return .empty }
        return HTML(Form(post: "/admin/connections/\(connection.id)/\(verb)", token: form.token, layout: .bare, HTML(button)))
    }

    private func catalogue(_ connection: PunchOutConnection) -> HTML {
        """
        \(CopyField("Punch-out URL and order URL", "\(form.publicURL)/cxml/\(connection.slug)"))
        \(CopyField("To identity", connection.from.identity))
        <p>Its buyers shop in <a href="/admin/catalogue">the catalogue</a>. Its orders appear among ours, to be approved and delivered; \
        they are sent nowhere.</p>
        """
    }

    private func copies(_ connection: PunchOutConnection) -> HTML {
        let publicURL = form.publicURL
        return """
            \(CopyField("Punch-in, confirmations, ship notices", "\(publicURL)/cxml/\(connection.slug)"))
            \(CopyField("Page after a punch-in", "\(publicURL)/punch-in/\(connection.slug)"))
            \(CopyField("Carts come back to addresses that begin with", "\(publicURL)/punchout/return/"))
            <p><a href="/admin/set-up?connection=\(query: connection.id.text)">The whole check list</a></p>
            """
    }
}
