import Glibc

/// Fifty clients at a time that send an octet now and then, and read as slowly.
struct SlowClients {
    let port: UInt16
    let tally: Tally
    var random: Numbers

    mutating func run() {
        while !tally.isDone {
            do {
                try round()
            } catch {
                tally.addWrong("slow: \(error)")
                usleep(100_000)
            }
        }
    }

    private mutating func round() throws(ClientFault) {
        var clients: [(client: Client, request: [UInt8], body: [UInt8])] = []
        for index in 0..<50 {
            let body = random.octets(index % 10 == 0 ? 262_144 : index)
            let request = index % 10 == 0 ? [] : Session.post(body)
            clients.append((try Client(port: port), request, body))
            if index % 10 == 0 { try clients[index].client.send(Session.post(body)) }
        }
        let longest = clients.map(\.request.count).max() ?? 0
        for place in 0..<longest {
            for (client, request, _) in clients where place < request.count { try client.send([request[place]]) }
            usleep(1000)
            if tally.isDone { return }
        }
        for (client, _, body) in clients {
            try Answer(from: client, slowly: body.count > 1000).expect(200, body, for: "slow")
            tally.add(body.count > 1000 ? "answer read slowly" : "sent octet by octet", requests: 1)
        }
    }
}
