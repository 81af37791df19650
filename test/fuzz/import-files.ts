import type { Random } from "../../src/main/sample/random.ts";
import type { ImportFileKind } from "../../src/shared/contract/account-import.ts";
import { currencies, timeZones } from "./values.ts";

interface File {
  readonly kind: ImportFileKind;
  readonly name: string;
  readonly text: string;
}

const headers: Readonly<Record<ImportFileKind, readonly string[]>> = {
  users: ["id", "name", "email", "currency", "time_zone", "tax_rate_percent", "payment_method", "created_on"],
  organizations: ["id", "name", "slug", "currency", "time_zone", "created_on"],
  plans: ["slug", "name", "for", "currency", "monthly_fee", "annual_monthly_fee"],
  subscriptions: ["account", "plan", "period", "start_on", "billed_through_on", "seats"],
  opening_balances: ["account", "currency", "amount", "note"],
  ledger_entries: ["sequence", "effective_on", "account_id", "currency", "amount", "balance_after", "note"],
};

/** Files as somebody may bring them: rows that fit each other more often than chance would have it, and cells of every other kind. */
export function importFiles(random: Random, day: () => string): File[] {
  const batch = random.between(1, 1_000_000);
  const who = () => `u${batch}-${random.between(0, 3)}@x.com`;
  const cells: Readonly<Record<string, () => string>> = {
    id: () => (random.chance(0.8) ? "" : `user_F${batch}${random.between(0, 9)}`),
    name: () => random.pick(["Ann", "Żółć, Ltd", '"quoted"', "=1+1", " spaces "]),
    email: who,
    slug: () => random.pick([`acme-${batch}-${random.between(0, 3)}`, `Pro${batch}`]),
    account: who,
    account_id: who,
    plan: () => `PRO${batch}`,
    for: () => random.pick(["user", "organization"]),
    period: () => random.pick(["month", "annual"]),
    currency: () => (random.chance(0.6) ? "USD" : random.pick(currencies)),
    time_zone: () => (random.chance(0.7) ? "" : random.pick(timeZones)),
    payment_method: () => random.pick(["", "manual", "test_success", "test_declined"]),
    tax_rate_percent: () => random.pick(["", "24", "8.875", "100.0001"]),
    amount: () => random.pick(["5", "5.00", "1,234.5", "-3", "0", "90071992547409.91", "٣", "1e3"]),
    monthly_fee: () => random.pick(["20", "0.01", "9007199254740991"]),
    annual_monthly_fee: () => random.pick(["", "10"]),
    sequence: () => String(random.between(1, 6)),
    seats: () => random.pick(["", "", "3"]),
    balance_after: () => random.pick(["", "", "5.00"]),
    note: () => random.pick(["", "a\nb", "'=x"]),
    start_on: day,
    effective_on: day,
    created_on: () => (random.chance(0.5) ? "" : day()),
    billed_through_on: () => (random.chance(0.6) ? "" : day()),
  };
  const cell = (column: string) =>
    random.chance(0.01) ? random.pick(["\0", "\uD800", "x".repeat(400), "9999-12-31"]) : (cells[column]?.() ?? "");
  const quoted = (text: string) => (/[",\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const kinds = random.shuffled(Object.keys(headers) as ImportFileKind[]).slice(0, random.between(1, 6));
  return kinds.map((kind) => {
    const rows = Array.from({ length: random.between(0, 4) }, () => headers[kind].map((name) => quoted(cell(name))));
    const text = [headers[kind].join(","), ...rows.map((row) => row.join(","))].join("\n");
    return { kind, name: `${kind}.csv`, text: random.chance(0.02) ? text.slice(0, -3) : text };
  });
}
