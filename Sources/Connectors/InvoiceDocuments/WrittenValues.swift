package import FoundationEssentials
package import Procurement

/// Values as people write them on paper, each read strictly or not at all.
package enum WrittenValues {
    // MARK: Amounts

    /// `1.234,56`, `1,234.56`, `1 234,56`, `1'234.56`, `119`, with a sign and a currency before or behind. The mark before exactly
    /// two last digits is the decimal one.
    package static func amount(_ text: String) -> Decimal? {
        var (digits, isNegative, hasEnded) = ("", false, false)
        var (marks, places): ([Character], [Int]) = ([], [])
        for letter in text {
            switch letter {
            case "0"..."9":
                // Two numbers are no amount.
                if hasEnded { return nil }
                digits.append(letter)
            case ".", ",", "'", "’", " ", "\u{A0}", "\u{202F}":
                if digits.isEmpty { continue }
                marks.append(letter)
                places.append(digits.count)
            case "-", "−":
                // Behind a mark it stands for no cents: 119,-
                if marks.isEmpty || places.last != digits.count { isNegative = true }
            case "(": if digits.isEmpty { isNegative = true }
            case "%", "/", ":", "#", "@": return nil
            default: hasEnded = hasEnded || !digits.isEmpty
            }
        }
        guard (1...18).contains(digits.count) else { return nil }
        while let last = places.last, last == digits.count {
            places.removeLast()
            marks.removeLast()
        }
        var fraction = 0
        if let last = marks.last, last == "." || last == ",", let place = places.last {
            let rest = digits.count - place
            let isOnlyOne = marks.filter { $0 == last }.count == 1
            if isOnlyOne, rest != 3 || marks.count > 1 { fraction = rest }
            if fraction > 4 { return nil }
        }
        // What parts thousands has three digits behind it.
        var ends = Array(places.dropLast(fraction > 0 ? 1 : 0).dropFirst()) + [digits.count - fraction]
        if places.count - (fraction > 0 ? 1 : 0) == 0 { ends = [] }
        for (place, end) in zip(places, ends) where end - place != 3 { return nil }
        let whole = fraction > 0 ? "\(digits.dropLast(fraction)).\(digits.suffix(fraction))" : digits
        return ExactNumber.parse((isNegative ? "-" : "") + whole)
    }

    /// The currency that stands in a text: a sign or an ISO code that is used.
    static func currency(_ text: String) -> String? {
        for (sign, code) in [("€", "EUR"), ("£", "GBP"), ("US$", "USD"), ("CHF", "CHF"), ("¥", "JPY"), ("zł", "PLN")]
        where text.contains(sign) { return code }
        let words = text.uppercased().split { !$0.isASCII || !$0.isLetter }
        let known: Set<Substring> = [
            "EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "CAD", "AUD", "JPY", "CNY", "INR", "MXN", "BRL",
            "SGD", "ZAR", "TRY", "RON", "BGN",
        ]
        if let code = words.first(where: known.contains) { return String(code) }
        return text.contains("$") ? "USD" : nil
    }

    // MARK: Days

    /// A day as `2026-01-31`, `31.01.2026`, `31/1/26`, `January 31, 2026`, `31. Januar 2026`, `31 janvier 2026`.
    ///
    /// - Parameter monthFirst: how `3/4/2026` is read, where both could be the month.
    package static func day(_ text: String, monthFirst: Bool) -> Day? {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }.prefix(3).map(String.init)
        guard words.count >= 3 else { return nil }
        let numbers = words.map { Int($0.filter(\.isNumber)) }
        if let month = months[String(fold(words[0]).prefix(4))] ?? months[String(fold(words[0]).prefix(3))] {
            return made(numbers[2], month, numbers[1])
        }
        if let month = months[String(fold(words[1]).prefix(4))] ?? months[String(fold(words[1]).prefix(3))] {
            return made(numbers[2], month, numbers[0])
        }
        guard words.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }) else { return nil }
        if words[0].count == 4 { return made(numbers[0], numbers[1], numbers[2]) }
        guard let first = numbers[0], let second = numbers[1] else { return nil }
        let isMonthFirst = second > 12 || monthFirst && first <= 12 && text.contains("/")
        return isMonthFirst ? made(numbers[2], first, second) : made(numbers[2], second, first)
    }

    private static func made(_ year: Int?, _ month: Int?, _ day: Int?) -> Day? {
        guard var year, let month, let day else { return nil }
        if year < 100 { year += 2000 }
        guard (1990...2100).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return Day("\(year)-\(two(month))-\(two(day))")
    }

    private static func fold(_ word: String) -> String {
        String(word.map { ["ä": "a", "é": "e", "û": "u", "ç": "c", "ü": "u"][$0] ?? $0 })
    }

    /// By the first letters: English, German, French, Spanish, Italian.
    private static let months: [String: Int] = [
        "jan": 1, "janv": 1, "jane": 1, "ene": 1, "gen": 1, "feb": 2, "fev": 2, "mar": 3, "mär": 3, "apr": 4, "avr": 4, "abr": 4,
        "may": 5, "mai": 5, "mag": 5, "jun": 6, "juin": 6, "giu": 6, "jul": 7, "juil": 7, "lug": 7, "aug": 8, "aou": 8, "aoû": 8,
        "ago": 8, "sep": 9, "set": 9, "oct": 10, "okt": 10, "ott": 10, "nov": 11, "dec": 12, "dez": 12, "dic": 12, "déc": 12,
    ]

    // MARK: Names

    /// A number of a document: letters, digits and `-/._`, with a digit in it.
    static func documentNumber(_ text: String) -> String? {
        var token = Substring(text)
        while let last = token.last, ".,;:".contains(last) { token.removeLast() }
        guard (2...40).contains(token.utf8.count), token.contains(where: { $0.isASCII && $0.isNumber }),
            token.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "-/._#".contains($0)) })
        else { return nil }
        return String(token)
    }

    /// A VAT number: a country's letters and 8 to 12 letters or digits, half of them digits at least.
    static func vat(_ text: String) -> String? {
        let plain = text.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }
        let countries: Set<Substring> = [
            "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "GB", "HR", "HU", "IE", "IT", "LT",
            "LU",
            "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK", "XI",
        ]
        let number = plain.dropFirst(2)
        guard countries.contains(plain.prefix(2)), (8...12).contains(number.count),
            number.filter(\.isNumber).count >= 7
        else { return nil }
        return plain
    }

    /// An IBAN whose check digits are right (ISO 13616, ISO 7064 mod 97-10).
    static func iban(_ text: String) -> String? {
        let plain = Array(text.uppercased().utf8.filter { $0 != 0x20 })
        guard (15...34).contains(plain.count), plain.prefix(2).allSatisfy({ (0x41...0x5A).contains($0) }),
            plain[2...3].allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        var rest = 0
        for octet in plain[4...] + plain[..<4] {
            switch octet {
            case 0x30...0x39: rest = (rest * 10 + Int(octet - 0x30)) % 97
            case 0x41...0x5A: rest = (rest * 100 + Int(octet - 0x41) + 10) % 97
            default: return nil
            }
        }
        return rest == 1 ? String(decoding: plain, as: UTF8.self) : nil
    }
}
