import { describe, expect, test } from "vitest";
import { createTestBook } from "../../support/book.ts";
import { createCustomer } from "../../support/company.ts";
import { addEndpoint, deliveriesOf, deliveringHost } from "../../support/webhooks.ts";

describe("text that is looked for", () => {
  const hostile = ["a\0b", "\0", "\uD800", "half \uDC00 pair"];

  test("is refused with a character that cannot be stored, wherever it is looked for", async () => {
    const book = await createTestBook();
    for (const text of hostile) {
      const refusals = [
        await book.refusal("book.search", { text }),
        await book.refusal("accounts.list", { search: text }),
        await book.refusal("accounts.find", { reference: text }),
        await book.refusal("invoices.list", { search: text }),
        await book.refusal("listings.items", { search: text }),
        await book.refusal("listings.account", { kind: "user", idOrSlug: text }),
        await book.refusal("listings.accounts", { kind: "user", filters: { search: text } }),
        await book.refusal("listings.accounts", { kind: "user", filters: { partOfName: text } }),
        await book.refusal("listings.accounts", { kind: "user", filters: { partOfContact: text } }),
        await book.refusal("listings.accounts", { kind: "user", filters: { partOfUsername: text } }),
        await book.refusal("listings.accounts", { kind: "user", filters: { contacts: [text] } }),
      ];
      expect(refusals.map(({ code }) => code)).toEqual(refusals.map(() => "invalid_input"));
    }
  });

  const syntax = [
    '"',
    '""',
    "'",
    "*",
    "-a",
    "NOT",
    "a OR b",
    "name:x",
    "(",
    ")",
    "{a b}",
    "^a",
    "NEAR(a b, 2)",
    "a + b",
    "\\",
    ";--",
    "%",
    "_",
    "\t",
    "\u{1F600}",
    "\u0301",
    "\u00ad",
    "\u200b",
  ];

  test("is text, never the search's own syntax", async () => {
    const book = await createTestBook();
    const find = async (search: string) => (await book.ask("accounts.list", { search })).rows.map(({ name }) => name);
    for (const [index, text] of syntax.entries()) {
      const name = `before${index}${text}after`;
      await book.ask("accounts.create", { kind: "user", name });
      expect(await find(name)).toEqual([name]);
      expect(await find(`before${index}${text}`)).toEqual([name]);
      await find(text);
      await book.ask("book.search", { text });
    }
  });
});

describe("metadata of an account", () => {
  const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);

  test("is kept as deep as anybody writes it", async () => {
    const book = await createTestBook();
    const publicMetadata = { deep: nested(90), text: "\0 \uD800 é", number: -0.5, nothing: null };
    const { accountId } = await book.ask("accounts.create", { kind: "user", name: "Ann", profile: { publicMetadata } });
    const { profile } = await book.ask("listings.account", { kind: "user", idOrSlug: accountId });
    expect(profile?.publicMetadata).toEqual(publicMetadata);
  });

  const circular: Record<string, unknown> = {};
  circular["self"] = circular;
  test("is refused with what JSON cannot say, or the database cannot read", async () => {
    const book = await createTestBook();
    const odd = [{ deep: nested(2000) }, { value: Number.NaN }, { value: new Date(0) }, { value: 1n }, circular];
    for (const publicMetadata of [...odd, { value: undefined }]) {
      const input = { kind: "user", name: "Ann", profile: { publicMetadata } };
      expect((await book.refusal("accounts.create", input)).code).toBe("invalid_input");
    }
  });
});

describe("attempts at a delivery", () => {
  test("are refused with nothing to say, with what cannot be stored, and where they took longer than a day", async () => {
    const book = await createTestBook();
    const { id } = await addEndpoint(book);
    await book.ask("webhooks.sendTest", { endpointId: id });
    const [delivery] = await deliveriesOf(book);
    const odd = [
      { status: null, problem: null },
      { status: null, problem: "\uD800" },
      { status: 500, problem: null, tookMs: Number.MAX_SAFE_INTEGER },
    ];
    for (const attempt of odd) {
      const attempts = [{ deliveryId: delivery?.id, startedAtMs: 1, tookMs: 1, ...attempt }];
      const told = await book.engine.dispatch("webhooks.recordAttempts", { attempts }, deliveringHost);
      expect(told).toMatchObject({ ok: false, error: { code: "invalid_input" } });
    }
  });

  test("at the end of time are tried again no later", async () => {
    const book = await createTestBook();
    const { id } = await addEndpoint(book);
    await book.ask("webhooks.sendTest", { endpointId: id });
    const [delivery] = await deliveriesOf(book);
    const startedAtMs = Date.parse("9999-12-31T23:59:59.999Z");
    const attempts = [{ deliveryId: delivery?.id, startedAtMs, tookMs: 1, status: 500, problem: null }];
    await book.engine.dispatch("webhooks.recordAttempts", { attempts }, deliveringHost);
    expect((await deliveriesOf(book))[0]?.nextAttemptAtMs).toBe(startedAtMs);
  });
});

describe("balances on days that are not in their order", () => {
  test("beyond the safe integers are refused", async () => {
    const book = await createTestBook({ today: "2026-03-12" });
    const accountId = await createCustomer(book);
    const most = String(Number.MAX_SAFE_INTEGER).replace(/..$/u, ".$&");
    const rows = [`1,2026-03-10,${most}`, `2,2026-03-12,-${most}`, `3,2026-03-05,${most}`];
    const text = ["sequence,effective_on,amount,account_id,currency", ...rows.map((row) => `${row},${accountId},USD`)];
    await book.runJob("accounts.import", {
      mode: "write",
      files: [{ kind: "ledger_entries", name: "ledger.csv", text: text.join("\n") }],
    });
    expect((await book.ask("credits.balance", { accountId })).balances).toMatchObject([
      { ledgerMinor: Number.MAX_SAFE_INTEGER },
    ]);
    // On March 10 it was twice that.
    const refusal = await book.refusal("accounts.balanceHistory", { accountId, currency: "USD" });
    expect(refusal.code).toBe("amount_out_of_range");
  });
});

describe("what the API answered", () => {
  test("is not written down of a key that the book does not have", async () => {
    const book = await createTestBook();
    const call = { operator: "x", act: "GET /users", status: 200, subjectId: null };
    const calls = [
      { ...call, keyId: null },
      { ...call, keyId: `key_${"0".repeat(26)}` },
    ];
    const told = await book.engine.dispatch("audit.record", { calls }, deliveringHost);
    expect(told).toMatchObject({ ok: false, error: { code: "api_key_not_found" } });
    expect((await book.ask("audit.apiCalls", {})).rows).toEqual([]);
  });
});
