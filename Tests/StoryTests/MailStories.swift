import Delivery
import FoundationEssentials
import HTTPClient
import JSON
import PorticoServer
import Procurement
import Testing
import UseCases

/// Who is mailed what and when: once each, as they want it, and nothing twice.
struct MailStories {
    @Test func `each stage's approver is mailed a link that decides once, then the buyer is told`() async throws {
        try await World.mailing { world, postbox in
            let id = try await world.draft()
            try await world.code(id)
            _ = try await world.submit(id)
            try await world.post()
            #expect(postbox.mails.map(\.recipient) == ["ada@example.com"])
            #expect(try await world.post() == 0, "and nothing twice")
            let asked = world.words(of: try #require(postbox.mails.first))
            #expect(asked.contains("Auto-Submitted: auto-generated") && asked.contains("Bianca"))
            let link = try #require(asked.firstMatch(of: /http:\/\/[^\s"]+\/approve\/[^\s"<]+/)).output
            let page = try await world.client.send(OutgoingRequest(method: "GET", url: String(link)))
            #expect(page.status == 200)
            let decided = try await world.postForm(String(link), isCrossSite: false, Array("decision=approve".utf8))
            #expect(decided.status == 200)
            try await world.post()
            #expect(postbox.mails.map(\.recipient) == ["ada@example.com", "felix@example.com"], "the second stage is asked too")
            #expect(try await world.decide(id, "reject", as: "felix", comment: "Too dear <b>for</b> us") == 200)
            try await world.post()
            let told = world.words(of: try #require(postbox.mails.last))
            #expect(postbox.mails.last?.recipient == "bianca@example.com")
            #expect(told.contains("Subject: Rejected: your order") && told.contains("Reason: Too dear <b>for</b> us"))
            #expect(told.contains("Too dear &lt;b&gt;for&lt;/b&gt; us"), "in the HTML part it is text, too")
            #expect(postbox.mails.allSatisfy { $0.sender == "portico@portico.test" })
        }
    }

    @Test func `an order that is sent, confirmed otherwise or not sent is told from the trail`() async throws {
        try await World.mailing { world, postbox in
            let id = try await world.sentOrder()
            try await world.post()
            let number = try #require(try await world.order(id).number)
            #expect(
                postbox.mails.filter { $0.text.contains("Subject: Sent: \(number)") }.map(\.recipient) == ["bianca@example.com"])
            let other = try await world.queuedOrder()
            let leased = try #require(try await world.application.perform(LeaseDeliveries(), as: .system).first)
            _ = try await world.application.perform(
                RecordDelivery(leased.delivery.id, outcome: .refused(code: 401, text: "who?"), document: [], answer: nil),
                as: .system)
            try await world.post()
            let failed = try #require(try await world.order(other).number)
            let told = postbox.mails.filter { $0.text.contains("Subject: Not sent: \(failed)") }
            #expect(Set(told.map(\.recipient)) == ["bianca@example.com", "alex@example.com"])
            #expect(told.allSatisfy { world.words(of: $0).contains("401 who?") })
        }
    }

    @Test func `an order that has left is not told as approved besides`() async throws {
        try await World.mailing { world, postbox in
            let id = try await world.sentOrder()
            try await world.post()
            let number = try #require(try await world.order(id).number)
            let told = postbox.mails.filter { $0.recipient == "bianca@example.com" && $0.text.contains("\(number)") }
            #expect(told.count == 1 && told[0].text.contains("Subject: Sent: \(number)"))
            let waiting = try await world.queuedOrder()
            try await world.post()
            let approved = try #require(try await world.order(waiting).number)
            #expect(postbox.mails.contains { $0.text.contains("Subject: Approved: ") && $0.text.contains(approved) })
        }
    }

    @Test func `more than five events at once are one mail, but each decision and somebody's words have their own`() async throws
    {
        try await World.mailing { world, postbox in
            for count in [ComposeMails.singly + 1, ComposeMails.singly] {
                var orders: [Identifier<PurchaseOrder>] = []
                for _ in 1...count {
                    orders.append(try await world.draft())
                    try await world.code(orders[orders.count - 1])
                    _ = try await world.submit(orders[orders.count - 1])
                }
                let before = postbox.mails.count
                try await world.post()
                let asked = postbox.mails.dropFirst(before)
                #expect(asked.map(\.recipient) == Array(repeating: "ada@example.com", count: count))
                #expect(asked.allSatisfy { world.words(of: $0).contains("/approve/") })
                for id in orders { #expect(try await world.decide(id, "reject", as: "ada", comment: "Too dear") == 200) }
                let path = "/v1/purchase-orders/\(orders[0])/internal-comments"
                #expect(try await world.rest("POST", path, as: "alex", "{\"text\":\"Never again\"}").status == 201)
                try await world.post()
                let all = postbox.mails.dropFirst(before + count).filter { $0.recipient == "bianca@example.com" }
                let told = all.filter { !$0.text.contains("Subject: Internal comment") }
                #expect(all.count == told.count + 1)
                guard count > ComposeMails.singly else {
                    #expect(told.count == count && told.allSatisfy { $0.text.contains("Subject: Rejected: your order") })
                    continue
                }
                #expect(told.count == 1)
                let words = world.words(of: try #require(told.first))
                #expect(words.contains("Subject: Portico: \(count) news"))
                for id in orders { #expect(words.contains("- Rejected: your order") && words.contains("/orders/\(id)")) }
                #expect(try await world.post() == 0, "and nothing twice")
            }
        }
    }

    @Test func `whoever wants it so gets one mail a day, which ends by one click`() async throws {
        try await World.mailing(Postbox(), { $0.digestHour = 6 }) { world, postbox in
            let ada = try #require(
                try await world.application.answer(ListUsers(), as: .system).first { $0.email.hasPrefix("ada") })
            try await world.application.perform(
                SetMailPreference(mode: "digest", language: "de"), as: Actor(.user(ada)))
            for _ in 1...2 {
                let id = try await world.draft()
                try await world.code(id)
                _ = try await world.submit(id)
            }
            try await world.post()
            #expect(postbox.mails.count == 1, "the first summary leaves with the first news")
            let third = try await world.draft()
            try await world.code(third)
            _ = try await world.submit(third)
            try await world.post()
            #expect(postbox.mails.count == 1, "the next one waits for the next day")
            world.passTime(hours: 24)
            try await world.post()
            #expect(postbox.mails.count == 2)
            let digest = world.words(of: try #require(postbox.mails.last))
            #expect(digest.contains("Subject: Portico: 1 Neuigkeiten des Tages"))
            #expect(digest.contains("List-Unsubscribe: <\(world.porticoURL)/mail/stop/"))
            #expect(!digest.contains("/approve/"), "nothing in a summary decides")
            let url = String(try #require(digest.firstMatch(of: /List-Unsubscribe: <([^>]+)>/)).output.1)
            let opened = try await world.client.send(OutgoingRequest(method: "GET", url: url))
            #expect(opened.status == 200)
            let preference = ShowMailPreference()
            #expect(try await world.application.answer(preference, as: Actor(.user(ada))).mode == .digest, "opening does nothing")
            for _ in 1...2 {
                let stopped = try await world.client.send(
                    OutgoingRequest(
                        method: "POST", url: url, headers: [("Content-Type", "application/x-www-form-urlencoded")],
                        body: Array("List-Unsubscribe=One-Click".utf8)))
                #expect(stopped.status == 200)
            }
            #expect(try await world.application.answer(preference, as: Actor(.user(ada))).mode == .none)
            let forged = try await world.client.send(OutgoingRequest(method: "POST", url: url + "x"))
            #expect(forged.status == 404)
            world.passTime(hours: 48)
            let fourth = try await world.draft()
            try await world.code(fourth)
            _ = try await world.submit(fourth)
            try await world.post()
            #expect(postbox.mails.count == 2)
        }
    }

    @Test func `a crash while a mail is handed over makes it unknown, and it is not sent again by itself`() async throws {
        try await World.mailing { world, postbox in
            let id = try await world.draft()
            try await world.code(id)
            _ = try await world.submit(id)
            // Written, leased, and then the server is gone.
            while try await world.application.perform(ComposeMails(), as: .system) > 0 {}
            let leased = try await world.application.perform(LeaseMails(isRepeatable: false), as: .system)
            #expect(leased.count == 1)
            #expect(try await world.post() == 0, "nobody else sends it meanwhile")
            world.passTime(hours: 1)
            try await world.post()
            world.passTime(hours: 100)
            try await world.post()
            #expect(postbox.mails.isEmpty)
            let listed = try await world.application.answer(ListMails(status: .unknown), as: .system).items
            #expect(listed.count == 1 && listed[0].delivery.lastAnswer?.contains("may have left") == true)
            #expect(try await world.application.answer(ShowHome(), as: .system).lostMails == 1, "and the navigation counts it")
            let path = "/v1/deliveries/\(listed[0].delivery.id)/send-again"
            #expect(try await world.rest("POST", path, as: "alex", "{}").status == 200)
            try await world.post()
            #expect(postbox.mails.count == 1, "only when a person says so")
            #expect(
                try await world.application.answer(ShowMail(listed[0].delivery.id), as: .system).mail.delivery.status
                    == .delivered)
        }
    }

    @Test func `a folder takes the same mail twice without harm, so a crash there loses nothing`() async throws {
        try await World.mailing(Postbox(isRepeatable: true)) { world, postbox in
            let id = try await world.draft()
            try await world.code(id)
            _ = try await world.submit(id)
            while try await world.application.perform(ComposeMails(), as: .system) > 0 {}
            _ = try await world.application.perform(LeaseMails(isRepeatable: true), as: .system)
            world.passTime(hours: 1)
            try await world.post()
            #expect(postbox.mails.count == 1)
        }
    }

    @Test func `refused is failed, deferred is tried again and given up, and no answer is unknown`() async throws {
        try await World.mailing { world, postbox in
            func status(_ outcomes: [DeliveryOutcome]) async throws -> (Delivery.Status, attempts: Int) {
                for outcome in outcomes { postbox.answer(outcome) }
                let before = postbox.mails.count
                let id = try await world.draft()
                try await world.code(id)
                _ = try await world.submit(id)
                for _ in 1...5 {
                    try await world.post()
                    world.passTime(hours: 2)
                }
                let mails = postbox.mails[before...]
                #expect(Set(mails.map(\.octets)).count == 1, "the same octets on every attempt")
                let mail = try #require(try await world.application.answer(ListMails(), as: .system).items.first)
                #expect(mail.delivery.nextAttemptAt == nil)
                #expect(mail.delivery.attempts == mails.count)
                return (mail.delivery.status, mails.count)
            }
            for (outcomes, expected, attempts) in [
                ([.refused(code: 550, text: "no such user")], .failed, 1),
                ([.notDelivered("later"), .notDelivered("later")], .delivered, 3),
                ([.notDelivered("1"), .notDelivered("2"), .notDelivered("3")], .failed, 3),
                ([.noAnswer("silence")], .unknown, 1),
            ] as [([DeliveryOutcome], Delivery.Status, Int)] {
                let found = try await status(outcomes)
                #expect(found.0 == expected && found.attempts == attempts, "\(outcomes)")
            }
        }
    }

    @Test func `an address that no server takes is told at the mail`() async throws {
        try await World.mailing { world, postbox in
            let body = "{\"email\":\"\u{e4}da@example.com\",\"name\":\"\u{c4}da\",\"roles\":[\"administrator\"]}"
            #expect(try await world.rest("POST", "/v1/users", as: "alex", body).status == 201)
            _ = try await world.queuedOrder()
            let leased = try #require(try await world.application.perform(LeaseDeliveries(), as: .system).first)
            _ = try await world.application.perform(
                RecordDelivery(leased.delivery.id, outcome: .refused(code: 401, text: "who?"), document: [], answer: nil),
                as: .system)
            try await world.post()
            let failed = try await world.application.answer(ListMails(status: .failed), as: .system).items
            #expect(Set(failed.map(\.recipient)) == ["\u{e4}da@example.com"])
            let mail = try #require(failed.first)
            #expect(mail.delivery.lastAnswer?.contains("outside ASCII") == true)
            _ = try await world.application.perform(SendAgain(mail.delivery.id), as: .system)
            try await world.post()
            #expect(!postbox.mails.contains { $0.recipient.hasPrefix("\u{e4}") }, "there is nothing to send")
        }
    }

    @Test func `without mail nothing is written, and nothing piles up`() async throws {
        try await World.run { (world: World) async throws in
            #expect(world.composition.mailWorker == nil)
            _ = try await world.queuedOrder()
            while try await world.application.perform(ComposeMails(), as: .system) > 0 {}
            #expect(try await world.application.answer(ListMails(), as: .system).items.isEmpty)
        }
    }

    @Test func `a budget's owner is told once that nine tenths are gone`() async throws {
        try await World.mailing { world, postbox in
            let budgets = try await world.application.answer(ShowOrganisation(), as: .system)
            let department = try #require(budgets.departments.first)
            let budget = try #require(budgets.budgets.first { $0.departmentID == department.id })
            let felix = try #require(
                try await world.application.answer(ListUsers(), as: .system).first { $0.email.hasPrefix("felix") })
            let id = try await world.draft()
            try await world.code(id)
            let total = try #require(try await world.order(id).total)
            // A little more than the order.
            let amount = Money(minorUnits: total.minorUnits + total.minorUnits / 20, currency: total.currency)
            let body = """
                {"owner_id":"\(felix.id)","amount":{"amount":"\(amount.text)","currency":"\(amount.currency.code)"}}
                """
            let changed = try await world.rest("PATCH", "/v1/budgets/\(budget.id)", as: "alex", body)
            try #require(changed.status == 200, "\(changed.json)")
            _ = try await world.submit(id)
            try await world.post()
            let other = try await world.draft()
            try await world.code(other)
            _ = try await world.submit(other)
            try await world.post()
            let told = postbox.mails.filter { $0.text.contains("Subject: Nearly used up: budget") }
            #expect(told.map(\.recipient) == ["felix@example.com"])
            #expect(world.words(of: try #require(told.first)).contains("95 % is reserved"))
        }
    }

    @Test func `approvers are reminded once that prices end`() async throws {
        try await World.mailing { world, postbox in
            let id = try await world.draft()
            try await world.code(id)
            _ = try await world.submit(id)
            try await world.post()
            world.passTime(hours: 5 * 24 + 1)
            for _ in 1...2 {
                try await world.composition.housekeeping.tidy()
                try await world.post()
            }
            let told = postbox.mails.filter { $0.text.contains("Subject: Prices end soon") }
            #expect(Set(told.map(\.recipient)) == ["ada@example.com", "bianca@example.com"] && told.count == 2)
        }
    }

    @Test func `old mails are forgotten, those on their way are not`() async throws {
        try await World.mailing { world, postbox in
            postbox.answer(.notDelivered("later"))
            for _ in 1...2 {
                let id = try await world.draft()
                try await world.code(id)
                _ = try await world.submit(id)
                try await world.post()
            }
            world.passTime(hours: 91 * 24)
            try await world.composition.housekeeping.tidy()
            let left = try await world.application.answer(ListMails(), as: .system).items
            #expect(left.filter { $0.kind == .notification(.approvalRequested) }.map(\.delivery.status) == [.retrying])
        }
    }
}
