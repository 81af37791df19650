import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  MethodAnswer,
  MethodInput,
  MethodName,
  MethodNameOf,
  MethodOutput,
} from "../../src/shared/contract/index.ts";
import type { Caller, Engine } from "../../src/main/engine/engine.ts";
import { requireOk, runJob } from "../../src/main/hosts/run-job.ts";
import { startEngine } from "../../src/main/engine/start.ts";

const caller: Caller = { origin: "desk", operator: "Benchmark" };

/** One line of the report: the engine's figure, raw SQLite's for the same rows in the same run, and their ratio. */
export interface Measurement {
  readonly name: string;
  readonly unit: string;
  readonly engine: number;
  readonly raw: number;
  /** What the project aims for, in words. */
  readonly aim: string;
}

/** A folder that is gone when the work is done. */
export async function inTemporaryFolder<Answer>(work: (folder: string) => Promise<Answer>): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "countinghouse-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Run the work on an engine that is closed afterwards, so that the file can be copied. */
export async function withEngine<Answer>(bookPath: string, work: (engine: Engine) => Promise<Answer>): Promise<Answer> {
  const engine = await startEngine({ bookPath });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

export async function ask<Name extends MethodName>(
  engine: Engine,
  name: Name,
  input: MethodInput<Name>,
): Promise<MethodAnswer<Name>> {
  return requireOk(await engine.call(name, input, caller));
}

/** Start a job and wait for its end. */
export async function finishJob<Name extends MethodNameOf<"job">>(
  engine: Engine,
  name: Name,
  input: MethodInput<Name>,
): Promise<MethodOutput<Name>> {
  return requireOk(await runJob(engine, name, input, caller));
}

/** How long the work takes, in milliseconds. */
export async function timeMs(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

export interface CompanyOptions {
  readonly accounts: number;
  /** Opening credit in each of these currencies, for every account. */
  readonly openingCurrencies?: readonly string[];
  readonly subscribed?: boolean;
}

/** A new book with many organizations, made through the same import that users have. */
export async function buildCompany(bookPath: string, options: CompanyOptions): Promise<void> {
  const { accounts, openingCurrencies = [], subscribed = false } = options;
  const organizations = ["id,name,slug,payment_method"];
  const subscriptions = ["account,plan,period,start_on"];
  const openingBalances = ["account,currency,amount"];
  for (let index = 0; index < accounts; index += 1) {
    const id = `org_${String(index).padStart(7, "0")}`;
    organizations.push(`${id},${companyName(index)},customer-${index},${index % 2 === 0 ? "manual" : "test_success"}`);
    if (subscribed) subscriptions.push(`${id},team,month,2026-01-01`);
    for (const currency of openingCurrencies) openingBalances.push(`${id},${currency},50`);
  }
  const files: MethodInput<"accounts.import">["files"] = [
    { kind: "plans", name: "plans.csv", text: "slug,name,for,currency,monthly_fee\nteam,Team,organization,USD,20" },
    { kind: "organizations", name: "organizations.csv", text: organizations.join("\n") },
    { kind: "subscriptions", name: "subscriptions.csv", text: subscriptions.join("\n") },
    { kind: "opening_balances", name: "opening_balances.csv", text: openingBalances.join("\n") },
  ];
  await withEngine(bookPath, async (engine) => {
    await ask(engine, "book.create", { name: "Benchmark", timeZone: "UTC", currency: "USD", idempotencyKey: "create" });
    const clock = { kind: "test" as const, nowMs: Date.parse("2026-01-01T12:00:00Z") };
    await ask(engine, "book.setClock", { clock, idempotencyKey: "clock" });
    await finishJob(engine, "accounts.import", {
      mode: "write",
      files: files.filter((file) => file.text.includes("\n")),
      idempotencyKey: randomUUID(),
    });
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
