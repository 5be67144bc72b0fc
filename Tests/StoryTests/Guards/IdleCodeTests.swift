import Glibc
import PorticoServer
import Testing

struct IdleCodeTests {
    @Test func `only code of files is let go of, which nobody can have written to`() {
        let lines = [
            "55d0c000-55d0d000 r-xp 00002000 fe:00 1234       /usr/bin/portico\n",
            "55d0c000-55d0d000 r-xp 00002000 fe:00 1234       /usr/lib/with blank.so\n",
        ]
        for line in lines { #expect(IdleCode.code(line) == 0x55d0_c000..<0x55d0_d000) }
        for line in [
            "55d0c000-55d0d000 r--p 00002000 fe:00 1234 /usr/bin/portico",
            "55d0c000-55d0d000 rwxp 00002000 fe:00 1234 /usr/bin/portico",
            "55d0c000-55d0d000 r-xp 00000000 00:00 0 [vdso]", "55d0c000-55d0d000 r-xp 00000000 00:00 0", "r-xp", "",
            "55d0d000-55d0c000 r-xp 00002000 fe:00 1234 /usr/bin/portico", "x-y r-xp 00002000 fe:00 1234 /usr/bin/portico",
        ] { #expect(IdleCode.code(line) == nil, "\(line)") }
    }

    @Test func `what was let go of runs on`() {
        IdleCode.letGo()
        #expect((1...1000).map { String($0, radix: 7) }.joined().utf8.count == 3604)
    }
}
