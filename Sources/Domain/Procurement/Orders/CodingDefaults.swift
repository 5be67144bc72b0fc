/// What lines of a category of goods are coded with. Categories are UNSPSC codes or the beginnings of them.
package struct CategoryRule: Hashable, Sendable, Identified {
    package static let identifierPrefix = "cat"
    package let id: Identifier<CategoryRule>
    package var name: String
    /// 2, 4, 6 or 8 digits: segment, family, class or commodity of the UNSPSC.
    package var prefix: String
    /// `nil` for every supplier.
    package var supplierID: Identifier<Supplier>?
    package var coding: Coding
    package var isActive: Bool

    package init(
        id: Identifier<CategoryRule>, name: String, prefix: String, supplierID: Identifier<Supplier>? = nil, coding: Coding,
        isActive: Bool = true
    ) {
        self.id = id
        self.name = name
        self.prefix = prefix
        self.supplierID = supplierID
        self.coding = coding
        self.isActive = isActive
    }

    /// The digits without the pairs of zeros that stand for "any" (`44120000` is the family `4412`); `nil` when it is no
    /// UNSPSC code of 2, 4, 6 or 8 digits.
    package static func prefix(of code: String) -> String? {
        guard [2, 4, 6, 8].contains(code.utf8.count),
            code.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { return nil }
        var digits = code
        while digits.utf8.count > 2, digits.hasSuffix("00") { digits.removeLast(2) }
        return digits
    }

    /// Whether a line is of this category, at this supplier.
    package func covers(_ line: OrderLine, supplier: Identifier<Supplier>) -> Bool {
        guard isActive, supplierID == nil || supplierID == supplier, let code = line.classificationCode else { return false }
        guard line.classificationDomain.map({ $0.lowercased() == "unspsc" }) ?? true else { return false }
        return code.hasPrefix(prefix)
    }
}

/// What an order starts with: the buyer's own defaults before the connection's, those before the supplier's; and for each
/// line what its category says, which is nearest to the goods and so wins over all of them.
package struct CodingDefaults: Sendable {
    package enum Source: String, Hashable, Sendable, CaseIterable { case user, connection, supplier }

    package var user: Coding
    package var connection: Coding
    package var supplier: Coding
    package var supplierID: Identifier<Supplier>
    package var categories: [CategoryRule]

    package init(
        user: Coding = Coding(), connection: Coding = Coding(), supplier: Coding = Coding(), supplierID: Identifier<Supplier>,
        categories: [CategoryRule] = []
    ) {
        self.user = user
        self.connection = connection
        self.supplier = supplier
        self.supplierID = supplierID
        self.categories = categories
    }

    private var ranked: [(Source, Coding)] { [(.user, user), (.connection, connection), (.supplier, supplier)] }

    /// The coding of the order as a whole.
    ///
    /// Where the legal entity of a stronger source does not fit the location of a weaker one, the use case that knows the
    /// records clears the weaker.
    package var order: Coding { user.over(connection).over(supplier) }

    /// Where a field of the order's coding came from.
    package func source(of field: Coding.Field) -> Source? { ranked.first { $0.1.has(field) }?.0 }

    /// The rule for a line: the longest beginning of its code, and of two as long the one for this supplier.
    package func category(of line: OrderLine) -> CategoryRule? {
        categories.filter { $0.covers(line, supplier: supplierID) }.max { left, right in
            let (a, b) = (left.prefix.utf8.count, right.prefix.utf8.count)
            if a != b { return a < b }
            if (left.supplierID == nil) != (right.supplierID == nil) { return left.supplierID == nil }
            return left.id.text > right.id.text
        }
    }
}
