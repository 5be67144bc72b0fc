// swift-tools-version: 6.2
//
// Hello servers of other Swift frameworks, for `make bench-http`. A package of its own, so that nothing of it is ever in
// the product's graph.

import PackageDescription

let package = Package(
    name: "peers",
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        .executableTarget(
            name: "hummingbird-hello", dependencies: [.product(name: "Hummingbird", package: "hummingbird")],
            path: "hummingbird-hello"),
        .executableTarget(
            name: "flyingfox-hello", dependencies: [.product(name: "FlyingFox", package: "FlyingFox")],
            path: "flyingfox-hello"),
    ]
)
