import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { addDays, type CivilDate } from "../../src/shared/calendar.ts";
import type { ImportReport } from "../../src/shared/contract/account-import.ts";
import type { CreditBlockView } from "../../src/shared/contract/credits.ts";
import type { MethodInput } from "../../src/shared/contract/index.ts";
import { toDecimalString } from "../../src/shared/money/format.ts";
import { choose, tryJob } from "./attempts.ts";
import type { TestBook } from "./book.ts";
import { exportedLedger, hasRows } from "./exports.ts";

/** Imports in the middle of a life: each by its door, checked before it is written, and held against what its rows say. */

type Import = Omit<MethodInput<"accounts.import">, "idempotencyKey" | "mode">;

/** Who imports what, on which of the book's days. */
interface Importing {
  /** The book, for an admin. */
  readonly book: TestBook;
  /** For who imports. */
  readonly door: TestBook;
  readonly today: CivilDate;
  readonly pick: number;
  readonly amountMinor: number;
}

const file = (kind: Import["files"][number]["kind"], ...lines: readonly (readonly (string | number)[])[]) => ({
  kind,
  name: `${kind}.csv`,
  text: lines.map((cells) => cells.join(",")).join("\n"),
});

/**
 * Check files and import them. What the check says is what is written (the counts, the problems, what changes); who has limits asks for what is
 * above them, which then waits.
 */
async function importFiles({ book, door }: Importing, asked: Import): Promise<ImportReport> {
  const checked = (await door.runJob("accounts.import", { mode: "check", ...asked })).result;
  const written = await tryJob(door, "accounts.import", { mode: "write", ...asked });
  const { outcome: _checked, ...foreseen } = checked;
  if ("refusedWith" in written) {
    expect(written.refusedWith).toBe("approval_required");
    const waiting = await tryJob(door, "accounts.import", { mode: "write", ...asked, ask: { comment: "Please" } });
    expect(waiting).toMatchObject({ result: { outcome: "asked", ...foreseen } });
    return (waiting as { readonly result: ImportReport }).result;
  }
  const report = written.result as ImportReport;
  const { outcome, ...done } = report;
  expect(done).toEqual(foreseen);
  expect(outcome).toBe(checked.outcome === "checked" ? "written" : "rejected");
  // Another import of the same holds against what is in the book by now, and writes nothing.
  if (outcome === "written" && asked.existing === "update") {
    const again = (await book.runJob("accounts.import", { mode: "check", ...asked })).result;
    expect(again).toMatchObject({ outcome: "checked", updates: { newCount: 0, changedCount: 0 } });
  }
  return report;
}

const madeUpId = (): string => `org_${randomUUID().replaceAll("-", "")}`;

/** A customer who comes from another system, with a subscription and with credit that has terms. */
export async function importAccount(
  importing: Importing,
  currency: string,
  timeZone: string,
  plan: { readonly slug: string; readonly hasSeats: boolean },
): Promise<void> {
  const { book, today, pick, amountMinor } = importing;
  const id = madeUpId();
  const method = choose(["manual", "test_success", "test_declined"], pick) ?? "manual";
  const startOn = addDays(today, pick % 3 === 0 ? -3 * pick : (pick % 5) - 2);
  const billedThroughOn = pick % 2 === 0 ? today : "";
  const seats = plan.hasSeats ? 1 + (pick % 7) : "";
  const terms = termsOf(today, pick);
  const amount = toDecimalString(amountMinor, currency);
  const report = await importFiles(importing, {
    files: [
      file(
        "organizations",
        ["id", "name", "slug", "currency", "time_zone", "tax_rate_percent", "payment_method"],
        [id, "Initech", id.toLowerCase(), currency, timeZone, pick % 2 === 0 ? "24" : "", method],
      ),
      file(
        "subscriptions",
        ["account", "plan", "period", "start_on", "seats", "billed_through_on"],
        [id, plan.slug, pick % 5 === 0 ? "annual" : "month", startOn, seats, billedThroughOn],
      ),
      file(
        "opening_balances",
        ["account", "currency", "amount", "effective_on", "expires_on", "priority", "category"],
        [id, currency, amount, terms.effectiveOn ?? "", terms.expiresOn, terms.priority, terms.category],
      ),
    ],
  });
  // A plan may be archived by now.
  if (report.outcome === "rejected") expect(report.problems.map(({ column }) => column)).toEqual(["plan"]);
  if (report.outcome !== "written") return;
  expect(await book.ask("accounts.get", { accountId: id })).toMatchObject({
    currency,
    timeZone,
    taxRateName: pick % 2 === 0 ? (expect.any(String) as string) : null,
    usesTestGateway: method !== "manual",
    isCurrencyFixed: true,
    subscription: { anchorOn: startOn, seats: seats === "" ? null : seats },
  });
  const { blocks } = await book.ask("credits.blocks", { accountId: id });
  expect(blocks).toMatchObject([
    { currency, amountMinor, remainingMinor: amountMinor, ...terms, effectiveOn: terms.effectiveOn ?? today },
  ]);
}

function termsOf(today: CivilDate, pick: number) {
  const effectiveOn = pick % 3 === 0 ? addDays(today, pick % 9) : null;
  const expiresOn = addDays(effectiveOn ?? today, 1 + pick);
  return { priority: pick, category: "promotional" as const, effectiveOn, expiresOn };
}

/** Opening balances of accounts that the book has, each of which has one in a currency at most. */
export async function importOpenings(
  importing: Importing,
  accountIds: readonly string[],
  currency: string,
): Promise<void> {
  const { book, amountMinor } = importing;
  const before = [];
  for (const accountId of accountIds) {
    const { rows } = await book.ask("ledger.list", { accountId, limit: 500 });
    const own = rows.filter((row) => row.currency === currency);
    before.push({ hasOpening: own.some(({ sourceType }) => sourceType === "opening"), balance: own[0] });
  }
  const amount = toDecimalString(amountMinor, currency);
  const rows = accountIds.map((accountId) => [accountId, currency, amount]);
  const asked = { files: [file("opening_balances", ["account", "currency", "amount"], ...rows)] };
  const { outcome } = await importFiles(importing, asked);
  expect(outcome === "rejected").toBe(before.some(({ hasOpening }) => hasOpening));
  const addedMinor = outcome === "written" ? amountMinor : 0;
  for (const [index, accountId] of accountIds.entries()) {
    const { balances } = await book.ask("credits.balance", { accountId });
    const balance = balances.find((each) => each.currency === currency);
    const beforeMinor = before[index]?.balance?.balanceAfterMinor ?? 0;
    expect(balance?.ledgerMinor ?? 0).toBe(beforeMinor + addedMinor);
  }
}

/** Change accounts by a file; a blank cell says nothing, or that there is nothing any more. */
export async function importChanges(
  importing: Importing,
  accountIds: readonly string[],
  timeZones: readonly string[],
): Promise<void> {
  const { book, pick } = importing;
  const emptyCells = pick % 2 === 0 ? ("keep" as const) : ("clear" as const);
  const header = ["id", "time_zone", "tax_rate_percent", "tax_exempt", "payment_terms_days", "payment_method"];
  const said = accountIds.map((id, index) => ({
    id,
    timeZone: choose(timeZones, pick + index) ?? "UTC",
    percent: choose(["24", "", "8.875"], pick + index) ?? "",
    exempt: choose(["", "yes", "no"], pick + 2 * index) ?? "",
    terms: choose(["30", "", "0"], 2 * pick + index) ?? "",
    method: choose(["", "manual", "test_success", "test_declined"], pick + index) ?? "",
  }));
  const before = [];
  for (const { id } of said) before.push(await book.ask("accounts.get", { accountId: id }));
  const rows = said.map((row) => [row.id, row.timeZone, row.percent, row.exempt, row.terms, row.method]);
  const asked: Import = { existing: "update", emptyCells, files: [file("organizations", header, ...rows)] };
  const { outcome } = await importFiles(importing, asked);
  expect(outcome).toBe("written");
  for (const [index, { id, timeZone, percent, exempt, terms, method }] of said.entries()) {
    const known = before[index];
    const after = await book.ask("accounts.get", { accountId: id });
    // What a blank cell leaves of what can be nothing.
    const kept = emptyCells === "clear" ? null : known;
    expect(after).toMatchObject({
      name: known?.name,
      currency: known?.currency,
      timeZone,
      isTaxExempt: exempt === "" ? known?.isTaxExempt : exempt === "yes",
      paymentTermsDays: terms === "" ? (kept?.paymentTermsDays ?? null) : Number(terms),
      usesTestGateway: method === "" ? known?.usesTestGateway : method !== "manual",
    });
    if (percent !== "") expect(after.taxRateName).not.toBeNull();
    else expect(after.taxRateId).toBe(kept?.taxRateId ?? null);
    expect(after.balances).toEqual(known?.balances);
  }
}

/**
 * Take the whole history of an account's credit, as the book exports it, into a new one: it has the same balance on every day, and the same is
 * left of each block.
 */
export async function importHistory(
  importing: Importing,
  accountId: string,
  currency: string,
  days: readonly CivilDate[],
): Promise<void> {
  const { book, today } = importing;
  const exported = await exportedLedger(book, accountId);
  if (!hasRows(exported)) return;
  const id = madeUpId();
  const report = await importFiles(importing, {
    files: [
      file("organizations", ["id", "name", "slug", "currency"], [id, "Hooli", "", currency]),
      { ...exported, text: exported.text.replaceAll(accountId, id) },
    ],
  });
  const { closedThroughOn } = await book.ask("periods.list", {});
  const { rows } = await book.ask("ledger.list", { accountId, limit: 500 });
  const isClosed = closedThroughOn !== null && rows.some(({ effectiveOn }) => effectiveOn <= closedThroughOn);
  if (!isClosed) expect(report.problems).toEqual([]);
  expect(report.outcome).toBe(isClosed ? "rejected" : "written");
  if (isClosed) return;
  for (const on of [...days, today, "9999-12-31"]) {
    const [own, other] = await Promise.all(
      [accountId, id].map((each) => book.ask("ledger.balancesAsOf", { accountId: each, on })),
    );
    expect(other?.balances).toEqual(own?.balances);
  }
  expect(await leftOf(book, id)).toEqual(await leftOf(book, accountId));
}

/** What is left in an account's blocks, in the order in which they are used. */
async function leftOf(book: TestBook, accountId: string) {
  const { blocks } = await book.ask("credits.blocks", { accountId });
  return blocks
    .filter(({ remainingMinor }) => remainingMinor > 0)
    .map(({ currency, remainingMinor, priority, category, effectiveOn, expiresOn, state }: CreditBlockView) =>
      [currency, remainingMinor, priority, category, effectiveOn, expiresOn, state].join(" "),
    )
    .toSorted();
}
