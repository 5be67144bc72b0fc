import HTML
import Procurement

/// The looks of every mail: a greeting, what happened, facts, a button, and where to change what one gets.
///
/// Mail programs know no style sheets and no scripts, so styles stand in the tags; pictures are none, because fetching one would
/// tell when a mail was read.
struct MailFrame {
    var language: MailLanguage
    var subject: String
    var name: String
    var lead: String
    var facts: [(label: String, value: String)] = []
    var items: [(text: String, url: String?)] = []
    /// The button that is for this person alone, and what is to be known of it.
    var decision: String?
    var link: String?
    /// Somebody's words, set apart.
    var quote: String?
    /// Where to change what one gets; `nil` for readers who cannot.
    var settings: String?
    /// What ends digests.
    var stop: String?

    private var words: MailWords { .of(language) }
    private var hello: String { MailWording.fill(words.hello, ["name": name]) }

    var content: MailContent { MailContent(subject: subject, text: text, html: html.text) }

    private var text: String {
        var paragraphs = [hello, lead]
        if let quote {
            paragraphs.append(
                quote.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }.joined(separator: "\n"))
        }
        if !facts.isEmpty { paragraphs.append(facts.map { "\($0.label): \($0.value)" }.joined(separator: "\n")) }
        if !items.isEmpty {
            paragraphs.append(items.map { "- \($0.text)" + ($0.url.map { "\n  \($0)" } ?? "") }.joined(separator: "\n"))
        }
        if let decision { paragraphs.append("\(words.decide):\n\(decision)\n\n\(words.decideNote)") }
        if let link { paragraphs.append("\(words.open):\n\(link)") }
        var end = "-- \n\(words.footer)"
        if let settings { end += "\n\(words.settings):\n\(settings)" }
        if let stop { end += "\n\(words.stop):\n\(stop)" }
        return (paragraphs + [end]).joined(separator: "\n\n") + "\n"
    }

    private var html: HTML {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)"><head><meta charset="utf-8"><title>\(subject)</title>\
        <meta name="viewport" content="width=device-width"></head>
        <body style="margin:0;padding:24px;background:#f4f5f7;color:#1c2430;font:16px/1.5 system-ui,sans-serif">
        <div style="max-width:560px;margin:0 auto;padding:24px;background:#fff;border-radius:8px">
        <p>\(hello)</p>
        \(Self.paragraphs(lead))
        \(quote.map(quotePart))\(factTable)\(itemList)\(decision.map(decisionPart))\(link.map(linkPart))
        </div>
        <p style="max-width:560px;margin:16px auto;color:#5b6675;font-size:13px">\(words.footer)\
        \(settings.map(settingsPart))\(stop.map(stopPart))</p>
        </body></html>

        """
    }

    private static func paragraphs(_ text: String) -> HTML {
        text.split(separator: "\n").map { "<p>\($0)</p>\n" as HTML }.joined()
    }

    private var factTable: HTML {
        if facts.isEmpty { return .empty }
        let rows = facts.map {
            """
            <tr><th style="text-align:left;padding:4px 16px 4px 0;color:#5b6675;font-weight:normal;vertical-align:top">\($0.label)</th>\
            <td style="padding:4px 0">\($0.value)</td></tr>

            """ as HTML
        }
        return "<table style=\"border-collapse:collapse;margin:16px 0\">\n\(rows)</table>\n"
    }

    private var itemList: HTML {
        if items.isEmpty { return .empty }
        let rows = items.map { item -> HTML in
            guard let url = item.url else { return "<li>\(item.text)</li>\n" }
            return "<li><a href=\"\(url)\" style=\"color:#0b5cad\">\(item.text)</a></li>\n"
        }
        return "<ul style=\"padding-left:20px\">\n\(rows)</ul>\n"
    }

    private func decisionPart(_ url: String) -> HTML {
        """
        <p style="margin:24px 0 8px"><a href="\(url)" style="display:inline-block;padding:12px 20px;background:#0b5cad;color:#fff;\
        text-decoration:none;border-radius:6px">\(words.decide)</a></p>
        <p style="color:#5b6675;font-size:13px">\(words.decideNote)</p>

        """
    }

    private func settingsPart(_ url: String) -> HTML { "\n<a href=\"\(url)\" style=\"color:#5b6675\">\(words.settings)</a>" }

    private func quotePart(_ text: String) -> HTML {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().map { index, line in
            index == 0 ? "\(line)" as HTML : "<br>\n\(line)" as HTML
        }
        return
            "<blockquote style=\"margin:16px 0;padding:4px 16px;border-left:3px solid #c5ccd6\">\(lines.joined())</blockquote>\n"
    }

    private func linkPart(_ url: String) -> HTML { "<p><a href=\"\(url)\" style=\"color:#0b5cad\">\(words.open)</a></p>\n" }

    private func stopPart(_ url: String) -> HTML { " · <a href=\"\(url)\" style=\"color:#5b6675\">\(words.stop)</a>" }
}
