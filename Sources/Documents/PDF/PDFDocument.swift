package import FoundationEssentials

/// A business document as it is to stand on paper: an order, a change of one, a bill.
///
/// Every text is shown as it comes, in any script. Control characters are left out, and what is longer than its place is cut, with
/// an ellipsis at the end: see ``PDFLimits``.
package struct PDFDocument: Sendable, Hashable {
    /// In large letters, and what readers show for a name: `Purchase order PO-2026-00012`.
    package var title: String
    package var size = PageSize.a4
    /// Of its own words, after RFC 5646.
    package var language = "en"
    /// Who writes it.
    package var letterhead: Letterhead
    /// What has to be seen before anything else: that it is a test, or was cancelled.
    package var notice: String?
    /// Addresses, side by side, three in a row.
    package var parties: [Party] = []
    /// Numbers and dates, each with its name.
    package var fields: [Field] = []
    package var tables: [Table] = []
    /// Below the last table, at the right.
    package var totals: [Total] = []
    /// Terms and remarks.
    package var sections: [Section] = []
    /// At the foot of every page, before the number of the page.
    package var footer = ""
    /// What the foot says about a page: `Page 2 of 5`.
    package var pageWords = PageWords()
    /// Where it lives: shown as a QR code and as a link.
    package var address: Address?
    /// The moment that the file says it was made, in whole seconds.
    package var createdAt: Date

    package init(title: String, letterhead: Letterhead, createdAt: Date) {
        self.title = title
        self.letterhead = letterhead
        self.createdAt = createdAt
    }
}

extension PDFDocument {
    package enum PageSize: String, Sendable, Hashable, CaseIterable {
        /// ISO 216: 210 × 297 mm.
        case a4
        /// ANSI A: 8½ × 11 inches.
        case letter

        /// In points, 72 an inch.
        var width: Double { self == .a4 ? 595.276 : 612 }
        var height: Double { self == .a4 ? 841.89 : 792 }
    }

    package struct Letterhead: Sendable, Hashable {
        /// The company; the file's author, too.
        package var name: String
        /// Its address and whatever else stands below its name, one a line.
        package var lines: [String]

        package init(name: String, lines: [String] = []) {
            self.name = name
            self.lines = lines
        }
    }

    package struct Party: Sendable, Hashable {
        /// `Supplier`, `Deliver to`.
        package var heading: String
        package var lines: [String]

        package init(_ heading: String, _ lines: [String]) {
            self.heading = heading
            self.lines = lines
        }
    }

    package struct Field: Sendable, Hashable {
        package var label: String
        package var value: String

        package init(_ label: String, _ value: String) {
            self.label = label
            self.value = value
        }
    }

    package struct Table: Sendable, Hashable {
        package struct Column: Sendable, Hashable {
            package var title: String
            /// Its share of the page's width, in proportion to the others'; above zero.
            package var weight: Double
            /// Numbers stand at the right and run from left to right whatever surrounds them.
            package var isNumber: Bool

            package init(_ title: String, weight: Double, isNumber: Bool = false) {
                self.title = title
                self.weight = weight
                self.isNumber = isNumber
            }
        }

        package var heading: String?
        package var columns: [Column]
        /// A text for each column; what is missing is empty, what is too much is left out.
        package var rows: [[String]]
        /// What stands in place of rows when there are none.
        package var emptyWords: String

        package init(heading: String? = nil, columns: [Column], rows: [[String]], emptyWords: String = "–") {
            self.heading = heading
            self.columns = columns
            self.rows = rows
            self.emptyWords = emptyWords
        }
    }

    package struct Total: Sendable, Hashable {
        package var label: String
        package var amount: String
        /// The one that counts.
        package var isStrong: Bool

        package init(_ label: String, _ amount: String, isStrong: Bool = false) {
            self.label = label
            self.amount = amount
            self.isStrong = isStrong
        }
    }

    package struct Section: Sendable, Hashable {
        package var heading: String
        package var text: String

        package init(_ heading: String, _ text: String) {
            self.heading = heading
            self.text = text
        }
    }

    package struct PageWords: Sendable, Hashable {
        package var page: String
        package var of: String

        package init(page: String = "Page", of: String = "of") {
            self.page = page
            self.of = of
        }
    }

    package struct Address: Sendable, Hashable {
        /// Leads there when it begins with `https://` or `http://`.
        package var url: String
        /// Below the code: `Open in Portico`.
        package var caption: String

        package init(url: String, caption: String) {
            self.url = url
            self.caption = caption
        }
    }
}
