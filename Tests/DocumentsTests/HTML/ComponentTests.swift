import FoundationEssentials
import Testing

@testable import HTML

@Suite struct ComponentTests {
    @Test func `no component lets markup in`() {
        let mark = "<evil attr=\"x\" and='y'>&evil;</evil>"
        let text = Gallery(mark: mark).page.html.text
        #expect(text.split(separator: "evil").count > 100)
        #expect(!text.contains("<evil"))
        #expect(!text.contains("</evil"))
        #expect(!text.contains("attr=\"x"))
        #expect(!text.contains("and='y"))
        #expect(!text.contains("&evil;"))
    }

    @Test func `every element that is opened is closed in its order`() {
        #expect(unbalanced(Gallery().page.html.text) == nil)
        #expect(unbalanced(Gallery(mark: "<b>\"").page.html.text) == nil)
    }

    @Test func `a page has no inline style and no inline script, as the security policy demands`() {
        let text = Gallery().page.html.text
        for word in [" style=", "<style", "onclick=", "onsubmit=", "onload=", "javascript:", "src=\"http", "href=\"data:"] {
            #expect(!text.contains(word), "\(word)")
        }
        #expect(text.split(separator: "<script").count == 2)
        #expect(text.contains("<script src=\"/assets/portico.js?v=1\" defer></script>"))
    }

    @Test func `every form that changes something carries the token`() {
        for form in Gallery().page.html.text.split(separator: "<form ").dropFirst() where form.contains("method=\"post\"") {
            #expect(form.contains("name=\"csrf_token\""), "\(form.prefix(100))")
        }
    }

    @Test func `a refused field keeps what was typed and shows the error beside it`() {
        let state = FormState(values: ["price": "1,2"], problems: [.init("price", "Write 1.20.")])
        let text = state.field("price", "Price", .money(currency: "EUR"), isRequired: true).html.text
        #expect(text.contains("value=\"1,2\""))
        #expect(text.contains("id=\"f-price-error\">Write 1.20.<"))
        #expect(text.contains("aria-invalid=\"true\""))
        #expect(text.contains("aria-describedby=\"f-price-error\""))
        #expect(state.summary.html.text.contains("<a href=\"#f-price\">Write 1.20.</a>"))
    }

    @Test func `a form without errors has no summary`() {
        #expect(FormState().summary.html.isEmpty)
    }

    @Test func `a password is never shown again`() {
        #expect(!FormField("secret", "Secret", .password, value: "hunter2").html.text.contains("hunter2"))
    }

    @Test func `the chosen entry of a select is chosen again`() {
        let text = FormField("d", "D", .select([.init("1", "One"), .init("2", "Two")]), value: "2").html.text
        #expect(text.contains("<option value=\"1\">One</option><option value=\"2\" selected>Two</option>"))
    }

    @Test func `entries of a group stand under its name`() {
        let choices: [FormField.Choice] = [
            .init("1", "a", group: "G"), .init("2", "b", group: "G"), .init("3", "c"), .init("4", "d", group: "H"),
        ]
        let text = FormField("d", "D", .select(choices)).html.text
        #expect(
            text.contains(
                "<optgroup label=\"G\"><option value=\"1\">a</option><option value=\"2\">b</option></optgroup><option value=\"3\">"
            ))
        #expect(text.contains("<optgroup label=\"H\"><option value=\"4\">d</option></optgroup></select>"))
    }

    @Test func `the first line end of a text is not lost`() {
        #expect(FormField("n", "N", .textarea(), value: "\nx").html.text.contains(">\n\nx</textarea>"))
    }

    @Test func `a tick is kept`() {
        #expect(FormField("t", "T", .checkbox, value: "on").html.text.contains(" checked"))
        #expect(!FormField("t", "T", .checkbox, value: nil).html.text.contains(" checked"))
    }

    @Test func `a state's word is shown in plain words and in its tone`() {
        #expect(Badge(status: "pending_approval").html.text == "<span class=\"badge tone-attention\">Pending approval</span>")
        #expect(Badge(status: "").html.text == "<span class=\"badge tone-neutral\"></span>")
    }

    @Test func `an empty table says so in place of the table`() {
        let text = DataTable(["A"], [], empty: "No orders yet.").html.text
        #expect(text == "<div class=\"empty\">No orders yet.</div>")
    }

    @Test func `a footer's label spans the columns before its figure`() {
        let text = DataTable(["A", "B", .init("C", .number)], [.init(["1", "2", "3"])], footer: [.init(["Total", "", "3"])]).html
            .text
        #expect(text.contains("<th scope=\"row\" colspan=\"2\">Total</th><td class=\"number\">3</td>"))
    }

    @Test func `a counter of nothing is not shown`() {
        var frame = PageFrame("T", "")
        frame.person = .init("P")
        frame.navigation = [.init([.init("Approvals", to: "/approvals", counter: 0, isCurrent: true)])]
        let text = frame.html.text
        #expect(!text.contains("class=\"count\""))
        #expect(text.contains("href=\"/approvals\" aria-current=\"page\""))
    }

    @Test func `a page without a person has no navigation and no sign-out`() {
        let text = PageFrame("Sign in", "").html.text
        #expect(!text.contains("<nav"))
        #expect(!text.contains("<form"))
    }

    @Test func `a pager without neighbours is nothing`() {
        #expect(Pager(newer: nil, older: nil).html.isEmpty)
    }
}

/// The first tag that does not fit, or nil.
private func unbalanced(_ text: String) -> String? {
    let void: Set<String> = ["meta", "link", "img", "input", "br", "hr", "!DOCTYPE"]
    var open: [String] = []
    for part in text.split(separator: "<").dropFirst(text.first == "<" ? 0 : 1) {
        guard let end = part.firstIndex(of: ">") else { return String(part) }
        let tag = part[..<end]
        let name = String(tag.prefix { $0 != " " && $0 != "/" && $0 != "\n" })
        if tag.first == "/" {
            guard open.popLast() == String(tag.dropFirst()) else { return String(tag) }
        } else if !void.contains(name) && tag.last != "/" {
            open.append(name)
        }
    }
    return open.last
}
