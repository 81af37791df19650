import { randomUUID } from "node:crypto";
import { join } from "node:path";
import type { Engine } from "../../src/main/engine/engine.ts";
import { accountIdAt, billedOn, buildCompany } from "./company.ts";
import {
  ask,
  finishJob,
  inTemporaryFolder,
  median,
  percentile99,
  timeMs,
  withEngine,
  type Finding,
} from "./harness.ts";

/** The longest that anybody should wait for another's work. */
const aim = "≤ 200 ms";

/**
 * How long commands and queries wait beside an import, a billing run and a verification of a whole book: one caller asks for one after
 * the other, as long as the job runs.
 */
export async function measureWaiting(accounts: number, entries: number): Promise<Finding[]> {
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, "book.countinghouse");
    await buildCompany(path, { accounts, billed: true });
    return withEngine(path, async (engine) => {
      const findings: Finding[] = [];
      const beside = async (name: string, job: Promise<unknown>): Promise<void> => {
        findings.push(...(await waitsDuring(engine, name, job)));
      };
      await beside(`an import of ${count(entries)} entries`, importHistory(engine, entries));
      const run = { throughOn: billedOn(1), idempotencyKey: randomUUID() };
      await beside(`a billing run over ${count(accounts)} accounts`, finishJob(engine, "billing.run", run));
      await beside("verifying the ledger", finishJob(engine, "ledger.verify", {}));
      return findings;
    });
  });
}

/** Half as many users as entries, each of them with a history of two. */
async function importHistory(engine: Engine, entries: number): Promise<void> {
  const indexes = Array.from({ length: Math.floor(entries / 2) }, (_each, index) => index);
  const users = indexes.map((index) => `user_${index},User ${index},user-${index}@example.com`);
  const given = indexes.map((index) => `user_${index},USD,10.00,2025-01-01`);
  const used = indexes.map((index) => `user_${index},USD,-3.00,2025-01-02`);
  await finishJob(engine, "accounts.import", {
    files: [
      { kind: "users", name: "users.csv", text: `id,name,email\n${users.join("\n")}` },
      {
        kind: "ledger_entries",
        name: "ledger.csv",
        text: `account_id,currency,amount,effective_on\n${[...given, ...used].join("\n")}`,
      },
    ],
    mode: "write",
    idempotencyKey: randomUUID(),
  });
}

async function waitsDuring(engine: Engine, name: string, job: Promise<unknown>): Promise<Finding[]> {
  let isOver = false;
  const ended = job.finally(() => (isOver = true));
  const commands: number[] = [];
  const queries: number[] = [];
  const pause = () => new Promise((resolve) => setImmediate(resolve));
  const jobMs = await timeMs(async () => {
    for (let round = 0; ; round += 1) {
      await pause();
      if (isOver) break;
      const adjustment = {
        accountId: accountIdAt(0),
        action: "increase",
        amountMinor: 1,
        currency: "EUR",
        reasonCode: "courtesy",
        idempotencyKey: randomUUID(),
      } as const;
      commands.push(await timeMs(() => ask(engine, "credits.adjust", adjustment)));
      queries.push(await timeMs(() => ask(engine, "ledger.list", { limit: 50 })));
    }
    await ended;
  });
  const during = `beside ${name} (${(jobMs / 1000).toFixed(1)} s)`;
  return [waits(`commands ${during}`, commands), waits(`queries ${during}`, queries)];
}

function waits(name: string, times: readonly number[]): Finding {
  const longest = times.reduce((most, time) => Math.max(most, time), 0);
  const figures = `${count(times.length)} asked, median ${median(times).toFixed(1)} ms, 99th percentile ${percentile99(times).toFixed(1)} ms, longest ${longest.toFixed(0)} ms`;
  return { name, figures, aim };
}

function count(number: number): string {
  return number.toLocaleString("en");
}
