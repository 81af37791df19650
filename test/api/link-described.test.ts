import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createTestBook, openTestBook, type TestBook } from "../support/book.ts";
import { adjust, creditOf } from "../support/company.ts";
import { startDescribedUpstream, type DescribedUpstream } from "../support/described-upstream.ts";
import { rowsOf } from "../support/exports.ts";
import { pullAndKill } from "../support/kill.ts";
import { drainOutbox, refresh, untilItem, untilLink } from "../support/linked-books.ts";
import { linkPassphrase } from "../support/link-passphrase.ts";
import { hasOfficialDescription } from "../support/official-description.ts";

const dayMs = 86_400_000;
const januaryMs = Date.parse("2026-01-01T00:00:00Z");

const user = (id: string, amount: number | null = null) => ({
  id: `user_${id}`,
  name: id,
  credit: amount === null ? null : { amount, currency: "USD" },
});

/** A plan with its one price. */
function addPlan(
  { plans, prices, made, money }: DescribedUpstream,
  id: string,
  amount: number,
  currency = "USD",
): void {
  const fields = { name: id, slug: id, for_payer_type: "user", publicly_visible: true, fee: money(amount, currency) };
  plans.push(made("CommercePlan", { id: `cplan_${id}`, ...fields }));
  const price = { plan_id: `cplan_${id}`, instance_id: "ins_one", currency, amount, is_default: true };
  prices.push(made("BillingPriceResponse", { id: `cprice_${id}`, ...price }));
}

function subscribe({ items, made }: DescribedUpstream, userId: string, plan: string, fields: object = {}): void {
  items.push(
    made("CommerceSubscriptionItem", {
      id: `csub_item_${items.length + 1}`,
      instance_id: "ins_one",
      plan_id: `cplan_${plan}`,
      price_id: `cprice_${plan}`,
      payer: made("CommercePayerResponse", { id: `cpayer_${userId}`, user_id: userId }),
      period_start: januaryMs,
      period_end: januaryMs + 31 * dayMs,
      ...fields,
    }),
  );
}

/** A statement whose one charge used so much credit. It is tried twice, which says the same twice. */
function addStatement(upstream: DescribedUpstream, userId: string, used: number, left: number): void {
  const { statements, made, money } = upstream;
  const id = `stmt_${statements.length + 1}`;
  const payer = made("CommercePayerResponse", { user_id: userId });
  const credits = {
    proration: null,
    total: money(used),
    payer: { applied_amount: money(used), remaining_balance: money(left) },
  };
  const totals = {
    ...made("CommerceTotalsResponse-2", {}),
    subtotal: money(used),
    base_fee: money(used),
    tax_total: money(0),
    grand_total: money(used),
    credits,
  };
  const method = made("CommercePaymentMethodResponse", {});
  const attempt = (status: string) =>
    made("BillingPaymentAttempt", {
      payee: {},
      payer,
      amount: money(0),
      totals,
      payment_method: method,
      statement_id: id,
      status,
    });
  const sums = { grand_total: money(used), subtotal: money(used), base_fee: money(used), tax_total: money(0) };
  const group = {
    object: "commerce_statement_group",
    timestamp: januaryMs,
    items: [attempt("paid"), attempt("failed")],
  };
  statements.unshift(
    made("BillingStatement", {
      id,
      payer,
      timestamp: januaryMs + statements.length * dayMs,
      totals: sums,
      groups: [group],
    }),
  );
}

async function linkTo({ address, secretKey }: DescribedUpstream): Promise<TestBook> {
  const here = await createTestBook();
  await here.ask("link.create", { address, secretKey, passphrase: linkPassphrase });
  await untilLink(here, ({ lastPullAtMs, isAtWork }) => lastPullAtMs !== null && !isAtWork);
  return here;
}

test.skipIf(!hasOfficialDescription)(
  "a server that is made of Clerk's description alone is pulled, sent to and reconciled, within what the description says",
  async () => {
    const upstream = await startDescribedUpstream();
    const { users, organizations, problems, adjustments } = upstream;
    // Two pages, of which the last has two.
    for (let index = 0; index < 502; index += 1)
      users.push(user(String(index).padStart(4, "0"), index === 0 ? 50_00 : null));
    organizations.push({ id: "org_one", name: "One", credit: { amount: 7_00, currency: "USD" } });
    addPlan(upstream, "pro", 20_00);
    // A plan in a currency that nobody knows is kept with the reason, and so is who has it; neither holds anything up.
    addPlan(upstream, "moon", 5_00, "MOON");
    subscribe(upstream, "user_0000", "pro");
    subscribe(upstream, "user_0001", "moon");
    // What is asked too often says when to come again, by a clock that is a day ahead, and is asked again then.
    upstream.setClock(dayMs);
    upstream.limitRate(200);
    const here = await linkTo(upstream);
    upstream.limitRate(null);
    expect((await here.ask("link.show", {})).link).toMatchObject({
      instanceId: "ins_one",
      accountCount: 503,
      planCount: 2,
      itemCount: 2,
      problemCount: 3,
      problem: null,
    });
    expect(await creditOf(here, "user_0000")).toBe(50_00);
    expect(await creditOf(here, "user_0001")).toBeNull();
    expect(await creditOf(here, "org_one")).toBe(7_00);
    expect((await here.ask("link.plans", {})).rows[1]).toMatchObject({
      planId: null,
      problem: expect.stringContaining("MOON"),
    });
    expect((await here.ask("subscriptions.get", { accountId: "user_0000" })).subscription).toMatchObject({
      planName: "pro",
      nextBillingOn: "2026-02-01",
    });
    expect((await here.ask("subscriptions.get", { accountId: "user_0001" })).subscription).toBeNull();

    const { id } = await adjust(here, "user_0000", -10_00);
    await untilItem(here, id, ({ state }) => state === "applied");
    expect([...adjustments]).toMatchObject([[id, { amount: -10_00, payerId: "user_0000" }]]);

    // It charges 15.00 of what is left; its clock is a day behind by now, which says nothing of anything.
    upstream.setClock(-dayMs);
    upstream.limitRate(200);
    addStatement(upstream, "user_0000", 15_00, 25_00);
    const [rich] = users;
    if (rich) rich.credit = { amount: 25_00, currency: "USD" };
    await refresh(here);
    const [difference] = (await here.ask("link.differences", {})).rows;
    expect(difference).toMatchObject({
      differenceMinor: -15_00,
      explanation: { amountMinor: -15_00, restMinor: 0, statementCount: 1 },
    });
    // Every list is written whole, by names that its file, the command line and the desk have in common.
    for (const [list, row] of [
      ["outbox", { entry_id: id, amount: "-10.00", state: "applied" }],
      ["differences", { here: "40.00", there: "25.00", explained: "-15.00", why: "statements stmt_1" }],
      ["linked_accounts", { upstream_id: "user_0000", state: "matched", balance: "25.00" }],
      ["linked_plans", { name: "pro", prices: "1", problem: "" }],
      ["linked_items", { account: "0000", plan: "pro", status: "active", trial: "no" }],
      ["linked_statements", { account: "0000", applied: "15.00", settled: "0.00" }],
    ] as const) {
      const { result } = await here.runJob("exports.make", { of: { list }, format: "csv" });
      expect(rowsOf(readFileSync(result.path, "utf8"))).toContainEqual(expect.objectContaining(row));
    }
    await here.ask("link.settleDifference", {
      accountId: "user_0000",
      differenceMinor: -15_00,
      explainedMinor: -15_00,
    });
    // The subscription is over, and somebody is gone.
    upstream.items.shift();
    users.pop();
    const after = await refresh(here);
    expect(after).toMatchObject({ differenceCount: 0, itemCount: 1, goneCount: 1 });
    expect((await here.ask("subscriptions.get", { accountId: "user_0000" })).subscription).toBeNull();
    await drainOutbox(here);
    expect(problems).toEqual([]);
    expect((await here.runJob("ledger.verify", {})).result.ok).toBe(true);
  },
);

test.skipIf(!hasOfficialDescription)(
  "a process that is killed while it pulls goes on where it was: everybody once, with what they have, and nobody is gone",
  async () => {
    const upstream = await startDescribedUpstream();
    const { users } = upstream;
    for (let index = 0; index < 620; index += 1) {
      users.push(user(String(index).padStart(4, "0"), index % 2 === 0 ? 1_00 + index : null));
    }
    addPlan(upstream, "pro", 20_00);
    for (let index = 0; index < 150; index += 1) subscribe(upstream, users[index * 4]?.id ?? "", "pro");
    const here = await createTestBook();
    const { address, secretKey } = upstream;
    await here.ask("link.create", { address, secretKey, passphrase: linkPassphrase });
    await here.close();
    let kills = 0;
    for (const parts of [1, 3, 4, 2, 5]) if (await pullAndKill(here.path, parts)) kills += 1;
    expect(kills).toBeGreaterThan(2);
    const again = await openTestBook(here.path);
    await again.ask("link.unlock", { passphrase: linkPassphrase });
    const shown = await untilLink(again, ({ lastPullAtMs, isAtWork }) => lastPullAtMs !== null && !isAtWork);
    expect(shown).toMatchObject({
      accountCount: 620,
      goneCount: 0,
      itemCount: 150,
      problemCount: 0,
      differenceCount: 0,
    });
    expect((await again.ask("book.info", {})).accountCounts).toEqual({ user: 620, organization: 0 });
    const { rows, total } = await again.ask("ledger.list", { limit: 500 });
    expect(total.count).toBe(310);
    expect(new Set(rows.map(({ sourceType, origin }) => `${sourceType} ${origin}`))).toEqual(new Set(["opening sync"]));
    expect((await again.ask("subscriptions.list", {})).total.count).toBe(150);
    expect((await again.runJob("ledger.verify", {})).result.ok).toBe(true);
    expect(upstream.problems).toEqual([]);
  },
);

test.skipIf(!hasOfficialDescription)("what changes between two pages is neither left out nor met twice", async () => {
  const upstream = await startDescribedUpstream();
  const { organizations, statements } = upstream;
  for (let index = 0; index < 1_010; index += 1) {
    organizations.push({ id: `org_${index}`, name: `Organization ${index}`, credit: null });
  }
  // Statements that say nothing to a book do not end a list: of nobody, and in a currency that nobody knows.
  for (let index = 0; index < 600; index += 1) addStatement(upstream, "", 0, 0);
  // Nor does one of somebody who has no id.
  addStatement(upstream, "x".repeat(80), 5_00, 0);
  addStatement(upstream, "../users", 5_00, 0);
  let changes = 0;
  upstream.between(({ path, query }) => {
    if (path !== "/organizations" || query.get("offset") === "0") return;
    changes += 1;
    organizations.splice(0, 3);
    organizations.push({ id: `org_late${changes}`, name: "Late", credit: null });
  });
  const here = await linkTo(upstream);
  const known = new Set<string>();
  for (let after: string | null = null; ;) {
    const page: { rows: { upstreamId: string }[]; nextCursor: string | null } = await here.ask("link.accounts", {
      after,
      limit: 500,
    });
    for (const { upstreamId } of page.rows) known.add(upstreamId);
    if (page.nextCursor === null) break;
    after = page.nextCursor;
  }
  expect(changes).toBeGreaterThan(1);
  // However often some are removed, each page goes on with the list.
  expect(changes).toBeLessThan(10);
  expect(organizations.filter(({ id }) => !known.has(id))).toEqual([]);
  expect(statements).toHaveLength(602);
  expect((await here.ask("link.show", {})).link).toMatchObject({ problem: null });
});

test.skipIf(!hasOfficialDescription)(
  "pages that are shorter than asked for do not end a list, and an upstream that does not go on in one is not asked without end",
  async () => {
    const upstream = await startDescribedUpstream();
    const { users, organizations } = upstream;
    for (let index = 0; index < 250; index += 1) {
      users.push(user(String(index)));
      organizations.push({ id: `org_${index}`, name: `Organization ${index}`, credit: null });
      addPlan(upstream, `plan${index}`, 1_00);
    }
    for (const { id } of users) subscribe(upstream, id, "plan0");
    for (let index = 0; index < 250; index += 1) addStatement(upstream, `user_${index}`, 0, 0);
    upstream.pageAs({ atMost: 100 });
    const here = await linkTo(upstream);
    const { link: whole } = await here.ask("link.show", {});
    expect(whole).toMatchObject({ accountCount: 500, planCount: 250, priceCount: 250, itemCount: 250, problem: null });
    // Two pages, of which the second ends before what can still be charged to; they share a row.
    expect((await here.ask("link.statements", {})).total.count).toBe(199);
    for (const ignores of ["starting_after", "offset"] as const) {
      upstream.pageAs({ atMost: 100, ignores });
      await here.ask("link.sync", {});
      const { problem } = await untilLink(here, (shown) => shown.problem !== null && !shown.isAtWork);
      expect(problem).toMatchObject({ code: "upstream_not_understood", message: expect.stringContaining("go on") });
      upstream.pageAs({ atMost: 100 });
      expect(await refresh(here)).toMatchObject({ accountCount: 500, goneCount: 0, itemCount: 250, problem: null });
    }
    // Where nothing is left out by it, an upstream may page as it wants.
    for (const ignores of ["starting_after", "offset"] as const) {
      upstream.pageAs({ ignores });
      expect(await refresh(here)).toMatchObject({ accountCount: 500, problem: null });
    }
    expect(upstream.problems).toEqual([]);
    // One that will not go on after a user is asked from the beginning once more, and then is what it says it is.
    upstream.pageAs({ atMost: 100, refusesToGoOn: true });
    const askedBefore = upstream.requestCount();
    await here.ask("link.sync", {});
    const { problem } = await untilLink(here, (shown) => shown.problem !== null && !shown.isAtWork);
    expect(problem).toMatchObject({ code: "upstream_not_understood", message: expect.stringContaining("422") });
    expect(upstream.requestCount() - askedBefore).toBeLessThan(10);
    upstream.pageAs({ atMost: 100 });
    expect(await refresh(here)).toMatchObject({ accountCount: 500, goneCount: 0, problem: null });
  },
);

test.skipIf(!hasOfficialDescription)(
  "a count that cannot be one is said, and one that is less or more than there is leaves nothing out",
  async () => {
    const upstream = await startDescribedUpstream();
    const { users, organizations, items } = upstream;
    for (let index = 0; index < 250; index += 1) {
      users.push(user(String(index)));
      organizations.push({ id: `org_${index}`, name: `Organization ${index}`, credit: null });
    }
    addPlan(upstream, "pro", 1_00);
    for (const { id } of users) subscribe(upstream, id, "pro");
    const here = await linkTo(upstream);
    for (const counts of [-1, 1e308, "250", null, 0.5]) {
      upstream.pageAs({ counts });
      await here.ask("link.sync", {});
      const { problem } = await untilLink(here, (shown) => shown.problem !== null && !shown.isAtWork);
      expect(problem).toMatchObject({
        code: "upstream_not_understood",
        message: expect.stringContaining("total_count"),
      });
      upstream.pageAs({});
      expect(await refresh(here)).toMatchObject({ accountCount: 500, goneCount: 0, itemCount: 250, problem: null });
    }
    let added = 0;
    for (const counts of [3, 0, Number.MAX_SAFE_INTEGER]) {
      // What is new is at the end, where a list that is read in part has not got to.
      added += 1;
      organizations.push({ id: `org_new${added}`, name: "New", credit: null });
      items.splice(-1, 1);
      subscribe(upstream, "user_249", "pro", { id: `csub_item_new${added}` });
      upstream.pageAs({ atMost: 100, counts });
      expect(await refresh(here)).toMatchObject({
        accountCount: 500 + added,
        goneCount: 0,
        itemCount: 250,
        problem: null,
      });
      const { rows } = await here.ask("link.items", { limit: 500 });
      expect(rows.map(({ upstreamId }) => upstreamId)).toContain(`csub_item_new${added}`);
    }
  },
);

test.skipIf(!hasOfficialDescription)(
  "a key of another instance is noticed, and nothing is pulled or sent with it",
  async () => {
    const upstream = await startDescribedUpstream();
    upstream.users.push(user("ada", 10_00));
    addPlan(upstream, "pro", 20_00);
    const here = await linkTo(upstream);
    upstream.prices[0] = { ...upstream.prices[0], instance_id: "ins_two" };
    upstream.users.push(user("bo", 5_00));
    await here.ask("link.sync", {});
    const shown = await untilLink(here, ({ problem, isAtWork }) => problem !== null && !isAtWork);
    expect(shown).toMatchObject({ accountCount: 1, problem: { code: "upstream_is_another" } });
    const { address, secretKey } = upstream;
    const refused = await here.refusal("link.create", { address, secretKey, passphrase: linkPassphrase });
    expect(refused.code).toBe("upstream_is_another");
  },
);
