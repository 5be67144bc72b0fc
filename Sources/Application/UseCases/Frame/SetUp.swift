import Procurement
import ProcurementStore
import Synchronization

/// What a company has set up and every decision reads: as of one version of it, and one day.
final class SetUp: Sendable {
    let version: [UInt8]
    let day: Day
    let policies: [ApprovalPolicy]
    let groups: [BuyingGroup]
    let departments: DepartmentTree
    let people: People
    /// Those that hold on the day or later.
    let substitutions: Substitutions
    /// Who acts on the day, by who is away.
    let acting: [Identifier<User>: Identifier<User>]
    /// As they are on the day.
    let rates: ExchangeRates
    let ownFields: [OwnField]
    let orderNumberSchemes: [NumberScheme]
    let categoryRules: [CategoryRule]
    /// Those that are on, by the word of the event at which they act.
    let eventRules: [String: [EventRule]]
    /// Single records, kept as they are asked for.
    let records = KnownRecords()
    private let groupsByMember: [Identifier<User>: [BuyingGroup]]

    init(version: [UInt8], day: Day, from store: Store) throws {
        self.version = version
        self.day = day
        policies = try store.policies()
        groups = try store.groups()
        departments = try store.departmentTree()
        people = People(try store.users())
        substitutions = try store.substitutions(from: day)
        acting = substitutions.acting(on: day)
        rates = try store.exchangeRates(on: day)
        ownFields = try store.ownFields()
        orderNumberSchemes = try store.numberSchemes(of: .purchaseOrder)
        categoryRules = try store.categoryRules()
        eventRules = Dictionary(grouping: try store.eventRules().filter(\.isActive), by: \.trigger.event.rawValue)
        var byMember: [Identifier<User>: [BuyingGroup]] = [:]
        for group in groups.sorted(by: { $0.id.text < $1.id.text }) {
            for member in Set(group.members.map(\.userID)) { byMember[member, default: []].append(group) }
        }
        groupsByMember = byMember
    }

    /// The groups that a user is, was or will be a member of.
    func groups(of user: Identifier<User>) -> [BuyingGroup] { groupsByMember[user] ?? [] }
}

/// The newest set-up that was read.
///
/// Whether it still holds is asked of the store in each transaction, by a version that changes with the set-up's tables: so
/// nothing has to be told to forget, and a change that is undone takes its version with it.
package final class SetUpCache: Sendable {
    private let newest = Mutex<SetUp?>(nil)

    package init() {}

    /// The set-up as this transaction sees it.
    func current(on day: Day, in store: Store) throws -> SetUp {
        let version = try store.setUpVersion()
        if let known = newest.withLock({ $0 }), known.version == version, known.day == day { return known }
        let read = try SetUp(version: version, day: day, from: store)
        newest.withLock { $0 = read }
        return read
    }
}

/// What one transaction has found out about the set-up: used on its thread alone.
package final class SetUpMemory {
    var known: SetUp?
    init() {}
}

extension Workspace {
    /// The company's set-up as this transaction sees it.
    func setUp() throws -> SetUp { try setUpMemory.known ?? environment.setUp.current(on: today, in: store) }

    /// Takes the set-up for unchanged while this transaction lasts, and answers the store that knows its records.
    func rememberingSetUp() throws -> Store {
        let setUp = try setUp()
        setUpMemory.known = setUp
        var store = store
        store.known = setUp.records
        return store
    }
}
