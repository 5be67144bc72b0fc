// swift-tools-version: 6.2
//
// The map of the house: one line a module, with what it may use. Layers are the folders under Sources; arrows point
// down only, and `Tests/Architecture` reads every `import` to keep it so.

import PackageDescription

/// What every Swift module is compiled with.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
]

/// A Swift module in `Sources/<layer>/<name>` that may import `uses` and nothing else.
func module(_ layer: String, _ name: String, uses: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: uses, path: "Sources/\(layer)/\(name)", swiftSettings: strict)
}

/// A paper-thin module over a system library that the Makefile installs as the Debian package `apt`.
func library(_ name: String, pkgConfig: String? = nil, apt: String) -> Target {
    .systemLibrary(
        name: name, path: "Sources/CLibraries/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

/// A test module in `Tests/<folder>`; `without` are files there that are not compiled.
func tests(_ name: String, of uses: [Target.Dependency], without files: [String] = []) -> Target {
    .testTarget(name: name, dependencies: uses, path: "Tests/\(name)", exclude: files, swiftSettings: strict)
}

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let unixSignals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let serviceLifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

let package = Package(
    name: "portico",
    products: [.executable(name: "portico", targets: ["portico"])],
    dependencies: [
        // Sub-commands, flags and their help.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // Log statements that an operator can route.
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // Start and graceful stop of the server's parts, in order.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        library("CGMime", pkgConfig: "gmime-3.0", apt: "libgmime-3.0-dev"),
        library("CLibXML2", pkgConfig: "libxml-2.0", apt: "libxml2-dev"),
        library("CLinux", apt: "libc6-dev"),
        library("CLZ4", pkgConfig: "liblz4", apt: "liblz4-dev"),
        library("COpenSSL", pkgConfig: "openssl", apt: "libssl-dev"),
        library("CPango", pkgConfig: "pangocairo", apt: "libpango1.0-dev"),
        library("CProcess", apt: "libc6-dev"),
        library("CQRencode", pkgConfig: "libqrencode", apt: "libqrencode-dev"),
        library("CSQLite", pkgConfig: "sqlite3", apt: "libsqlite3-dev"),
        library("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev"),
        library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
        // The settings of the allocator that a released program is linked with.
        .target(name: "CAllocator", path: "Sources/CLibraries/CAllocator"),
        .target(name: "CAssets", path: "Sources/CLibraries/CAssets"),

        module("Foundations", "Compression", uses: ["CLZ4"]),
        module("Foundations", "Cryptography", uses: ["COpenSSL"]),
        module("Foundations", "Numbers"),
        module("Foundations", "Settings", uses: ["CYAML"]),
        module("Foundations", "Telemetry", uses: [logging]),

        module("Network", "Sockets", uses: ["CLinux"]),
        module("Network", "TLS", uses: ["Sockets", "COpenSSL"]),
        module("Network", "HTTP"),
        module("Network", "HTTPGuards", uses: ["HTTP"]),
        module("Network", "HTTPContent", uses: ["HTTP", "CZlib", "CLinux"]),
        module("Network", "HTTPServer", uses: ["HTTP", "TLS", "Sockets"]),
        module("Network", "Routing", uses: ["HTTP", "HTTPServer"]),
        module("Network", "HTTPClient", uses: ["HTTP", "CCurl"]),
        module("Network", "SMTPClient", uses: ["CCurl"]),
        module("Network", "LMTPServer", uses: ["Sockets"]),

        module("Documents", "XML", uses: ["CLibXML2"]),
        module("Documents", "CXML", uses: ["XML", "Numbers"]),
        module("Documents", "HTML"),
        module("Documents", "JSON", uses: ["Numbers"]),
        module("Documents", "Mail", uses: ["Cryptography", "CGMime"]),
        module("Documents", "QRCode", uses: ["CQRencode"]),
        // Pango shapes any script and Cairo embeds its fonts: hand-made PDF can do neither.
        module("Documents", "PDF", uses: ["CPango", "QRCode"]),
        module("Documents", "Tables"),

        module("Domain", "Procurement"),
        module("Domain", "VendorCentral", uses: ["Procurement"]),

        module("Storage", "Database"),
        module("Storage", "SQLiteDatabase", uses: ["Database", "CSQLite", "CLinux", "Compression"]),
        module("Storage", "ProcurementStore", uses: ["Database", "Procurement", "VendorCentral", "CAssets", "Compression"]),

        module(
            "Application", "UseCases",
            uses: [
                "Procurement", "VendorCentral", "ProcurementStore", "Database", "Cryptography", "Compression", "Tables", "HTML",
                "Mail",
            ]),

        module("Connectors", "CXMLExchange", uses: ["CXML", "XML", "HTTPClient", "UseCases", "Procurement", "Cryptography"]),
        module("Connectors", "Paper", uses: ["PDF", "UseCases", "Procurement"]),
        module(
            "Connectors", "Delivery",
            uses: [
                "CLinux", "CXMLExchange", "Cryptography", "CXML", "JSON", "Mail", "Paper", "Tables", "UseCases", "Procurement",
                "HTTP",
                "HTTPClient", "SMTPClient", "Telemetry",
            ]),
        // Pure readers, so that they can be fuzzed by themselves.
        module("Connectors", "InvoiceDocuments", uses: ["XML", "CXML", "Procurement"]),
        // Poppler runs as a process of its own with limits: a hostile PDF takes down nothing but that.
        module(
            "Connectors", "InvoiceInbox",
            uses: ["InvoiceDocuments", "Delivery", "UseCases", "Procurement", "Sockets", "CProcess"]),
        module("Connectors", "SellingPartner", uses: ["VendorCentral", "Procurement", "HTTPClient", "HTTP", "JSON"]),
        module(
            "Connectors", "VendorExchange",
            uses: [
                "SellingPartner", "VendorCentral", "Delivery", "UseCases", "Procurement", "HTTPClient", "JSON", "Cryptography",
            ]),
        module(
            "Connectors", "OpenIDConnect",
            uses: ["UseCases", "Procurement", "HTTPClient", "JSON", "Cryptography"]),

        module(
            "Interfaces", "CXMLEndpoint",
            uses: ["CXMLExchange", "CXML", "UseCases", "Procurement", "HTTP", "HTTPServer", "Routing"]),
        module(
            "Interfaces", "RESTAPI",
            uses: [
                "Delivery", "Paper", "CXMLExchange", "VendorExchange", "VendorCentral", "JSON", "Tables", "Cryptography",
                "UseCases", "Procurement", "HTTP",
                "HTTPContent",
                "HTTPServer",
                "Routing",
            ]),
        module(
            "Interfaces", "WebPages",
            uses: [
                "Delivery", "Paper", "CXMLExchange", "VendorExchange", "VendorCentral", "OpenIDConnect", "HTML", "Mail", "QRCode",
                "Tables", "CAssets",
                "Cryptography",
                "UseCases",
                "Procurement", "HTTP", "HTTPContent", "HTTPServer", "Routing",
            ]),
        module(
            "Interfaces", "DemoShop",
            uses: ["CXML", "XML", "HTML", "HTTP", "HTTPServer", "HTTPClient", "Routing", "Cryptography"]),

        module("Interfaces", "VendorSandbox", uses: ["JSON", "HTTP"]),

        module(
            "Server", "PorticoServer",
            uses: [
                "CXMLEndpoint", "RESTAPI", "WebPages", "DemoShop", "Delivery", "InvoiceInbox", "CXMLExchange", "VendorExchange",
                "SellingPartner", "VendorCentral", "OpenIDConnect", "UseCases",
                "ProcurementStore", "Procurement", "Database", "SQLiteDatabase", "HTTP", "HTTPContent", "HTTPGuards",
                "HTTPServer",
                "HTTPClient", "LMTPServer", "Mail", "SMTPClient", "Routing", "Sockets", "TLS", "Cryptography", "Settings",
                "Telemetry", serviceLifecycle,
                logging,
            ]),
        .executableTarget(
            name: "portico",
            dependencies: [
                "CAllocator", "PorticoServer", "InvoiceInbox", "LMTPServer", "Mail", "OpenIDConnect", "SMTPClient", "UseCases",
                "Procurement",
                "VendorCentral",
                "Settings", "DemoShop", "VendorSandbox",
                "HTTPServer", "HTTPClient",
                "Sockets",
                "Database", "SQLiteDatabase",
                "Cryptography", "Routing", "TLS", "CXMLExchange", serviceLifecycle, unixSignals, logging, argumentParser,
            ], path: "Sources/Server/portico",
            swiftSettings: strict, linkerSettings: [.linkedLibrary("jemalloc", .when(configuration: .release))]),

        .executableTarget(
            name: "bench-http", dependencies: ["HTTP", "HTTPServer", "Routing", "TLS"], path: "Tests/Benchmarks/bench-http",
            swiftSettings: strict),
        .executableTarget(
            name: "bench-cxml", dependencies: ["CXML", "CLibXML2"], path: "Tests/Benchmarks/bench-cxml", swiftSettings: strict),
        .executableTarget(
            name: "bench-pdf", dependencies: ["PDF"], path: "Tests/Benchmarks/bench-pdf", swiftSettings: strict),
        .executableTarget(
            name: "soak", dependencies: ["Sockets"], path: "Tests/Benchmarks/soak", swiftSettings: strict),

        .target(
            name: "FuzzReaders",
            dependencies: ["HTTP", "XML", "CXML", "JSON", "Mail", "Tables", "InvoiceDocuments", "Procurement"],
            path: "Tests/Fuzz/Readers",
            swiftSettings: strict),

        .target(
            name: "TestSupport", dependencies: ["Sockets", "Database"], path: "Tests/Support", exclude: ["mail-server.py"],
            swiftSettings: strict),

        tests("ArchitectureTests", of: []),
        tests("FoundationsTests", of: ["Compression", "Cryptography", "Numbers", "Settings", "Telemetry", logging]),
        tests(
            "NetworkTests",
            of: [
                "Sockets", "TLS", "HTTP", "HTTPContent", "HTTPGuards", "HTTPServer", "Routing", "HTTPClient", "LMTPServer",
                "SMTPClient",
                "FuzzReaders",
                "TestSupport",
            ]),
        tests("FuzzTests", of: ["FuzzReaders"]),
        tests(
            "DocumentsTests",
            of: [
                "XML", "CXML", "HTML", "JSON", "Mail", "PDF", "Cryptography", "QRCode", "Tables", "InvoiceDocuments",
                "Procurement",
                "TestSupport",
            ]),
        tests("DomainTests", of: ["Procurement"]),
        tests(
            "VendorCentralTests",
            of: ["VendorCentral", "Procurement", "SellingPartner", "VendorSandbox", "HTTP", "HTTPClient", "HTTPServer", "JSON"]),
        tests(
            "StorageTests", of: ["Database", "SQLiteDatabase", "ProcurementStore", "Procurement", "VendorCentral", "TestSupport"]),
        tests(
            "InterfaceTests",
            of: [
                "WebPages", "DemoShop", "CXML", "CXMLExchange", "HTML", "Paper", "PDF", "UseCases", "Procurement",
                "VendorCentral",
                "ProcurementStore", "Database",
                "SQLiteDatabase", "HTTP", "HTTPContent", "HTTPClient", "Routing", "Cryptography", "RESTAPI", "JSON",
            ]),
        tests(
            "StoryTests",
            of: [
                "PorticoServer", "WebPages", "DemoShop", "VendorSandbox", "VendorExchange", "VendorCentral", "SellingPartner",
                "OpenIDConnect", "JSON", "LMTPServer", "Mail", "SMTPClient", "Sockets", "Tables", "UseCases", "Procurement",
                "ProcurementStore",
                "HTTP",
                "HTTPContent", "HTTPServer",
                "HTTPClient", "Settings", "Telemetry",
                "Routing", "SQLiteDatabase", "Database", "Cryptography", "CXML", "CXMLExchange", "Delivery", "InvoiceInbox",
                "TLS",
                "TestSupport", logging,
            ], without: ["SignIn/provider.py", "Webhooks/verify.py"]),
    ],
    cLanguageStandard: .c2x
)

// libFuzzer brings its own `main`, so its target is there only for `make fuzz`.
if Context.environment["PORTICO_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(name: "fuzz", dependencies: ["FuzzReaders"], path: "Tests/Fuzz/fuzz", swiftSettings: strict))
}
