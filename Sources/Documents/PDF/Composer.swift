import CPango
import QRCode

/// Makes a document's blocks: what stands where, before pages are known.
struct Composer {
    let document: PDFDocument
    let frame: PageFrame
    let setter: Typesetter
    /// Rows up to this count are set once and kept until they are drawn.
    private static let keptRows = 200

    private(set) var blocks: [Block] = []
    /// How high the names of each table's columns are.
    private(set) var columnHeights: [Double] = []

    init(_ document: PDFDocument, frame: PageFrame, setter: Typesetter) {
        self.document = document
        self.frame = frame
        self.setter = setter
        addLetterhead()
        addTitle()
        addParties()
        addFields()
        for index in document.tables.indices { addTable(index) }
        addTotals()
        for section in document.sections.prefix(PDFLimits.sections) { add(section) }
    }

    private mutating func addSpace(_ height: Double) { blocks.append(Block(height: height, content: .space)) }

    private static let codeSide = 60.0

    /// The company at the left, the code of the document's address at the right.
    private mutating func addLetterhead() {
        let wide = frame.width - Self.codeSide * 2
        var marks: [Mark] = []
        var y = 0.0
        let name = setter.set(document.letterhead.name, .company, width: wide, lines: 2)
        marks.append(.text(name, x: 0, y: y))
        y += name.height + 2
        for line in document.letterhead.lines.prefix(PDFLimits.partyLines) {
            let set = setter.set(line, .small, width: wide, lines: 2)
            marks.append(.text(set, x: 0, y: y))
            y += set.height
        }
        var height = y
        if let address = document.address {
            let (code, codeHeight) = codeMarks(address)
            blocks.append(Block(height: 0, content: .link(code, url: address.url), keepsWithNext: true))
            height = max(height, codeHeight)
        }
        blocks.append(Block(height: height + 14, content: .marks(marks), keepsWithNext: true))
    }

    private func codeMarks(_ address: PDFDocument.Address) -> ([Mark], Double) {
        let x = frame.width - Self.codeSide
        var (marks, y): ([Mark], Double) = ([], 0)
        if address.url.utf8.count <= PDFLimits.cell, let code = QRCode(address.url) {
            marks.append(.code(code, x: x, y: 0, side: Self.codeSide))
            y = Self.codeSide + 2
        }
        let caption = setter.set(address.caption, .label, width: Self.codeSide, lines: 2)
        marks.append(.text(caption, x: x, y: y))
        return (marks, y + caption.height)
    }

    private mutating func addTitle() {
        let title = setter.set(document.title, .title, width: frame.width, lines: 3)
        blocks.append(
            Block(
                height: title.height + 8, content: .marks([.text(title, x: 0, y: 0)]), keepsWithNext: true,
                outline: document.title))
        guard let notice = document.notice else { return }
        let words = setter.set(notice, .strong, width: frame.width - 16, lines: 4)
        blocks.append(
            Block(
                height: words.height + 20,
                content: .marks([.band(y: 0, width: frame.width, height: words.height + 10), .text(words, x: 8, y: 5)])))
    }

    private mutating func addParties() {
        let parties = Array(document.parties.prefix(PDFLimits.parties))
        let width = (frame.width - 2 * 14) / 3
        for start in stride(from: 0, to: parties.count, by: 3) {
            var (marks, height): ([Mark], Double) = ([], 0)
            for (column, party) in parties[start..<min(start + 3, parties.count)].enumerated() {
                let x = Double(column) * (width + 14)
                let heading = setter.set(party.heading, .label, width: width, lines: 2)
                marks.append(.text(heading, x: x, y: 0))
                var y = heading.height + 2
                for line in party.lines.prefix(PDFLimits.partyLines) {
                    let set = setter.set(line, .body, width: width, lines: 3)
                    marks.append(.text(set, x: x, y: y))
                    y += set.height
                }
                height = max(height, y)
            }
            blocks.append(Block(height: height + 12, content: .marks(marks)))
        }
    }

    private mutating func addFields() {
        let fields = Array(document.fields.prefix(PDFLimits.fields))
        let width = (frame.width - 2 * 14) / 3
        for start in stride(from: 0, to: fields.count, by: 3) {
            var marks: [Mark] = start == 0 ? [.rule(x: 0, y: 0, width: frame.width, weight: 0.5)] : []
            var height = 0.0
            for (column, field) in fields[start..<min(start + 3, fields.count)].enumerated() {
                let x = Double(column) * (width + 14)
                let label = setter.set(field.label, .label, width: width, lines: 2)
                let value = setter.set(field.value, .body, width: width, lines: 3)
                marks += [.text(label, x: x, y: 5), .text(value, x: x, y: 6 + label.height)]
                height = max(height, 6 + label.height + value.height)
            }
            blocks.append(Block(height: height + 3, content: .marks(marks)))
        }
    }

    private mutating func addTable(_ index: Int) {
        let table = document.tables[index]
        let columns = TableColumns(table, width: frame.width)
        addSpace(10)
        if let heading = table.heading {
            let set = setter.set(heading, .heading, width: frame.width, lines: 2)
            blocks.append(
                Block(
                    height: set.height + 4, content: .marks([.text(set, x: 0, y: 0)]), keepsWithNext: true, outline: heading))
        }
        let height = columns.heads(setter).height
        columnHeights.append(height)
        blocks.append(Block(height: height, content: .columns(table: index), keepsWithNext: true))
        if table.rows.isEmpty {
            let set = setter.set(table.emptyWords, .body, width: frame.width)
            blocks.append(Block(height: set.height + 7, content: .marks([.text(set, x: 0, y: 3)])))
        }
        let isLast = index == document.tables.count - 1
        let keeps = document.tables.reduce(0) { $0 + $1.rows.count } <= Self.keptRows
        for row in table.rows.indices {
            let (marks, height) = columns.row(row, setter)
            let stays = isLast && row == table.rows.count - 1 && !document.totals.isEmpty
            blocks.append(
                Block(
                    height: height, content: keeps ? .marks(marks) : .row(table: index, row: row), keepsWithNext: stays,
                    table: index))
        }
    }

    /// The sums at the right, together on one page.
    private mutating func addTotals() {
        let totals = Array(document.totals.prefix(PDFLimits.totals))
        let (labelWidth, amountWidth) = (frame.width * 0.3, frame.width * 0.25)
        let x = frame.width - labelWidth - amountWidth
        for (index, total) in totals.enumerated() {
            let style: TextStyle = total.isStrong ? .strong : .body
            let label = setter.set(total.label, style, width: labelWidth - 8, lines: 2)
            let amount = setter.set(total.amount, style, width: amountWidth, lines: 4, isNumber: true)
            var marks: [Mark] = [
                .text(label, x: x, y: 4), .text(amount, x: x + labelWidth, y: 4),
            ]
            if total.isStrong { marks.append(.rule(x: x, y: 1, width: labelWidth + amountWidth, weight: 0.75)) }
            blocks.append(
                Block(
                    height: max(label.height, amount.height) + 6, content: .marks(marks),
                    keepsWithNext: index < totals.count - 1))
        }
    }

    /// A heading and its text, which goes over to the next page between its lines, never with a single line left behind.
    private mutating func add(_ section: PDFDocument.Section) {
        addSpace(12)
        let heading = setter.set(section.heading, .heading, width: frame.width, lines: 2)
        blocks.append(
            Block(
                height: heading.height + 3, content: .marks([.text(heading, x: 0, y: 0)]), keepsWithNext: true,
                outline: section.heading))
        let text = setter.setLong(section.text, width: frame.width)
        for number in 0..<text.lineCount {
            let (height, baseline) = text.line(number)
            let stays = text.lineCount > 1 && (number == 0 || number == text.lineCount - 2)
            blocks.append(Block(height: height, content: .line(text, number, baseline: baseline), keepsWithNext: stays))
        }
    }
}
