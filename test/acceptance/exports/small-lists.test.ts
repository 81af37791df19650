import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { readXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { keyCaller } from "../../../src/main/hosts/callers.ts";
import { makeApiKey } from "../../../src/shared/api-key.ts";
import type { MethodInput } from "../../../src/shared/contract/index.ts";
import { tableFormats } from "../../../src/shared/contract/export-formats.ts";
import { makeWebhookSecret } from "../../../src/shared/webhook-secret.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { adjust, createCustomer } from "../../support/company.ts";
import { rowsOf } from "../../support/exports.ts";
import { addOperators, signedInDoor } from "../../support/operators.ts";
import { passphraseOf } from "../../support/passphrases.ts";
import { addEndpoint, deliveriesOf } from "../../support/webhooks.ts";

type Exported = MethodInput<"exports.make">["of"];

const formula = '=HYPERLINK("https://example.com")';

async function textOf(book: TestBook, of: Exported, format: "csv" | "jsonl" = "csv"): Promise<string> {
  return readFileSync((await book.runJob("exports.make", { of, format })).result.path, "utf8");
}

const rowsIn = async (book: TestBook, of: Exported) => rowsOf(await textOf(book, of));

describe("what a book is set up with, as files (BEHAVIOUR 14.3)", () => {
  test("plans and prices with their tiers as the command line takes them, tax rates and discounts", async () => {
    const book = await createTestBook();
    const { planId } = await book.ask("plans.create", {
      name: formula,
      slug: "business",
      forKind: "organization",
      currency: "USD",
      monthlyMinor: 50_00,
      annualMonthlyMinor: 40_00,
      trialDays: 14,
      features: [
        { slug: "export", name: "Export" },
        { slug: "sso", name: "Single sign-on" },
      ],
      seatPrice: {
        blockSize: 5,
        tiers: [
          { startsAtBlock: 1, endsAfterBlock: 10, feePerBlockMinor: 8_00 },
          { startsAtBlock: 11, endsAfterBlock: null, feePerBlockMinor: 6_50 },
        ],
      },
    });
    await book.ask("prices.create", { planId, description: "@Acme", currency: "JPY", monthlyMinor: 1500 });
    await book.ask("taxRates.create", { name: "+VAT", ratePartsPerMillion: 75_000 });
    await book.ask("discounts.create", { name: "-Partner", partsPerMillion: 125_000, periods: 3 });
    await book.ask("discounts.create", { name: "Welcome", amountMinor: 5_00, currency: "USD" });

    const plans = await rowsIn(book, { list: "plans" });
    const { plans: listed } = await book.ask("plans.list", {});
    expect(plans.map(({ id }) => id)).toEqual(listed.map(({ id }) => id));
    expect(plans.find(({ id }) => id === planId)).toMatchObject({
      slug: "business",
      name: `'${formula}`,
      for: "organization",
      monthly: "50.00",
      annual: "480.00",
      annual_by_month: "40.00",
      trial_days: "14",
      has_seats: "yes",
      seats_per_block: "5",
      seat_tiers: "1-10=8.00 11-=6.50",
      features: "export sso",
      is_archived: "no",
      is_free: "no",
      custom_price_count: "1",
    });
    expect(await rowsIn(book, { list: "prices", planId })).toMatchObject([
      { is_default: "yes", currency: "USD", monthly: "50.00", seat_tiers: "1-10=8.00 11-=6.50" },
      { is_default: "no", currency: "JPY", monthly: "1500", annual: "", seat_tiers: "", description: "'@Acme" },
    ]);
    expect(await rowsIn(book, { list: "tax_rates" })).toMatchObject([{ name: "'+VAT", percent: "7.5" }]);
    expect(await rowsIn(book, { list: "discounts" })).toMatchObject([
      { name: "Welcome", percent: "", amount: "5.00", currency: "USD", periods: "" },
      { name: "'-Partner", percent: "12.5", amount: "", currency: "", periods: "3" },
    ]);
    expect(
      await book.refusal("exports.make", { of: { list: "prices", planId: "cplan_none" }, format: "csv" }),
    ).toMatchObject({ code: "plan_not_found" });
  });

  test("the same rows in every format, amounts as numbers and no text as a formula", async () => {
    const book = await createTestBook();
    await book.ask("discounts.create", { name: formula, amountMinor: 1_234_50, currency: "USD" });
    const { result } = await book.runJob("exports.make", { of: { list: "discounts" }, format: "xlsx" });
    expect(result).toMatchObject({ fileName: "discounts.xlsx", rowCount: 1 });
    const { sheets } = await readXlsx(readFileSync(result.path));
    expect(sheets[0]?.rows[1]?.slice(0, 4)).toEqual([`'${formula}`, null, 1234.5, "USD"]);
    const line = JSON.parse(await textOf(book, { list: "discounts" }, "jsonl")) as Record<string, unknown>;
    expect(line).toMatchObject({ name: formula, percent: null, amount: "1234.50", currency: "USD" });
  });

  test("closed months, with why one was reopened as it was written", async () => {
    const book = await createTestBook();
    await adjust(book, await createCustomer(book), 5_00);
    await book.setToday("2026-02-10");
    await book.ask("periods.close", { month: "2026-01" });
    await book.ask("periods.reopen", { month: "2026-01", reason: "=late" });
    await book.ask("periods.close", { month: "2026-01" });
    const rows = await rowsIn(book, { list: "closed_months" });
    const { closings } = await book.ask("periods.list", {});
    expect(rows.map(({ sequence }) => Number(sequence))).toEqual(closings.map(({ sequence }) => sequence));
    expect(rows).toMatchObject([
      { month: "2026-01", from: "2026-01-01", through: "2026-01-31", reopened_at: "", reason: "" },
      { month: "2026-01", reason: "'=late", reopened_by: "Tess Tester" },
    ]);
  });
});

describe("who works with a book, and what it tells others", () => {
  test("operators, limits, and requests as who exports them sees them", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await addOperators(book, { cleo: "clerk", ann: "approver" });
    const [admin, clerk, approver] = [
      await signedInDoor(book, "bob"),
      await signedInDoor(book, "cleo"),
      await signedInDoor(book, "ann"),
    ];
    await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: 100_00, perDayMinor: null });
    const input = {
      accountId,
      action: "increase" as const,
      amountMinor: 300_00,
      currency: "USD",
      reasonCode: "billing_error",
      note: "As agreed",
      idempotencyKey: randomUUID(),
    };
    const comment = "=cmd";
    const { request } = await clerk.ask("approvals.request", { act: { method: "credits.adjust", input }, comment });

    expect(await rowsIn(admin, { list: "operators" })).toMatchObject([
      { name: "Bob", sign_in_name: "bob", role: "admin", state: "active", has_passphrase: "yes", locked_until: "" },
      { name: "CLEO", sign_in_name: "cleo", role: "clerk" },
      { name: "ANN", sign_in_name: "ann", role: "approver" },
    ]);
    expect(await rowsIn(admin, { list: "limits" })).toEqual([
      { role: "clerk", currency: "USD", per_act: "100.00", per_day: "" },
    ]);
    expect(await rowsIn(clerk, { list: "approvals", which: "for_me" })).toEqual([]);
    expect(await rowsIn(clerk, { list: "approvals", which: "mine" })).toMatchObject([
      { number: "1", state: "pending", act: "credits.adjust", credit: "USD 300.00", comment: "'=cmd", decided_at: "" },
    ]);
    expect(await rowsIn(approver, { list: "approvals", which: "for_me" })).toMatchObject([{ id: request.id }]);
    await approver.ask("approvals.reject", { requestId: request.id, comment: "Too much" });
    expect(await rowsIn(approver, { list: "approvals" })).toEqual([]);
    expect(await rowsIn(approver, { list: "approvals", which: "decided" })).toMatchObject([
      { state: "rejected", decided_by: "ANN", decision: "Too much", entries: "0", accounts: "Globex Corporation" },
    ]);
    for (const format of ["csv", "jsonl"] as const) {
      const text = await textOf(admin, { list: "operators" }, format);
      for (const name of ["bob", "cleo", "ann"]) expect(text).not.toContain(passphraseOf(name));
      expect(text).not.toMatch(/scrypt|argon|hash/iu);
    }
  });

  test("webhooks and more deliveries than a page, of one of them and in one state", async () => {
    const book = await createTestBook();
    const secret = makeWebhookSecret(crypto);
    const { id: endpointId } = await addEndpoint(book, { description: "+Sync", secret });
    const other = await addEndpoint(book, { eventTypes: ["invoice.paid"], address: "http://127.0.0.1:9/other" });
    const rows = Array.from({ length: 2_050 }, (_none, index) => `user_${index},Name ${index},\r\n`).join("");
    await book.runJob("accounts.import", {
      mode: "write",
      files: [{ kind: "users", name: "users.csv", text: `id,name,email\r\n${rows}` }],
    });
    await book.ask("webhooks.sendTest", { endpointId: other.id });

    expect(await rowsIn(book, { list: "webhooks" })).toMatchObject([
      { address: "http://127.0.0.1:9/other", events: "invoice.paid", state: "active", waiting: "1" },
      { description: "'+Sync", events: "all", waiting: "2050", last_status: "" },
    ]);
    const all = await rowsIn(book, { list: "webhook_deliveries" });
    expect(all).toHaveLength(2_051);
    const [newest] = (await deliveriesOf(book)).toReversed();
    expect(all[0]).toMatchObject({ id: newest?.id, event: "webhook.test", state: "waiting", attempts: "0" });
    const ofFirst = await rowsIn(book, { list: "webhook_deliveries", endpointId });
    expect(ofFirst).toHaveLength(2_050);
    expect(new Set(ofFirst.map(({ id }) => id)).size).toBe(2_050);
    expect(await rowsIn(book, { list: "webhook_deliveries", state: "delivered" })).toEqual([]);
    for (const list of ["webhooks", "webhook_deliveries"] as const) {
      for (const format of ["csv", "jsonl"] as const) {
        const text = await textOf(book, { list }, format);
        expect(text).not.toContain("whsec_");
        expect(text).not.toContain(secret.slice("whsec_".length));
      }
    }
  });

  test("keys without their secrets and digests, and only to who may see keys", async () => {
    const book = await createTestBook();
    const { keyId, secret, secretHash } = await makeApiKey(crypto, 1_700_000_000_000);
    await book.ask("apiKeys.create", { keyId, secretHash, name: "=Sync", scopes: ["read", "credits"] });
    const of = { list: "api_keys" as const };
    expect(await rowsIn(book, of)).toMatchObject([
      { id: keyId, name: "'=Sync", scopes: "read credits", state: "active", last_used_at: "", revoked_at: "" },
    ]);
    for (const format of tableFormats) {
      const { result } = await book.runJob("exports.make", { of, format });
      const file = readFileSync(result.path);
      expect(result.right).toBe("programs");
      expect(file.includes(secret)).toBe(false);
      expect(file.includes(secretHash)).toBe(false);
    }
    const reader = keyCaller({ id: "key_of_nobody", name: "Some program" }, ["read"]);
    const byReader = (list: string) => book.engine.dispatch("exports.make", { of: { list }, format: "csv" }, reader);
    expect(await byReader("api_keys")).toMatchObject({ ok: false, error: { code: "not_allowed" } });
    expect(await byReader("plans")).toMatchObject({ ok: true });
  });
});
