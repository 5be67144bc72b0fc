import Procurement
import Testing

struct MailWordingTests {
    @Test func `placeholders are found, and braces without another`() {
        #expect(MailWording.placeholders(in: "a {b} {c}") == (["b", "c"], true))
        #expect(MailWording.placeholders(in: "") == ([], true))
        for wrong in ["{", "}", "{a", "a}", "{a{b}}", "}{"] {
            #expect(!MailWording.placeholders(in: wrong).isBalanced, "\(wrong)")
        }
    }

    @Test func `a value that looks like a placeholder stays what it is`() {
        #expect(MailWording.fill("{a}-{b}-{c}", ["a": "{b}", "b": "x"]) == "{b}-x-{c}")
        #expect(MailWording.fill("{", [:]) == "{")
        #expect(MailWording.fill("no", [:]) == "no")
    }
}
