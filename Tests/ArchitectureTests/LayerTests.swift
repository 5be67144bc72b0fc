import Testing

/// The picture that Package.swift draws, held against every `import`.
struct LayerTests {
    /// From the ground up: a module may import its own layer's and lower ones.
    private static let layers = [
        "CLibraries", "Foundations", "Network", "Documents", "Domain", "Storage", "Application", "Connectors", "Interfaces",
        "Server",
    ]

    @Test(arguments: SourceModule.all)
    func `imports point downward only`(module: SourceModule) throws {
        let own = try #require(Self.layers.firstIndex(of: module.layer), "unknown layer \(module.layer)")
        for name in module.imports {
            guard let other = SourceModule.all.first(where: { $0.name == name }) else { continue }
            let level = try #require(Self.layers.firstIndex(of: other.layer))
            #expect(level <= own, "\(module.name) (\(module.layer)) imports \(name) (\(other.layer))")
        }
    }

    @Test(arguments: SourceModule.all)
    func `a module imports only what Package.swift says it uses`(module: SourceModule) throws {
        let manifest = Checkout.text(of: "Package.swift")
        let declared = try #require(Self.declaration(of: module.name, in: manifest), "\(module.name) is not in Package.swift")
        let known = Set(SourceModule.all.map(\.name) + Self.cLibraries)
        for name in module.imports where known.contains(name) {
            #expect(declared.contains("\"\(name)\""), "\(module.name) imports \(name) without saying so")
        }
    }

    private static let cLibraries = [
        "CAllocator", "CAssets", "CCurl", "CGMime", "CLibXML2", "CLinux", "COpenSSL", "CPango", "CProcess", "CQRencode",
        "CSQLite", "CYAML", "CZlib",
    ]

    /// The text between a module's name in the manifest and the next declaration.
    private static func declaration(of name: String, in manifest: String) -> String? {
        // A module's line names its layer in front of it; of the program, the package has the name, too, so the last counts.
        guard let start = manifest.firstRange(of: "\", \"\(name)\"") ?? manifest.ranges(of: "name: \"\(name)\"").last else {
            return nil
        }
        let rest = manifest[start.upperBound...]
        let ends = [
            "\n        module(", "\n        .executableTarget(", "\n        tests(", "\n        library(", "\n        .target(",
        ]
        let end = ends.compactMap { rest.firstRange(of: $0)?.lowerBound }.min() ?? rest.endIndex
        return String(rest[..<end])
    }

    @Test func `the domain imports nothing but FoundationEssentials`() throws {
        let domain = try #require(SourceModule.all.first { $0.name == "Procurement" })
        #expect(domain.imports.subtracting(["FoundationEssentials"]).isEmpty)
        let vendor = try #require(SourceModule.all.first { $0.name == "VendorCentral" })
        #expect(vendor.imports.subtracting(["FoundationEssentials", "Procurement"]).isEmpty)
    }

    @Test(arguments: SourceModule.all.filter { ["Interfaces", "Connectors"].contains($0.layer) })
    func `interfaces and connectors reach storage only through use cases`(module: SourceModule) {
        #expect(module.imports.isDisjoint(with: ["Database", "SQLiteDatabase", "ProcurementStore"]))
    }

    @Test(arguments: SourceModule.all.filter { $0.layer != "Server" && $0.name != "SQLiteDatabase" })
    func `only the server names the live database`(module: SourceModule) {
        #expect(!module.imports.contains("SQLiteDatabase"))
    }

    @Test(arguments: SourceModule.all)
    func `no module imports the whole of Foundation, FoundationXML or SwiftNIO`(module: SourceModule) {
        let forbidden = module.imports.filter {
            ["Foundation", "FoundationXML", "FoundationNetworking"].contains($0) || $0.hasPrefix("NIO")
        }
        #expect(forbidden.isEmpty)
    }

    /// Package.resolved names everything that the manifest's packages bring with them, too.
    @Test func `SwiftNIO is nowhere in the dependency graph`() throws {
        let manifest = Checkout.text(of: "Package.swift")
        #expect(!manifest.contains("swift-nio"))
        let resolved = Checkout.text(of: "Package.resolved")
        let pins = resolved.split(separator: "\n").filter { $0.contains("\"identity\"") }.compactMap {
            $0.split(separator: "\"").dropFirst(3).first
        }
        #expect(manifest.matches(of: /\.package\(url: ".*\/(.*?)"/).allSatisfy { pins.contains($0.output.1) }, "\(pins)")
        for pin in pins { #expect(!pin.contains("nio") && !["hummingbird", "vapor", "flyingfox"].contains(pin)) }
        #expect(!resolved.contains("swift-nio"))
    }
}

/// Rules about time and randomness.
struct GivenNotTakenTests {
    @Test(arguments: SourceModule.all.filter { ["Domain", "Storage", "Application", "Documents"].contains($0.layer) })
    func `time, randomness and identifiers are given, never taken, below the server`(module: SourceModule) {
        for file in module.files {
            let text = Checkout.text(of: file)
            for word in ["Date.now", " Date()", "(Date()", "UUID()", ".random(in", "SystemRandomNumberGenerator"] {
                #expect(!text.contains(word) as Bool, "\(file) takes \(word)")
            }
        }
    }

    @Test func `every Status code that the sources write is one of cXML's`() throws {
        // cXML Reference Guide, Status; 461 to 470 and 561 to 563 are of catalogue uploads. 501 is read, as the old name of 450.
        let known: Set<Int> = [
            200, 201, 204, 211, 280, 281, 400, 401, 402, 403, 406, 409, 412, 417, 450, 475, 476, 477, 499, 500, 550, 551, 560,
        ]
        let written = [
            "InboundRefusal(code: ", "InboundRefusal(\n", "InboundAnswer(code: ", "InboundAnswer(\n", "replies.status(",
            "CXMLStatusCode(rawValue: ", "Answer(code: ", ".busy(", "Replies.toNothing(application).status(\n",
            "refusal(\n", ": (", "refuse(",
        ]
        var found: Set<Int> = []
        let folders = [
            "Sources/Application/UseCases/Exchange", "Sources/Application/UseCases/Catalogue",
            "Sources/Connectors/CXMLExchange", "Sources/Interfaces/CXMLEndpoint", "Sources/Documents/CXML",
        ]
        for file in folders.flatMap({ Checkout.files(below: $0, endings: [".swift"]) }) {
            let text = Checkout.text(of: file)
            for mark in written {
                for range in text.ranges(of: mark) {
                    let rest = text[range.upperBound...].drop { $0 == " " || $0 == "\n" }
                    let digits = (rest.hasPrefix("code: ") ? rest.dropFirst(6) : rest).prefix { $0.isNumber }
                    guard digits.count == 3, let code = Int(digits), code >= 200 else { continue }
                    found.insert(code)
                    #expect(known.contains(code), "\(file) writes \(code)")
                }
            }
        }
        #expect(found.isSuperset(of: [200, 400, 401, 406, 409, 412, 417, 450, 499, 560]), "\(found.sorted())")
    }

    @Test func `every migration file is compiled into the program`() {
        let list = Checkout.text(of: "Sources/CLibraries/CAssets/migrations.c")
        let files = Checkout.files(below: "Migrations/sqlite", endings: [".sql"])
        #expect(!files.isEmpty)
        for file in files { #expect(list.contains("../../../\(file)"), "\(file) is not embedded") }
    }
}
