import ArgumentParser
import PorticoServer
import Procurement
import UseCases

struct Admin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "First user, API tokens, password and second factor reset.",
        subcommands: [CreateUserCommand.self, CreateToken.self, ResetPassword.self, ResetSecondFactorCommand.self])
}

struct CreateUserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create-user", abstract: "Add somebody who signs in.",
        discussion: """
            The password is read from the first line of standard input.

            Example: echo 'a long password' | portico admin create-user --email you@example.com --name You --role administrator
            """)

    @OptionGroup var options: CommonOptions
    @Option(help: "E-mail address.") var email: String
    @Option(help: "Name.") var name: String
    @Option(
        help: """
            buyer, approver, accounts_payable, administrator, auditor, vendor_manager or customer_data; may be given several times.
            """) var role: [String] = ["buyer"]

    func run() async throws {
        guard let password = readLine(), !password.isEmpty else { throw Failure("Give the password on standard input.") }
        let (application, _) = try await options.application()
        let user = try await application.perform(
            CreateUser(email: email, name: name, roles: role, password: password), as: .system)
        print(user.id)
    }
}

struct CreateToken: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create-token", abstract: "Make an API token; it is shown once, on the last line.",
        discussion: """
            With --user it is that user's own; without, a machine's with an administrator's rights. Scopes are `*`, or an area and \
            read, write or *: `purchase-orders.read`.

            Example: portico admin create-token --user b@example.com --name script --scopes '*'
            """)

    @OptionGroup var options: CommonOptions
    @Option(help: "What the token is for.") var name: String
    @Option(help: "E-mail address of its user.") var user: String?
    @Option(help: "Scopes, separated by blanks or commas.") var scopes: String

    func run() async throws {
        let (application, _) = try await options.application()
        let words = scopes.split { $0 == " " || $0 == "," }.map(String.init)
        let (_, secret) = try await application.perform(CreateAPIToken(name: name, userEmail: user, scopes: words), as: .system)
        print(secret)
    }
}

struct ResetPassword: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-password", abstract: "Set a user's password, read from standard input; ends their sessions.",
        discussion: "Example: echo 'a long password' | portico admin reset-password --email b@example.com")

    @OptionGroup var options: CommonOptions
    @Option(help: "E-mail address.") var email: String

    func run() async throws {
        guard let password = readLine(), !password.isEmpty else { throw Failure("Give the password on standard input.") }
        let (application, _) = try await options.application()
        guard
            let user = try await application.answer(ListUsers(), as: .system).first(where: {
                $0.email.lowercased() == email.lowercased()
            })
        else { throw Failure("No user has the e-mail address \(email).") }
        _ = try await application.perform(ChangeUser(user.id, password: password), as: .system)
        print("The password is set; the user's sessions have ended.")
    }
}

struct ResetSecondFactorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset-second-factor", abstract: "Take away the second factor of somebody who lost it; ends their sessions.",
        discussion: "Example: portico admin reset-second-factor --email b@example.com")

    @OptionGroup var options: CommonOptions
    @Option(help: "E-mail address.") var email: String

    func run() async throws {
        let (application, _) = try await options.application()
        guard
            let user = try await application.answer(ListUsers(), as: .system).first(where: {
                $0.email.lowercased() == email.lowercased()
            })
        else { throw Failure("No user has the e-mail address \(email).") }
        _ = try await application.perform(ResetSecondFactor(user.id), as: .system)
        print("The second factor is gone; the user's sessions have ended.")
    }
}
