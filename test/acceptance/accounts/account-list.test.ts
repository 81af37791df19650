import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AccountRow } from "../../../src/shared/contract/accounts.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { adjust, billThrough, createCustomer } from "../../support/company.ts";

const people = [
  "Zoë Ångström",
  "zoe angler",
  "Émile Zola",
  "Ämne",
  "Bob",
  "bob",
  "Ada Lovelace",
  "O'Brien",
  "李小龙",
  "=HYPERLINK(1)",
];

/** Users with names that sort and search in interesting ways, some subscribed, some with credit. */
async function bookOfPeople(): Promise<TestBook> {
  const book = await createTestBook();
  const users = people.map((name, index) => `user_${index},"${name}",person${index}@example.com`);
  const subscriptions = people.flatMap((_name, index) =>
    index % 3 === 0 ? [`user_${index},pro,month,2026-0${1 + (index % 4)}-15`] : [],
  );
  await book.runJob("accounts.import", {
    mode: "write",
    files: [
      { kind: "plans", name: "plans.csv", text: "slug,name,for,currency,monthly_fee\npro,Pro,user,USD,20" },
      { kind: "users", name: "users.csv", text: ["id,name,email", ...users].join("\n") },
      {
        kind: "subscriptions",
        name: "subscriptions.csv",
        text: ["account,plan,period,start_on", ...subscriptions].join("\n"),
      },
    ],
  });
  for (const index of [1, 3, 5]) await adjust(book, `user_${index}`, index * 10_00);
  return book;
}

const names = (rows: readonly AccountRow[]) => rows.map((row) => row.name);

describe("the list of accounts", () => {
  test("sorts names without regard to case and accents", async () => {
    const book = await bookOfPeople();
    const { rows, total } = await book.ask("accounts.list", {});
    expect(names(rows)).toEqual([
      "=HYPERLINK(1)",
      "Ada Lovelace",
      "Ämne",
      "Bob",
      "bob",
      "Émile Zola",
      "O'Brien",
      "zoe angler",
      "Zoë Ångström",
      "李小龙",
    ]);
    expect(total).toEqual({ count: 10, isExact: true });
  });

  test.each([
    ["zo", ["zoe angler", "Zoë Ångström", "Émile Zola"]],
    ["ZOE", ["zoe angler", "Zoë Ångström"]],
    ["angstrom", ["Zoë Ångström"]],
    ["Zola", ["Émile Zola"]],
    ["person6@", ["Ada Lovelace"]],
    ["user_7", ["O'Brien"]],
    ["o'b", ["O'Brien"]],
    ["李", ["李小龙"]],
    ['"', []],
    ["100%", []],
    ["a OR b", []],
    ["NEAR(bob)", []],
    ["bob*", []],
    ["", names([])],
  ])("finds %j", async (search, found) => {
    const book = await bookOfPeople();
    const { rows } = await book.ask("accounts.list", { search });
    expect(names(rows)).toEqual(search === "" ? expect.arrayContaining(people) : found);
  });

  test("filters by kind, credit and plan", async () => {
    const book = await bookOfPeople();
    const listed = async (input: object) => names((await book.ask("accounts.list", input)).rows);
    expect(await listed({ kind: "organization" })).toEqual([]);
    expect(await listed({ filters: { hasCredit: true } })).toEqual(["Ämne", "bob", "zoe angler"]);
    const { plans } = await book.ask("plans.list", {});
    const planId = plans.find((plan) => plan.slug === "pro")?.id;
    expect(await listed({ filters: { planId } })).toEqual(["=HYPERLINK(1)", "Ada Lovelace", "Ämne", "Zoë Ångström"]);
    expect(await listed({ filters: { planId, hasCredit: true } })).toEqual(["Ämne"]);
  });

  test("finds credit that expires by a day, and not what is used up, gone by then or without an end (BEHAVIOUR 5.1)", async () => {
    const book = await createTestBook();
    await book.setToday("2026-03-01");
    const ids: Record<string, string> = {};
    const grant = async (name: string, expiresOn: string | null) => {
      const accountId = await createCustomer(book, name === "used" ? { feeMinor: 20_00, startOn: "2026-03-01" } : {});
      ids[name] = accountId;
      await book.ask("credits.adjust", {
        accountId,
        action: "increase",
        amountMinor: 10_00,
        currency: "USD",
        reasonCode: "courtesy",
        terms: expiresOn === null ? null : { expiresOn },
      });
    };
    for (const [name, day] of [
      ["soon", "2026-03-31"],
      ["used", "2026-03-10"],
      ["later", "2026-04-01"],
      ["never", null],
    ] as const)
      await grant(name, day);
    await billThrough(book, "2026-03-01");
    const through = async (creditExpiresThroughOn: string, more: object = {}) => {
      const answer = await book.ask("accounts.list", { filters: { creditExpiresThroughOn, ...more } });
      expect(answer.total).toEqual({ count: answer.rows.length, isExact: true });
      return answer.rows.map(({ id }) => Object.keys(ids).find((name) => ids[name] === id) ?? id);
    };
    expect(await through("2026-03-30")).toEqual([]);
    expect(await through("2026-03-31")).toEqual(["soon"]);
    expect((await through("2026-04-01")).toSorted()).toEqual(["later", "soon"]);
    expect(await through("2026-04-01", { currency: "EUR" })).toEqual([]);
    // The midnight at which the day begins ends it.
    await book.setToday("2026-03-31");
    expect(await through("2026-04-01")).toEqual(["later"]);
  });

  test("finds who needs attention: who owes past a due date, or whose subscription was not paid for", async () => {
    const book = await createTestBook();
    await book.setToday("2026-03-01");
    const owing = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-03-01" });
    const fine = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-06-01" });
    await billThrough(book, "2026-03-01");
    const attention = async (more: object = {}) =>
      (await book.ask("accounts.list", { filters: { needsAttention: true, ...more } })).rows.map(({ id }) => id);
    expect(await attention()).not.toContain(fine);
    await book.setToday("2026-05-01");
    expect(await attention()).toEqual([owing]);
    expect(await attention({ hasCredit: true })).toEqual([]);
    expect(
      (await book.ask("accounts.list", { search: "globex", filters: { needsAttention: true } })).rows,
    ).toHaveLength(1);
  });

  test("whatever the sort, its direction and the page size: pages follow each other without losing or repeating a row", async () => {
    const book = await bookOfPeople();
    const by = fc.constantFrom(
      "name",
      "contact",
      "planName",
      "subscriptionStatus",
      "creditBalance",
      "nextChargeOn",
      "nextCharge",
      "pastDue",
      "createdAt",
    );
    await fc.assert(
      fc.asyncProperty(
        by,
        fc.constantFrom("ascending" as const, "descending" as const),
        fc.integer({ min: 1, max: 4 }),
        async (column, direction, limit) => {
          const sort = { by: column, direction } as const;
          const whole = (await book.ask("accounts.list", { sort })).rows.map((row) => row.id);
          const paged: string[] = [];
          let after: string | null = null;
          do {
            const page: { rows: AccountRow[]; nextCursor: string | null } = await book.ask("accounts.list", {
              sort,
              after,
              limit,
            });
            paged.push(...page.rows.map((row) => row.id));
            after = page.nextCursor;
          } while (after !== null);
          expect(paged).toEqual(whole);
          const jumped = await book.ask("accounts.list", { sort, skip: 3, limit });
          expect(jumped.rows.map((row) => row.id)).toEqual(whole.slice(3, 3 + limit));
        },
      ),
      { numRuns: 40 },
    );
  });

  test.each(["nonsense", "WzEsMiwzXQ", "", "////"])(
    "a cursor %j that no list answered with is refused",
    async (after) => {
      const book = await bookOfPeople();
      expect((await book.refusal("accounts.list", { after })).code).toBe("invalid_input");
    },
  );

  test("search over everything finds accounts, invoices by number and entries by id", async () => {
    const book = await bookOfPeople();
    await book.runJob("billing.run", { throughOn: "2026-01-15" });
    const hits = async (text: string) => (await book.ask("book.search", { text })).hits;
    expect(await hits("lovelace")).toMatchObject([{ type: "account", name: "Ada Lovelace" }]);
    expect(await hits("INV-1")).toMatchObject([{ type: "invoice", number: "INV-000001" }]);
    expect((await hits("1")).map((hit) => hit.type)).toContain("invoice");
    const [entry] = (await book.ask("ledger.list", {})).rows;
    expect(await hits(entry?.id ?? "")).toMatchObject([{ type: "entry", id: entry?.id }]);
    expect(await hits("nobody at all")).toEqual([]);
  });
});
