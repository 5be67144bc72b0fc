import CXML
import FoundationEssentials
import HTML
import HTTP

/// The shop's view behind the counter.
extension DemoShop {
    /// `GET /console`: orders with their buttons, and every document with its secrets blanked.
    func console(_ request: HTTPRequest) async -> HTTPResponse {
        let orders = await state.orders.reversed().prefix(50)
        let punchIns = await state.punchIns.reversed().prefix(20)
        let journal = await state.journal.reversed().prefix(100)
        var cards: [HTML] = []
        for order in orders { cards.append(card(order, await postings(of: order.payloadID))) }
        let said = request.target.query("said")
        let content: HTML = """
            \(some: said, { "<div class=\"box tell\">\($0)</div>" })
            <h2>Orders</h2>\(cards.isEmpty ? "<p>None was received.</p>" : cards.joined(separator: ""))
            <h2>Submitted for approval</h2>\(punchIns.isEmpty ? "<p>None.</p>" : list(Array(punchIns)))
            <h2>Documents</h2>\(each: journal, { entry($0) })
            """
        return ShopPage("Console", content).response()
    }

    /// `POST /console`: `action` with `order` or `posting`.
    func act(_ request: HTTPRequest) async throws -> HTTPResponse {
        guard !isForeign(request) else { return Self.foreign }
        let fields = try await fields(of: request)
        let order = fields["order"] ?? ""
        var said: String
        do throws(ShopError) {
            switch fields["action"] {
            case "confirm": said = Self.words(try await confirm(orderPayloadID: order))
            case "reject": said = Self.words(try await confirmWithReject(order))
            case "ship": said = Self.words(try await ship(orderPayloadID: order))
            case "twice": said = Self.words([try await repeatConfirmation(orderPayloadID: order)])
            case "repeat": said = Self.words([try await repeatPosting(fields["posting"] ?? "")])
            default: said = "There is no such button."
            }
        } catch {
            said = error.description
        }
        // Only addresses of our own are gone back to.
        if let back = fields["back"], back.hasPrefix("/submitted/") { return .redirect(to: back) }
        said = String(said.prefix(500))
        return .redirect(to: "/console?said=\(Self.percentEncoded(said))")
    }

    /// Sends the first confirmation of an order once more, the same octets.
    ///
    /// - Throws: ``ShopError/notConfirmed`` when there is none.
    package func repeatConfirmation(orderPayloadID: String) async throws(ShopError) -> Posting {
        guard let first = await postings(of: orderPayloadID).first(where: { $0.name == "ConfirmationRequest" }) else {
            throw .notConfirmed
        }
        return await post(first)
    }

    private func confirmWithReject(_ payloadID: String) async throws(ShopError) -> [Posting] {
        guard let order = await state.order(payloadID), let last = order.lines.last else { throw .unknownOrder }
        return try await confirm(orderPayloadID: payloadID, rejecting: [last.lineNumber])
    }

    /// A value for a query.
    private static func percentEncoded(_ text: String) -> String {
        let html: HTML = "\(query: text)"
        return html.text
    }

    private static func words(_ postings: [Posting]) -> String {
        postings.map { "\($0.name): \($0.outcome)" }.joined(separator: "; ")
    }

    private func card(_ order: ReceivedOrder, _ postings: [Posting]) -> HTML {
        """
        <section class="box"><h2>\(order.orderID)\(if: order.mode == .test, " (test)")</h2>
        <p class="note">\(CXMLTimestamp(order.receivedAt).text) · \(order.payloadID)\(some: order.punchInOrderID, { " · confirms \($0)" })
        · to \(order.destination)</p>
        <table>\(each: order.lines, { row($0, order) })</table>
        <ul>\(each: postings, { posting($0) })</ul>
        <form method="post" action="/console" class="row"><input type="hidden" name="order" value="\(order.payloadID)">
        \(if: !order.isConfirmed, "\(button("confirm", "Confirm now"))\(button("reject", "Confirm with a reject"))")
        \(if: order.isConfirmed, "\(button("ship", "Ship now"))\(button("twice", "Send the same confirmation twice"))")</form></section>
        """
    }

    private func row(_ line: ReceivedOrder.Line, _ order: ReceivedOrder) -> HTML {
        let shares = order.shares.compactMap { share in
            share.portions.first { $0.lineNumber == line.lineNumber }.map { portion in
                "\(portion.quantity) \(portion.isRejected ? "rejected in" : share.isShipped ? "shipped in" : "confirmed in") \(share.number)"
            }
        }
        return """
            <tr><td class="n">\(line.lineNumber)</td><td>\(line.title)<div class="note">\(line.partID) · \(line.auxiliaryID)</div></td>
            <td class="n">\(line.quantity) \(line.unitOfMeasure)</td><td>\(shares.joined(separator: ", ")) \(line.complaint)</td></tr>
            """
    }

    private func posting(_ posting: Posting) -> HTML {
        """
        <li>\(posting.name), tried \(posting.tries) times: \(posting.outcome)\(if: !posting.isDone, """
         <form method="post" action="/console"><input type="hidden" name="posting" value="\(posting.id)">\
        \(button("repeat", "Send again"))</form>
        """)</li>
        """
    }

    private func button(_ action: String, _ label: String) -> HTML {
        "<button class=\"quiet\" name=\"action\" value=\"\(action)\">\(label)</button>"
    }

    private func list(_ punchIns: [PunchIn]) -> HTML {
        let rows: [HTML] = punchIns.map { punchIn in
            let end = punchIn.confirmedBy.map { "confirmed by \($0)" } ?? "not confirmed yet"
            return "<li>\(punchIn.orderID), \(punchIn.email): \(punchIn.posting.outcome), \(end)</li>"
        }
        return "<ul class=\"box\">\(rows)</ul>"
    }

    private func entry(_ entry: JournalEntry) -> HTML {
        """
        <details class="box"><summary>\(CXMLTimestamp(entry.when).text) \(entry.direction.rawValue) <b>\(entry.name)</b> \
        \(entry.address): \(entry.outcome)</summary><pre>\(entry.document)</pre></details>
        """
    }
}
