import JSON
import Procurement
import UseCases

extension RESTAPI {
    /// Payments as a bank or an accounting program writes them.
    var payFromFile: Route {
        Route(
            kind: .verb, pattern: "/v1/invoices/pay-from-file", name: "payInvoicesFromFile", tag: "invoices",
            summary: "Note payments from a CSV file: all rows or none.",
            note: """
                Columns: \(PayFromFile.columns.joined(separator: ", ")). The supplier by name or id; paid_on is today when empty; an \
                amount has to be what is open. With dry_run nothing is noted. 422 names every row and column that is wrong.
                """,
            access: PayFromFile.access,
            body: .object([
                .required("csv", .text, "The file's text, with the line of column names."),
                .optional("dry_run", .boolean, "true: only look."),
            ]),
            response: .named(
                "PaymentRun",
                .object([
                    .required("dry_run", .boolean),
                    .required(
                        "payments",
                        .array(
                            .object([
                                .required("invoice_id", .text), .required("number", .text), .required("amount", .money),
                                .required("paid_on", .day),
                            ]))), .required("totals", .array(.money), "One a currency."),
                ])),
            example: [
                "csv": "invoice_number,supplier,paid_on,reference\nR-2026-0815,Amazon Business,2026-10-31,SEPA 4711\n",
                "dry_run": true,
            ]
        ) { call in
            let isTrial = try call.body.optionalBool("dry_run") ?? false
            let command = try PayFromFile(csv: Array(try call.body.string("csv").utf8), isTrial: isTrial)
            let outcome = try await call.perform(command)
            return Answer([
                "dry_run": JSON(isTrial),
                "payments": .array(
                    outcome.payments.map {
                        [
                            "invoice_id": JSON($0.invoiceID), "number": .string($0.number), "amount": JSON($0.amount),
                            "paid_on": .string($0.paidOn.text),
                        ]
                    }), "totals": .array(outcome.totals.map { JSON($0) }),
            ])
        }
    }
}
