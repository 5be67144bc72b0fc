#include "assets.h"

// Each file of Migrations/sqlite is named twice here; a test compares this list with the folder.
static const unsigned char main_job[] = {
#embed "../../../Migrations/sqlite/0001-main-job.sql"
};

static const unsigned char message_rows[] = {
#embed "../../../Migrations/sqlite/0002-message-rows.sql"
};

static const unsigned char cxml_console[] = {
#embed "../../../Migrations/sqlite/0003-cxml-console.sql"
};

static const unsigned char organisation[] = {
#embed "../../../Migrations/sqlite/0004-organisation.sql"
};

static const unsigned char approvals_and_budgets[] = {
#embed "../../../Migrations/sqlite/0005-approvals-and-budgets.sql"
};

static const unsigned char catalogue[] = {
#embed "../../../Migrations/sqlite/0006-catalogue.sql"
};

static const unsigned char attachments_and_search[] = {
#embed "../../../Migrations/sqlite/0007-attachments-and-search.sql"
};

static const unsigned char own_records[] = {
#embed "../../../Migrations/sqlite/0008-own-records.sql"
};

static const unsigned char core[] = {
#embed "../../../Migrations/sqlite/0009-core.sql"
};

static const unsigned char event_rows[] = {
#embed "../../../Migrations/sqlite/0010-event-rows.sql"
};

static const unsigned char oauth_clients[] = {
#embed "../../../Migrations/sqlite/0011-oauth-clients.sql"
};

static const unsigned char sign_in[] = {
#embed "../../../Migrations/sqlite/0012-sign-in.sql"
};

static const unsigned char receipts[] = {
#embed "../../../Migrations/sqlite/0013-receipts.sql"
};

static const unsigned char invoices[] = {
#embed "../../../Migrations/sqlite/0014-invoices.sql"
};

static const unsigned char invoice_life[] = {
#embed "../../../Migrations/sqlite/0015-invoice-life.sql"
};

static const unsigned char invoice_approvals[] = {
#embed "../../../Migrations/sqlite/0016-invoice-approvals.sql"
};

static const unsigned char webhooks[] = {
#embed "../../../Migrations/sqlite/0017-webhooks.sql"
};

static const unsigned char event_rules[] = {
#embed "../../../Migrations/sqlite/0018-event-rules.sql"
};

static const unsigned char reports[] = {
#embed "../../../Migrations/sqlite/0020-reports.sql"
};

static const unsigned char accounting_export[] = {
#embed "../../../Migrations/sqlite/0021-accounting-export.sql"
};

static const unsigned char fewer_pages[] = {
#embed "../../../Migrations/sqlite/0024-fewer-pages.sql"
};

static const unsigned char periods_and_logout[] = {
#embed "../../../Migrations/sqlite/0025-periods-and-logout.sql"
};

static const unsigned char mail[] = {
#embed "../../../Migrations/sqlite/0026-mail.sql"
};

static const unsigned char order_life[] = {
#embed "../../../Migrations/sqlite/0027-order-life.sql"
};

static const unsigned char vendor_connections[] = {
#embed "../../../Migrations/sqlite/0029-vendor-connections.sql"
};

static const unsigned char vendor_orders[] = {
#embed "../../../Migrations/sqlite/0030-vendor-orders.sql"
};

static const unsigned char vendor_shipments[] = {
#embed "../../../Migrations/sqlite/0031-vendor-shipments.sql"
};

static const unsigned char vendor_invoices[] = {
#embed "../../../Migrations/sqlite/0032-vendor-invoices.sql"
};

static const unsigned char vendor_transactions[] = {
#embed "../../../Migrations/sqlite/0033-vendor-transactions.sql"
};

static const unsigned char vendor_stock[] = {
#embed "../../../Migrations/sqlite/0034-vendor-stock.sql"
};

static const unsigned char comments[] = {
#embed "../../../Migrations/sqlite/0035-comments.sql"
};

static const unsigned char mail_in[] = {
#embed "../../../Migrations/sqlite/0036-mail-in.sql"
};

static const unsigned char letterheads[] = {
#embed "../../../Migrations/sqlite/0037-letterheads.sql"
};

static const unsigned char invoice_inbox[] = {
#embed "../../../Migrations/sqlite/0038-invoice-inbox.sql"
};

static const unsigned char supplier_sign_in[] = {
#embed "../../../Migrations/sqlite/0040-supplier-sign-in.sql"
};

static const unsigned char accounts[] = {
#embed "../../../Migrations/sqlite/0041-accounts.sql"
};

static const unsigned char supplier_records[] = {
#embed "../../../Migrations/sqlite/0042-supplier-records.sql"
};

static const unsigned char deliveries_due_by_kind[] = {
#embed "../../../Migrations/sqlite/0045-deliveries-due-by-kind.sql"
};

static const unsigned char change_answers[] = {
#embed "../../../Migrations/sqlite/0050-change-answers.sql"
};

static const unsigned char certificate_kinds[] = {
#embed "../../../Migrations/sqlite/0051-certificate-kinds.sql"
};

static const unsigned char own_entries[] = {
#embed "../../../Migrations/sqlite/0065-own-entries.sql"
};

static const unsigned char idempotency_done[] = {
#embed "../../../Migrations/sqlite/0066-idempotency-done.sql"
};

static const unsigned char ledger_by_budget[] = {
#embed "../../../Migrations/sqlite/0067-ledger-by-budget.sql"
};

static const unsigned char uncounted_orders[] = {
#embed "../../../Migrations/sqlite/0068-uncounted-orders.sql"
};

static const unsigned char line_details[] = {
#embed "../../../Migrations/sqlite/0069-line-details.sql"
};

static const struct PorticoAsset migrations[] = {
    {"0001-main-job", main_job, sizeof main_job},
    {"0002-message-rows", message_rows, sizeof message_rows},
    {"0003-cxml-console", cxml_console, sizeof cxml_console},
    {"0004-organisation", organisation, sizeof organisation},
    {"0005-approvals-and-budgets", approvals_and_budgets, sizeof approvals_and_budgets},
    {"0006-catalogue", catalogue, sizeof catalogue},
    {"0007-attachments-and-search", attachments_and_search, sizeof attachments_and_search},
    {"0008-own-records", own_records, sizeof own_records},
    {"0009-core", core, sizeof core},
    {"0010-event-rows", event_rows, sizeof event_rows},
    {"0011-oauth-clients", oauth_clients, sizeof oauth_clients},
    {"0012-sign-in", sign_in, sizeof sign_in},
    {"0013-receipts", receipts, sizeof receipts},
    {"0014-invoices", invoices, sizeof invoices},
    {"0015-invoice-life", invoice_life, sizeof invoice_life},
    {"0016-invoice-approvals", invoice_approvals, sizeof invoice_approvals},
    {"0017-webhooks", webhooks, sizeof webhooks},
    {"0018-event-rules", event_rules, sizeof event_rules},
    {"0020-reports", reports, sizeof reports},
    {"0021-accounting-export", accounting_export, sizeof accounting_export},
    {"0024-fewer-pages", fewer_pages, sizeof fewer_pages},
    {"0025-periods-and-logout", periods_and_logout, sizeof periods_and_logout},
    {"0026-mail", mail, sizeof mail},
    {"0027-order-life", order_life, sizeof order_life},
    {"0029-vendor-connections", vendor_connections, sizeof vendor_connections},
    {"0030-vendor-orders", vendor_orders, sizeof vendor_orders},
    {"0031-vendor-shipments", vendor_shipments, sizeof vendor_shipments},
    {"0032-vendor-invoices", vendor_invoices, sizeof vendor_invoices},
    {"0033-vendor-transactions", vendor_transactions, sizeof vendor_transactions},
    {"0034-vendor-stock", vendor_stock, sizeof vendor_stock},
    {"0035-comments", comments, sizeof comments},
    {"0036-mail-in", mail_in, sizeof mail_in},
    {"0037-letterheads", letterheads, sizeof letterheads},
    {"0038-invoice-inbox", invoice_inbox, sizeof invoice_inbox},
    {"0040-supplier-sign-in", supplier_sign_in, sizeof supplier_sign_in},
    {"0041-accounts", accounts, sizeof accounts},
    {"0042-supplier-records", supplier_records, sizeof supplier_records},
    {"0045-deliveries-due-by-kind", deliveries_due_by_kind, sizeof deliveries_due_by_kind},
    {"0050-change-answers", change_answers, sizeof change_answers},
    {"0051-certificate-kinds", certificate_kinds, sizeof certificate_kinds},
    {"0065-own-entries", own_entries, sizeof own_entries},
    {"0066-idempotency-done", idempotency_done, sizeof idempotency_done},
    {"0067-ledger-by-budget", ledger_by_budget, sizeof ledger_by_budget},
    {"0068-uncounted-orders", uncounted_orders, sizeof uncounted_orders},
    {"0069-line-details", line_details, sizeof line_details},
    {"", main_job, 0},
};

const struct PorticoAsset *const portico_sqlite_migrations = migrations;
