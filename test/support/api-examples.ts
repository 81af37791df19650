import { dirname } from "node:path";
import { vi } from "vitest";
import { makeApiKey } from "../../src/shared/api-key.ts";
import type { ApiExample } from "../../src/main/server/backend-api/description/examples.ts";
import { startTestApi, type TestApi } from "./api.ts";
import type { TestBook } from "./book.ts";
import { issueInvoice, payBy } from "./collection.ts";
import { adjust, billThrough } from "./company.ts";
import { link, refresh, untilItem, untilLink } from "./linked-books.ts";
import { onePixelPng } from "./logo.ts";
import { startReceiver } from "./receiver.ts";
import { makeRepeatable } from "./repeatable.ts";
import { addOperators, signedInDoor } from "./operators.ts";
import { createPlan } from "./subscriptions.ts";

/** What a request of the story says; its path is the operation's, with the parameters in their places. */
interface Said {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  /** What has to be answered; 200 where nothing is said. */
  readonly status?: number;
  /** The secret of another key than the story's. */
  readonly key?: string;
}

/**
 * Live through a few weeks of an example company, asking for every operation of the API at least once.
 *
 * @returns the first request of each operation with what was answered, made the same for every run: ids are counted through, and
 * moments of the machine's clock are one.
 */
export async function recordExamples(): Promise<Record<string, ApiExample>> {
  const startedAtMs = Date.now();
  const { address } = await startReceiver();
  const api = await startTestApi({ today: "2026-03-01" });
  const key = (await api.makeKey({ name: "Warehouse" })).secret;
  const recorded: Record<string, ApiExample> = {};

  async function ask(operation: string, { path = {}, query = "", body, status = 200, key: own = key }: Said = {}) {
    const [method = "", template = ""] = operation.split(" ");
    const filled = template.replaceAll(/\{([A-Za-z_]+)\}/gu, (_match, name: string) => path[name] ?? `{${name}}`);
    const answer = await api.call(method, filled + query, body === undefined ? { key: own } : { key: own, body });
    if (answer.status !== status) throw new Error(`${operation} → ${answer.status} ${JSON.stringify(answer.body)}`);
    recorded[operation] ??= {
      path: filled + query,
      ...(body === undefined ? {} : { body }),
      status,
      // A file is told of by its kind.
      answer: typeof answer.body === "string" ? answer.headers.get("content-type") : answer.body,
    };
    return answer.body;
  }

  await live(api, ask, `${address}/`);
  return makeRepeatable(recorded, startedAtMs, dirname(api.book.path));
}

// What an answer holds is the description's business; the story only passes ids on.
type Ask = (operation: string, said?: Said) => Promise<ReturnType<typeof JSON.parse>>;

async function live({ book }: TestApi, ask: Ask, receiverAddress: string): Promise<void> {
  const webhook = await ask("POST /countinghouse/webhooks", {
    body: {
      address: receiverAddress,
      description: "The warehouse",
      event_types: ["ledgerEntry.created", "invoice.created"],
      idempotency_key: "webhook-of-the-warehouse",
    },
  });
  const company = await found(book, ask);
  await giveCredit(ask, company);
  await giveCreditToMany(book, ask, company);
  await subscribe(book, ask, company);
  await invoiceByHand(ask, company);
  await runBilling(book, ask, company);
  await changeItems(book, ask, company);
  await settle(book, ask, company);
  await readReports(ask);
  await followWebhook(book, ask, webhook.id);
  await readAuditLog(book, ask);
  await backUp(book, ask);
  await exportLists(book, ask);
  await closeMonth(book, ask);
  await importAccounts(book, ask);
  const ann = await askForApproval(book, ask, company);
  await followLink(ask, ann);
}

/** Who is in the story, by their ids. */
interface Company {
  readonly ada: string;
  readonly globex: string;
  readonly initech: string;
  readonly planId: string;
  readonly lowPriceId: string;
  readonly highPriceId: string;
}

async function found(book: TestBook, ask: Ask): Promise<Company> {
  const planId = await createPlan(book, {
    name: "Team",
    slug: "team",
    monthlyMinor: 30_00,
    annualMonthlyMinor: 25_00,
  });
  const ada = await ask("POST /users", {
    body: { first_name: "Ada", last_name: "Lovelace", email_address: ["ada@example.com"], external_id: "crm-1815" },
  });
  await ask("GET /users", { query: "?limit=5&order_by=-created_at" });
  await ask("GET /users/count");
  await ask("GET /users/{user_id}", { path: { user_id: ada.id } });
  const globex = await ask("POST /organizations", { body: { name: "Globex Corporation", slug: "globex" } });
  const initech = await ask("POST /organizations", { body: { name: "Initech", slug: "initech" } });
  await ask("GET /organizations", { query: "?query=glob" });
  await ask("GET /organizations/{organization_id}", { path: { organization_id: "globex" } });
  await ask("GET /countinghouse/book");
  await ask("PATCH /countinghouse/book/settings", {
    body: {
      seller_address: "1 Main Street\nSpringfield",
      seller_tax_numbers: "VAT ID US123456789",
      idempotency_key: "settings-1",
    },
  });
  const { logo_id: logoId } = await ask("POST /countinghouse/book/logo", {
    body: { content_base64: onePixelPng, idempotency_key: "logo-1" },
  });
  await ask("GET /countinghouse/logos/{logo_id}", { path: { logo_id: logoId } });
  await ask("GET /countinghouse/book/settings");
  await ask("GET /billing/plans", { query: "?payer_type=org" });
  const low = await ask("POST /billing/prices", {
    body: { plan_id: planId, currency: "USD", amount: 2500, annual_monthly_amount: 2000, description: "For Globex" },
  });
  const { data: prices } = await ask("GET /billing/prices", { query: `?plan_id=${planId}` });
  const high = prices.find((price: { is_default: boolean }) => price.is_default);
  await payBy(book, globex.id, "succeeds");
  await fillCatalog(ask);
  await choosePaymentMethods(ask, initech.id);
  return {
    ada: ada.id,
    globex: globex.id,
    initech: initech.id,
    planId,
    lowPriceId: low.id,
    highPriceId: high.id,
  };
}

async function fillCatalog(ask: Ask): Promise<void> {
  const { plan_id: planId } = await ask("POST /countinghouse/plans", {
    body: {
      name: "Enterprise",
      slug: "enterprise",
      for_kind: "organization",
      currency: "USD",
      monthly: 50_00,
      annual_monthly: 40_00,
      seat_price: {
        block_size: 1,
        tiers: [
          { starts_at_block: 1, ends_after_block: 10, fee_per_block: 8_00 },
          { starts_at_block: 11, ends_after_block: null, fee_per_block: 6_00 },
        ],
      },
      features: [{ slug: "single-sign-on", name: "Single sign-on" }],
      idempotency_key: "plan-enterprise",
    },
  });
  const path = { plan_id: planId };
  await ask("POST /countinghouse/plans/{plan_id}/prices", {
    path,
    body: { description: "For Globex", currency: "USD", monthly: 35_00, idempotency_key: "price-globex" },
  });
  await ask("GET /countinghouse/plans/{plan_id}/prices", { path });
  await ask("PATCH /countinghouse/plans/{plan_id}", {
    path,
    body: { description: "Not offered yet", is_archived: true, idempotency_key: "archive-enterprise" },
  });
  await ask("GET /countinghouse/plans");
  await ask("POST /countinghouse/tax_rates", {
    body: { name: "VAT", rate_parts_per_million: 240_000, idempotency_key: "vat-24" },
  });
  await ask("GET /countinghouse/tax_rates");
  await ask("POST /countinghouse/discounts", {
    body: { name: "Partner", parts_per_million: 200_000, periods: 3, idempotency_key: "discount-partner" },
  });
  await ask("GET /countinghouse/discounts");
}

async function choosePaymentMethods(ask: Ask, initech: string): Promise<void> {
  const account = { account_id: initech };
  const { data: numbers } = await ask("GET /countinghouse/test_numbers");
  const { payment_method_id: card } = await ask("POST /countinghouse/accounts/{account_id}/payment_methods", {
    path: account,
    body: { kind: "card", gateway: "test", token: numbers[0].token, idempotency_key: "card-initech" },
  });
  await ask("POST /countinghouse/accounts/{account_id}/payment_methods", {
    path: account,
    body: { kind: "transfer", gateway: "manual", idempotency_key: "transfer-initech" },
  });
  await ask("POST /countinghouse/payment_methods/{payment_method_id}/set_default", {
    path: { payment_method_id: card },
    body: { idempotency_key: "default-initech" },
  });
  await ask("GET /countinghouse/accounts/{account_id}/payment_methods", { path: account });
  await ask("DELETE /countinghouse/payment_methods/{payment_method_id}", { path: { payment_method_id: card } });
}

async function giveCredit(ask: Ask, { ada, globex, initech }: Company): Promise<void> {
  const user = { user_id: ada };
  const organization = { organization_id: globex };
  const account = { account_id: globex };
  await ask("POST /users/{user_id}/billing/credits", {
    path: user,
    body: { amount: 1500, action: "increase", currency: "USD", note: "Welcome", idempotency_key: "welcome-ada" },
  });
  await ask("GET /users/{user_id}/billing/credits", { path: user });
  await ask("POST /organizations/{organization_id}/billing/credits", {
    path: organization,
    body: { amount: 5000, action: "increase", currency: "USD", note: "Outage", idempotency_key: "outage-globex" },
  });
  await ask("GET /organizations/{organization_id}/billing/credits", { path: organization });

  const credit = { action: "increase", amount: 2000, currency: "USD" };
  const terms = { priority: 10, category: "promotional", expires_on: "2026-12-31" };
  await ask("GET /countinghouse/reasons");
  await ask("POST /countinghouse/accounts/{account_id}/adjustments/preview", {
    path: account,
    body: { ...credit, terms },
  });
  const grant = await ask("POST /countinghouse/accounts/{account_id}/adjustments", {
    path: account,
    body: { ...credit, reason_code: "goodwill", note: "Thank you", terms, idempotency_key: "thanks-globex" },
  });
  await ask("GET /countinghouse/accounts/{account_id}/credit_balances", { path: account });
  const { data: blocks } = await ask("GET /countinghouse/accounts/{account_id}/credit_blocks", { path: account });
  await ask("POST /countinghouse/transfers", {
    body: {
      from_account_id: globex,
      to_account_id: initech,
      amount: 500,
      currency: "USD",
      note: "Same owner",
      idempotency_key: "globex-to-initech",
    },
  });
  await ask("POST /countinghouse/credit_blocks/{block_id}/void", {
    path: { block_id: blocks[0].id },
    body: { note: "Ended early", idempotency_key: "void-promotion" },
  });
  const mistake = await ask("POST /countinghouse/accounts/{account_id}/adjustments", {
    path: { account_id: initech },
    body: { ...credit, reason_code: "goodwill", idempotency_key: "by-mistake" },
  });
  await ask("POST /countinghouse/ledger/{entry_id}/reverse", {
    path: { entry_id: mistake.id },
    body: { note: "Wrong account", idempotency_key: "reverse-mistake" },
  });
  await ask("GET /countinghouse/accounts/{account_id}/ledger", { path: account, query: "?source_type=grant&limit=2" });
  await ask("GET /countinghouse/ledger", { query: "?from_on=2026-03-01&minimum_amount=100&limit=2" });
  await ask("GET /countinghouse/ledger/operators", {});
  const march = "?from_on=2026-03-01&through_on=2026-03-31";
  await ask("GET /countinghouse/accounts/{account_id}/statement", { path: account, query: march });
  await ask("GET /countinghouse/accounts/{account_id}/statement/pdf", { path: account, query: march });
  await ask("GET /countinghouse/ledger/{entry_id}", { path: { entry_id: grant.id } });
  await ask("GET /countinghouse/accounts/{account_id}/balances_as_of", { path: account, query: "?on=2026-03-01" });
  await ask("GET /countinghouse/balances_as_of", { query: "?on=2026-03-01&by=recorded" });
}

async function subscribe(book: TestBook, ask: Ask, company: Company): Promise<void> {
  const { ada, globex, initech, planId, lowPriceId } = company;
  const account = { account_id: globex };
  const change = { type: "start", plan_id: planId, price_id: lowPriceId, period: "month", start_on: "2026-03-01" };
  const preview = await ask("POST /countinghouse/accounts/{account_id}/subscription/preview", {
    path: account,
    body: { change },
  });
  const { pinned_on, fingerprint } = preview;
  await ask("POST /countinghouse/accounts/{account_id}/subscription/changes", {
    path: account,
    body: { change, pinned_on, fingerprint, idempotency_key: "globex-starts" },
  });
  await ask("GET /countinghouse/accounts/{account_id}/subscription", { path: account });
  await ask("GET /countinghouse/accounts/{account_id}", { path: account });
  await ask("PATCH /countinghouse/accounts/{account_id}", {
    path: account,
    body: { payment_terms_days: 14, idempotency_key: "globex-has-two-weeks" },
  });
  await ask("GET /organizations/{organization_id}/billing/subscription", { path: { organization_id: globex } });

  const soloPlanId = await createPlan(book, { name: "Solo", slug: "solo", forKind: "user", monthlyMinor: 20_00 });
  const tryPlanId = await createPlan(book, { name: "Studio", slug: "studio", monthlyMinor: 40_00, trialDays: 14 });
  const first = { period: "month", startOn: "2026-03-01" } as const;
  await book.ask("subscriptions.create", { accountId: ada, planId: soloPlanId, ...first });
  await book.ask("subscriptions.create", { accountId: initech, planId: tryPlanId, ...first });
  await ask("GET /users/{user_id}/billing/subscription", { path: { user_id: ada } });
  const { data: inTrial } = await ask("GET /billing/subscription_items", { query: "?status=free_trial" });
  await ask("POST /billing/subscription_items/{subscription_item_id}/extend_free_trial", {
    path: { subscription_item_id: inTrial[0].id },
    body: { extend_to: "2026-03-22T00:00:00Z" },
  });
}

async function invoiceByHand(ask: Ask, { ada }: Company): Promise<void> {
  const account = { account_id: ada };
  const charge = { description: "Onboarding", unit_amount: 10000, currency: "USD" };
  await ask("POST /countinghouse/accounts/{account_id}/charges", {
    path: account,
    body: { ...charge, idempotency_key: "onboarding" },
  });
  const twice = await ask("POST /countinghouse/accounts/{account_id}/charges", {
    path: account,
    body: { ...charge, idempotency_key: "onboarding-again" },
  });
  await ask("GET /countinghouse/accounts/{account_id}/charges", { path: account });
  await ask("DELETE /countinghouse/charges/{charge_id}", { path: { charge_id: twice.charge_id } });
  const preview = await ask("GET /countinghouse/accounts/{account_id}/invoice_preview", { path: account });
  await ask("GET /countinghouse/accounts/{account_id}/invoice_preview/pdf", { path: account });
  const { pinned_on, fingerprint } = preview;
  const { id } = await ask("POST /countinghouse/accounts/{account_id}/invoices", {
    path: account,
    body: { pinned_on, fingerprint, idempotency_key: "first-of-ada" },
  });
  await ask("POST /users/{user_id}/billing/credits", {
    path: { user_id: ada },
    body: { amount: 500, action: "increase", currency: "USD", idempotency_key: "a-little-more" },
  });
  await ask("POST /countinghouse/accounts/{account_id}/apply_credit", {
    path: account,
    body: { idempotency_key: "apply-ada" },
  });
  const invoice = { invoice_id: id };
  await ask("POST /countinghouse/invoices/{invoice_id}/payments", {
    path: invoice,
    body: { amount: 10000, received_on: "2026-03-01", reference: "Bank 17", idempotency_key: "payment-17" },
  });
  await ask("GET /countinghouse/invoices/{invoice_id}", { path: invoice });
  await ask("GET /countinghouse/invoices/{invoice_id}/pdf", { path: invoice });
  const content = { lines: [{ position: 1, amount: 500 }], destination: "credit" };
  const note = await ask("POST /countinghouse/invoices/{invoice_id}/credit_notes/preview", {
    path: invoice,
    body: content,
  });
  const issuedNote = await ask("POST /countinghouse/invoices/{invoice_id}/credit_notes", {
    path: invoice,
    body: { ...content, fingerprint: note.fingerprint, idempotency_key: "note-of-ada" },
  });
  await ask("GET /countinghouse/invoices/{invoice_id}/credit_notes/{credit_note_id}/pdf", {
    path: { ...invoice, credit_note_id: issuedNote.id },
  });
}

async function runBilling(book: TestBook, ask: Ask, { globex }: Company): Promise<void> {
  const { chargeId } = await book.ask("invoices.addCharge", {
    accountId: globex,
    description: "Far too much",
    unitMinor: Number.MAX_SAFE_INTEGER,
    currency: "USD",
  });
  await book.setToday("2026-04-01");
  const through = { through_on: "2026-04-01" };
  const dryRun = await ask("POST /countinghouse/billing_runs/dry_run", { body: through });
  await untilOver(book, ask, dryRun.job_id);
  const run = await ask("POST /countinghouse/billing_runs", { body: { ...through, idempotency_key: "april" } });
  await untilOver(book, ask, run.job_id);
  await book.ask("invoices.removeCharge", { chargeId });
  const { data: runs } = await ask("GET /countinghouse/billing_runs");
  const path = { run_id: runs[0].id };
  const retried = await ask("POST /countinghouse/billing_runs/{run_id}/retry_parked", {
    path,
    body: { idempotency_key: "april-again" },
  });
  await untilOver(book, ask, retried.job_id);
  await ask("GET /countinghouse/billing_runs/{run_id}", { path });
  await ask("POST /countinghouse/billing_runs/{run_id}/resume", {
    path,
    body: { idempotency_key: "april-resumed" },
    status: 409,
  });
  await ask("GET /countinghouse/accounts/{account_id}/invoices", { path: { account_id: globex } });
  await ask("GET /countinghouse/invoices", { query: "?state=paid&limit=5" });
}

async function changeItems(book: TestBook, ask: Ask, { globex, lowPriceId, highPriceId }: Company): Promise<void> {
  await ask("GET /countinghouse/subscriptions", { query: "?search=globex" });
  const organization = { organization_id: globex };
  const read = async () =>
    await ask("GET /organizations/{organization_id}/billing/subscription", { path: organization });
  const before = (await read()).subscription_items[0];
  await ask("POST /billing/subscription_items/{subscription_item_id}/price_transition", {
    path: { subscription_item_id: before.id },
    body: { from_price_id: lowPriceId, to_price_id: highPriceId },
  });
  const item = { subscription_item_id: (await read()).subscription_items[0].id };
  const { discountId } = await book.ask("discounts.create", { name: "Launch", partsPerMillion: 100_000, periods: 3 });
  await ask("POST /billing/subscription_items/{subscription_item_id}/discounts", {
    path: item,
    body: { discount_id: discountId },
  });
  await ask("DELETE /billing/subscription_items/{subscription_item_id}/discounts/{discount_id}", {
    path: { ...item, discount_id: discountId },
  });
  await ask("DELETE /billing/subscription_items/{subscription_item_id}", { path: item });
  const { data: statements } = await ask("GET /billing/statements", { query: "?limit=2" });
  const path = { statementID: statements[0].id };
  await ask("GET /billing/statements/{statementID}", { path });
  await ask("GET /billing/statements/{statementID}/payment_attempts", { path });
}

async function settle(book: TestBook, ask: Ask, { ada, initech }: Company): Promise<void> {
  await payBy(book, ada, "succeeds");
  const openOf = async (accountId: string) =>
    (await book.ask("invoices.list", { accountId, state: "open" })).rows[0]?.id ?? "";
  await ask("POST /countinghouse/invoices/{invoice_id}/collect", {
    path: { invoice_id: await openOf(ada) },
    body: { idempotency_key: "collect-ada" },
  });
  const invoice = { invoice_id: await openOf(initech) };
  await ask("POST /countinghouse/invoices/{invoice_id}/mark_uncollectible", {
    path: invoice,
    body: { idempotency_key: "give-up-initech" },
  });
  const cheque = { invoiceId: invoice.invoice_id, amountMinor: 5_00, receivedOn: null, reference: "Cheque 118" };
  const { invoice: partlyPaid } = await book.ask("invoices.recordPayment", cheque);
  await ask("POST /countinghouse/payments/{payment_id}/take_back", {
    path: { payment_id: partlyPaid.payments[0]?.id ?? "" },
    body: { reason: "The cheque bounced", idempotency_key: "bounced-initech" },
  });
  const { id: hopeless } = await issueInvoice(book, initech, [{ unitMinor: 12_00 }]);
  await ask("POST /countinghouse/invoices/{invoice_id}/write_off", {
    path: { invoice_id: hopeless },
    body: { reason: "Insolvent", idempotency_key: "write-off-initech" },
  });
  await ask("POST /countinghouse/invoices/{invoice_id}/void", {
    path: invoice,
    body: { note: "Never delivered", idempotency_key: "void-initech" },
  });
  const { job_id } = await ask("POST /countinghouse/verifications");
  await untilOver(book, ask, job_id);
  await ask("GET /countinghouse/jobs");
  await ask("DELETE /countinghouse/jobs/{job_id}", { path: { job_id } });
}

async function importAccounts(book: TestBook, ask: Ask): Promise<void> {
  const text = "email,name,currency\nlin@example.com,Lin Wei,EUR\n";
  const upload_id = "users-of-march";
  await ask("POST /countinghouse/imports/files", {
    body: { upload_id, from_byte: 0, base64: Buffer.from(text).toString("base64") },
  });
  const look = await ask("POST /countinghouse/imports/inspect", { body: { upload_id } });
  await untilOver(book, ask, look.job_id);
  const { result } = await ask("GET /countinghouse/jobs/{job_id}", { path: { job_id: look.job_id } });
  const file = { kind: result.kind, name: "users.csv", upload_id, choices: result.choices };
  const write = await ask("POST /countinghouse/imports", {
    body: { files: [file], mode: "write", idempotency_key: "users-of-march" },
  });
  await untilOver(book, ask, write.job_id);
  const { result: report } = await ask("GET /countinghouse/jobs/{job_id}", { path: { job_id: write.job_id } });
  if (report.outcome !== "written") throw new Error(`The import was ${report.outcome}`);
}

async function giveCreditToMany(book: TestBook, ask: Ask, { ada, globex }: Company): Promise<void> {
  const text = `account,amount,reason\n${ada},5.00,courtesy\n${globex},7.50,goodwill\n`;
  const upload_id = "outage-of-march";
  await ask("POST /countinghouse/imports/files", {
    body: { upload_id, from_byte: 0, base64: Buffer.from(text).toString("base64") },
  });
  const look = await ask("POST /countinghouse/batches/inspect", { body: { upload_id } });
  await untilOver(book, ask, look.job_id);
  const { result } = await ask("GET /countinghouse/jobs/{job_id}", { path: { job_id: look.job_id } });
  const check = await ask("POST /countinghouse/batches", {
    body: { upload_id, name: "outage.csv", choices: result.choices },
  });
  await untilOver(book, ask, check.job_id);
  const { data } = await ask("GET /countinghouse/batches");
  const path = { batch_id: data[0].id };
  const apply = await ask("POST /countinghouse/batches/{batch_id}/apply", {
    path,
    body: { rows: "all", idempotency_key: "outage" },
  });
  await untilOver(book, ask, apply.job_id);
  await ask("GET /countinghouse/batches/{batch_id}", { path });
  await ask("GET /countinghouse/batches/{batch_id}/rows", { path, query: "?limit=1" });
  const undo = await ask("POST /countinghouse/batches/{batch_id}/undo", {
    path,
    body: { note: "Wrong month", idempotency_key: "outage-undone" },
  });
  await untilOver(book, ask, undo.job_id);
  const again = await ask("POST /countinghouse/batches", {
    body: { upload_id, name: "outage.csv", choices: result.choices },
  });
  await untilOver(book, ask, again.job_id);
  const { data: batches } = await ask("GET /countinghouse/batches");
  await ask("DELETE /countinghouse/batches/{batch_id}", { path: { batch_id: batches[0].id } });
}

async function backUp(book: TestBook, ask: Ask): Promise<void> {
  const { job_id } = await ask("POST /countinghouse/backups", { body: {} });
  await untilOver(book, ask, job_id);
  await ask("GET /countinghouse/backups");
  await ask("GET /countinghouse/backup_plan");
  await ask("PATCH /countinghouse/backup_plan", { body: { every: "hour", idempotency_key: "copies-every-hour" } });
}

async function exportLists(book: TestBook, ask: Ask): Promise<void> {
  const of = { list: "invoices", state: "open" };
  const { job_id } = await ask("POST /countinghouse/exports", { body: { of, format: "csv" } });
  await untilOver(book, ask, job_id);
  await ask("GET /countinghouse/exports/{job_id}/file", { path: { job_id } });
  const pdfs = await ask("POST /countinghouse/invoice_pdf_exports", {
    body: { of: { issued_from_on: "2026-01-01", issued_through_on: "2026-03-31", paid_by: "manual" } },
  });
  await untilOver(book, ask, pdfs.job_id);
  await ask("GET /countinghouse/journal_accounts");
  const account = { number: "2110", name: "Credit of customers", type: "liability" };
  await ask("PATCH /countinghouse/journal_accounts", {
    body: { accounts: [{ role: "credit", account }], idempotency_key: "account-of-credit" },
  });
  const journal = await ask("POST /countinghouse/journal_exports", {
    body: { from_on: "2026-03-01", through_on: "2026-03-31", format: "beancount" },
  });
  await untilOver(book, ask, journal.job_id);
  const whole = await ask("POST /countinghouse/book_exports", { body: {} });
  await untilOver(book, ask, whole.job_id);
  await ask("GET /countinghouse/book_exports/{job_id}/file", { path: { job_id: whole.job_id } });
}

async function closeMonth(book: TestBook, ask: Ask): Promise<void> {
  await book.setToday("2026-06-02");
  const { next } = await ask("GET /countinghouse/periods");
  const path = { month: next.month };
  await ask("GET /countinghouse/periods/{month}/preview", { path });
  await ask("POST /countinghouse/periods/{month}/close", { path, body: { idempotency_key: `close-${next.month}` } });
  await ask("GET /countinghouse/periods/{month}/receipt", { path });
  await ask("GET /countinghouse/periods/{month}/receipt/pdf", { path });
  await ask("POST /countinghouse/periods/{month}/reopen", {
    path,
    body: { reason: "A payment was recorded late", idempotency_key: `reopen-${next.month}` },
  });
}

async function followWebhook(book: TestBook, ask: Ask, endpointId: string): Promise<void> {
  const path = { endpoint_id: endpointId };
  const key = (idempotency_key: string) => ({ path, body: { idempotency_key } });
  await ask("PATCH /countinghouse/webhooks/{endpoint_id}", {
    path,
    body: { description: "The new warehouse", event_types: ["ledgerEntry.created"], idempotency_key: "new-warehouse" },
  });
  await ask("POST /countinghouse/webhooks/{endpoint_id}/test", key("test-warehouse"));
  await vi.waitFor(
    async () => {
      const { rows } = await book.ask("webhooks.deliveries", { state: "waiting" });
      if (rows.length > 0) throw new Error("Not everything has been delivered");
    },
    { timeout: 20_000 },
  );
  await ask("GET /countinghouse/webhooks");
  const { data } = await ask("GET /countinghouse/webhook_deliveries", { query: "?state=delivered&limit=2" });
  const { rows } = await book.ask("webhooks.deliveries", {});
  const grant = rows.findLast((row) => row.eventType === "ledgerEntry.created")?.id ?? "";
  await ask("GET /countinghouse/webhook_deliveries/{delivery_id}", { path: { delivery_id: grant } });
  await ask("POST /countinghouse/webhook_deliveries/{delivery_id}/resend", {
    path: { delivery_id: data[0].id },
    body: { idempotency_key: "once-more" },
  });
  await ask("POST /countinghouse/webhooks/{endpoint_id}/resend_failed", key("all-that-failed"));
  await ask("POST /countinghouse/webhooks/{endpoint_id}/rotate_secret", key("new-secret"));
  await ask("DELETE /countinghouse/webhooks/{endpoint_id}", { path });
}

/** What the weeks came to. */
async function readReports(ask: Ask): Promise<void> {
  const period = "?from_on=2026-01-01&through_on=2026-12-31";
  const report = (name: string, query: string) => ask(`GET /countinghouse/reports/${name}`, { query });
  await report("credit_roll_forward", "?from_on=2026-03-01&through_on=2026-03-31");
  await report("invoice_ageing", "?on=2026-12-31");
  await report("aged_invoices", "?on=2026-12-31&limit=1");
  await report("credit_ageing", "?on=2026-03-31");
  await report("aged_credit", "?on=2026-03-31&limit=1");
  await report("expiring_credit", period);
  await report("expiring_blocks", `${period}&limit=1`);
  await report("top_receivers", `${period}&limit=2`);
  await report("revenue", period);
  await report("revenue_lines", `${period}&limit=1`);
  await report("collections", period);
  await report("collection_items", `${period}&limit=1`);
  await report("anomalies", `${period}&kind=just_below_limit&currency=USD&limit_amount=5000&below_percent=90&limit=1`);
}

/** Calls are written down a moment after they were answered; then it is known how many there are. */
async function readAuditLog(book: TestBook, ask: Ask): Promise<void> {
  await vi.waitFor(
    async () => {
      const { rows } = await book.ask("audit.apiCalls", { limit: 1 });
      if (rows[0]?.act !== "DELETE /v1/countinghouse/webhooks/{endpoint_id}")
        throw new Error("Not all is written down");
    },
    { timeout: 20_000 },
  );
  await ask("GET /countinghouse/api_calls", { query: "?limit=2" });
  await ask("GET /countinghouse/audit", { query: "?act=webhooks.update&limit=2" });
  const clerk = { role: "clerk", currency: "USD" };
  await ask("PATCH /countinghouse/limits/{role}/{currency}", {
    path: clerk,
    body: { per_act: 10_000, per_day: null, idempotency_key: "limit-of-clerks" },
  });
  await ask("GET /countinghouse/limits");
  await ask("DELETE /countinghouse/limits/{role}/{currency}", { path: clerk });
}

/** What the warehouse asks for, its owner cannot approve; from here on there is somebody else, with a key of their own. */
async function askForApproval(book: TestBook, ask: Ask, { ada }: Company): Promise<Ann> {
  const upload_id = "mail-of-ada";
  const base64 = Buffer.from("Three weeks without service").toString("base64");
  await ask("POST /countinghouse/imports/files", { body: { upload_id, from_byte: 0, base64 } });
  const requestFor = (amountMinor: number, name: string) =>
    ask("POST /countinghouse/approvals", {
      body: {
        act: {
          method: "credits.adjust",
          input: {
            account_id: ada,
            action: "increase",
            amount: amountMinor,
            currency: "USD",
            reason_code: "goodwill",
            idempotency_key: name,
          },
        },
        comment: "Three weeks without service",
        evidence: [{ upload_id, name: "mail.txt" }],
        idempotency_key: `${name}-asked-for`,
      },
    });
  const asked = await requestFor(900_00, "three-weeks");
  const [again, twice] = [await requestFor(900_00, "three-weeks-again"), await requestFor(1_800_00, "six-weeks")];
  await ask("GET /countinghouse/approvals", { query: "?which=mine&limit=1" });
  await ask("GET /countinghouse/approvals/{request_id}", { path: { request_id: asked.id } });
  await ask("GET /countinghouse/approvals/{request_id}/evidence/{digest}", {
    path: { request_id: asked.id, digest: asked.evidence[0].sha256 },
  });
  await ask("POST /countinghouse/approvals/{request_id}/withdraw", {
    path: { request_id: again.id },
    body: { comment: "Asked for twice", idempotency_key: "withdrawn" },
  });
  await addOperators(book, { ann: "admin" });
  const ann = await signedInDoor(book, "ann");
  const { keyId, secret: key, secretHash } = await makeApiKey(crypto, 1_700_000_000_000);
  await ann.ask("apiKeys.create", { keyId, secretHash, name: "Controlling", scopes: ["admin"], expiresAtMs: null });
  await ask("POST /countinghouse/approvals/{request_id}/approve", {
    key,
    path: { request_id: asked.id },
    body: { fingerprint: asked.fingerprint, comment: "As agreed", idempotency_key: "approved" },
  });
  await ask("POST /countinghouse/approvals/{request_id}/reject", {
    key,
    path: { request_id: twice.id },
    body: { comment: "It was three weeks", idempotency_key: "rejected" },
  });
  return { door: ann, key };
}

/** Who came last, and may do everything. */
interface Ann {
  readonly door: TestBook;
  readonly key: string;
}

/** The book is linked to an upstream that bills Bo, whose credit it uses. */
async function followLink(ask: Ask, { door, key }: Ann): Promise<void> {
  const upstream = await startTestApi({ today: "2026-03-01" });
  const there = upstream.book;
  const { accountId: bo } = await there.ask("accounts.create", {
    kind: "user",
    name: "Bo Berg",
    contact: "bo@example.com",
  });
  await there.ask("accounts.create", { kind: "organization", name: "Odd Ltd", contact: "odd" });
  const plan = { name: "Solo", slug: "solo", forKind: "user", currency: "USD", monthlyMinor: 20_00 } as const;
  const { planId } = await there.ask("plans.create", plan);
  await there.ask("subscriptions.create", { accountId: bo, planId, period: "month", startOn: "2026-03-01" });
  await adjust(there, bo, 30_00);
  await billThrough(there, "2026-03-01");
  await door.ask("accounts.create", { kind: "user", name: "An odd one", contact: "odd" });
  await link({ here: door, upstream, address: `${upstream.origin}/v1` });
  const upstreamOfOdd = (await ask("GET /countinghouse/link/accounts", { key, query: "?state=doubtful" })).data[0]
    .upstream_id;
  await ask("POST /countinghouse/link/accounts/{upstream_id}/match", {
    key,
    path: { upstream_id: upstreamOfOdd },
    body: { account_id: null, idempotency_key: "odd-is-new" },
  });
  await ask("GET /countinghouse/link/plans", { key });
  await ask("GET /countinghouse/link/items", { key });
  // Credit is used there that is still believed to be here.
  await there.setToday("2026-04-01");
  await billThrough(there, "2026-04-01");
  const { id: entryId } = await adjust(door, bo, -5_00);
  await untilItem(door, entryId, ({ state }) => state === "refused");
  await ask("GET /countinghouse/outbox", { key, query: "?state=refused" });
  await ask("GET /countinghouse/outbox/{entry_id}", { key, path: { entry_id: entryId } });
  await ask("POST /countinghouse/outbox/{entry_id}/settle", {
    key,
    path: { entry_id: entryId },
    body: { as: "reverse", idempotency_key: "taken-back" },
  });
  await ask("POST /countinghouse/outbox/retry", { key, body: { entry_id: null, idempotency_key: "again" } });
  await refresh(door);
  await ask("POST /countinghouse/link/sync", { key, body: {} });
  await untilLink(door, ({ isAtWork }) => !isAtWork);
  await ask("GET /countinghouse/link", { key });
  await ask("GET /countinghouse/link/statements", { key, query: "?is_unsettled=true" });
  const { data: differences } = await ask("GET /countinghouse/link/differences", { key });
  const [{ difference, explanation }] = differences;
  await ask("POST /countinghouse/link/differences/{account_id}/settle", {
    key,
    path: { account_id: bo },
    body: { difference: difference.amount, explained: explanation.amount.amount, idempotency_key: "as-billed" },
  });
  await ask("POST /countinghouse/link/remove", { key, body: { idempotency_key: "unlinked" } });
}

/** Wait until a job is over; asked about once more, it is the example of one. */
async function untilOver(book: TestBook, ask: Ask, jobId: string): Promise<void> {
  await vi.waitFor(async () => {
    const { state } = await book.ask("jobs.get", { jobId });
    if (state === "running") throw new Error("The job is not over");
  }, 20_000);
  await ask("GET /countinghouse/jobs/{job_id}", { path: { job_id: jobId } });
}
