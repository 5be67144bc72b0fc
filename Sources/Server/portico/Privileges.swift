import Glibc

/// What the process may do, and how it gives that up.
enum Privileges {
    static var isRoot: Bool { geteuid() == 0 }

    /// Becomes another user for good: groups first, because only root may, then the user (setuid(2) sets all three
    /// identifiers of a process of root's). Does nothing for a process that is not root. Throws `Failure`; the process is not
    /// to go on then.
    ///
    /// - Parameter account: `user` or `user:group`, names or numbers; without a group the user's own.
    static func drop(to account: String) throws {
        guard isRoot else { return }
        let names = account.split(separator: ":", maxSplits: 1).map(String.init)
        guard let name = names.first, let user = user(name) else { throw Failure("run_as: there is no user \(account).") }
        var groupID = user.group
        if names.count == 2 {
            guard let found = group(names[1]) else { throw Failure("run_as: there is no group \(names[1]).") }
            groupID = found
        }
        guard user.id != 0, groupID != 0 else { throw Failure("run_as: \(account) is root; name a user without privileges.") }
        // Groups that the user is in besides, for instance one that may read certificates.
        let joined: Int32
        if let name = user.name {
            joined = unsafe initgroups(name, groupID)
        } else {
            joined = unsafe setgroups(1, [groupID])
        }
        guard joined == 0 else { throw failure("setgroups") }
        guard setgid(groupID) == 0 else { throw failure("setgid") }
        guard setuid(user.id) == 0 else { throw failure("setuid") }
        try verify(user: user.id, group: groupID)
    }

    /// There is no way back, and nothing of root's is left.
    private static func verify(user: uid_t, group: gid_t) throws {
        var groups = [gid_t](repeating: 0, count: 1024)
        let count = unsafe getgroups(Int32(groups.count), &groups)
        guard getuid() == user, geteuid() == user, getgid() == group, getegid() == group, count >= 0,
            !groups.prefix(Int(count)).contains(0), setuid(0) != 0, seteuid(0) != 0, setgid(0) != 0, setegid(0) != 0
        else { throw Failure("Privileges could not be given up; the server does not start.") }
    }

    private static func failure(_ call: String) -> Failure {
        Failure("run_as: \(call): \(unsafe String(cString: strerror(errno)))")
    }

    private static func user(_ text: String) -> (id: uid_t, group: gid_t, name: String?)? {
        var entry = unsafe passwd()
        var found: UnsafeMutablePointer<passwd>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        if unsafe getpwnam_r(text, &entry, &buffer, buffer.count, &found) == 0, unsafe found != nil {
            return unsafe (entry.pw_uid, entry.pw_gid, text)
        }
        return uid_t(text).map { ($0, $0, nil) }
    }

    private static func group(_ text: String) -> gid_t? {
        var entry = unsafe Glibc.group()
        var found: UnsafeMutablePointer<Glibc.group>?
        var buffer = [CChar](repeating: 0, count: 16_384)
        if unsafe getgrnam_r(text, &entry, &buffer, buffer.count, &found) == 0, unsafe found != nil {
            return unsafe entry.gr_gid
        }
        return gid_t(text)
    }
}
