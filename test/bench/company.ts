import { randomUUID } from "node:crypto";
import type { MethodInput } from "../../src/shared/contract/index.ts";
import { ask, finishJob, withEngine } from "./harness.ts";

interface CompanyOptions {
  readonly accounts: number;
  /** Opening credit in each of these currencies, for every account. */
  readonly openingCurrencies?: readonly string[];
  /**
   * Every account is taxed and subscribed by the month to {@link teamPlan}. Half of them have credit that outlasts the year, in a
   * block of which each invoice takes a part; of the others, half pay by a test card and half leave their invoices open.
   */
  readonly billed?: boolean;
}

/** A base fee, and seats in blocks of five and three tiers. */
const teamPlan = {
  name: "Team",
  slug: "team",
  forKind: "organization",
  currency: "USD",
  monthlyMinor: 20_00,
  seatPrice: {
    blockSize: 5,
    tiers: [
      { startsAtBlock: 1, endsAfterBlock: 2, feePerBlockMinor: 10_00 },
      { startsAtBlock: 3, endsAfterBlock: 6, feePerBlockMinor: 8_00 },
      { startsAtBlock: 7, endsAfterBlock: null, feePerBlockMinor: 6_00 },
    ],
  },
} as const;

/** The day on which the company is made; each subscription's first period begins on it. */
const companyStartOn = "2026-01-01";

/** The day on which a month of the company is billed, counted from 1. */
export function billedOn(month: number): string {
  return `2026-${String(month).padStart(2, "0")}-01`;
}

export function accountIdAt(index: number): string {
  return `org_${String(index).padStart(7, "0")}`;
}

/** How many seats an account has: 1 to 60, in no order that the tiers would know. */
export function seatsAt(index: number): number {
  return 1 + ((index * 7) % 60);
}

/** A new book with many organizations, made through the same import that users have. */
export async function buildCompany(bookPath: string, options: CompanyOptions): Promise<void> {
  const { accounts, openingCurrencies = [], billed = false } = options;
  const organizations = ["id,name,slug,payment_method,tax_rate_percent"];
  const subscriptions = ["account,plan,period,start_on,seats"];
  const openingBalances = ["account,currency,amount"];
  for (let index = 0; index < accounts; index += 1) {
    const id = accountIdAt(index);
    const paymentMethod = index % 4 === 1 ? "test_success" : "manual";
    organizations.push(`${id},${companyName(index)},customer-${index},${paymentMethod},${billed ? "8.875" : ""}`);
    if (billed) subscriptions.push(`${id},${teamPlan.slug},month,${companyStartOn},${seatsAt(index)}`);
    if (billed && index % 2 === 0) openingBalances.push(`${id},USD,5000`);
    for (const currency of openingCurrencies) openingBalances.push(`${id},${currency},50`);
  }
  const files: MethodInput<"accounts.import">["files"] = [
    { kind: "organizations", name: "organizations.csv", text: organizations.join("\n") },
    { kind: "subscriptions", name: "subscriptions.csv", text: subscriptions.join("\n") },
    { kind: "opening_balances", name: "opening_balances.csv", text: openingBalances.join("\n") },
  ];
  await withEngine(bookPath, async (engine) => {
    const settings = { name: "Benchmark", timeZone: "UTC", currency: "USD", isForTrying: true };
    await ask(engine, "book.create", { ...settings, idempotencyKey: "create" });
    const clock = { kind: "test" as const, nowMs: Date.parse(`${companyStartOn}T12:00:00Z`) };
    await ask(engine, "book.setClock", { clock, idempotencyKey: "clock" });
    if (billed) {
      const { seatPrice, ...plan } = teamPlan;
      await ask(engine, "plans.create", {
        ...plan,
        seatPrice: { ...seatPrice, tiers: [...seatPrice.tiers] },
        idempotencyKey: "plan",
      });
    }
    const { outcome, problems } = await finishJob(engine, "accounts.import", {
      mode: "write",
      files: files.filter((file) => "text" in file && file.text.includes("\n")),
      idempotencyKey: randomUUID(),
    });
    if (outcome !== "written") throw new Error(`The company was not imported: ${JSON.stringify(problems[0])}`);
  });
}

const firstWords = ["Amber", "Basalt", "Cobalt", "Delta", "Ember", "Fjord", "Garnet", "Harbor", "Indigo", "Juniper"];
const secondWords = [
  "Analytics",
  "Brewing",
  "Carriers",
  "Dynamics",
  "Foundry",
  "Labs",
  "Logistics",
  "Optics",
  "Press",
  "Works",
];

function companyName(index: number): string {
  return `${firstWords[index % 10]} ${secondWords[Math.floor(index / 10) % 10]} ${index}`;
}
