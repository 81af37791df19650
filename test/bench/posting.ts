import { join } from "node:path";
import type { Engine } from "../../src/main/engine/engine.ts";
import { ask, buildCompany, inTemporaryFolder, median, timeMs, withEngine, type Measurement } from "./harness.ts";
import { openRaw, readRows } from "./raw.ts";

/** A disk's speed drifts from second to second, so both sides take turns. */
const rounds = 12;

/**
 * Adjustments one by one, each in a transaction of its own that is on disk before it is answered.
 *
 * @param callers how many of them there are; each waits for its answer before it sends the next adjustment. With one caller the
 * two hops between the threads are part of every posting, with several they overlap with the disk.
 */
export async function measurePosting(postings: number, callers: number): Promise<Measurement> {
  const perRound = Math.ceil(postings / rounds);
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, "book.countinghouse");
    const rawPath = join(folder, "raw.countinghouse");
    for (const each of [path, rawPath]) await buildCompany(each, { accounts: 100 });
    const raw = openRawLedger(rawPath);
    try {
      return await withEngine(path, async (engine) => {
        const engineMs: number[] = [];
        const rawMs: number[] = [];
        for (let round = 0; round < rounds; round += 1) {
          const from = round * perRound;
          engineMs.push(await timeMs(() => postThroughEngine(engine, from, perRound, callers)));
          const entries = readRows(path, "ledger_entry", `sequence > ${from}`).rows;
          const commands = readRows(path, "command", "method = 'credits.adjust'").rows.slice(from);
          rawMs.push(await timeMs(() => entries.forEach((entry, index) => raw.post(entry, commands[index] ?? []))));
        }
        return {
          name: `posting ${(perRound * rounds).toLocaleString("en")} adjustments, durable, ${callers === 1 ? "one caller" : `${callers} callers`}`,
          unit: "postings/s",
          engine: (perRound / median(engineMs)) * 1000,
          raw: (perRound / median(rawMs)) * 1000,
          aim: "≥ 60 % of raw",
        };
      });
    } finally {
      raw.close();
    }
  });
}

async function postThroughEngine(engine: Engine, from: number, count: number, callers: number): Promise<void> {
  let next = from;
  const caller = async () => {
    while (next < from + count) {
      const index = next;
      next += 1;
      await ask(engine, "credits.adjust", {
        accountId: `org_${String(index % 100).padStart(7, "0")}`,
        action: "increase",
        amountMinor: 1_00,
        currency: "USD",
        reasonCode: "courtesy",
        note: "For the trouble",
        idempotencyKey: `key-${index}`,
      });
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
}

/** The same rows, each posting's in one transaction of its own. */
function openRawLedger(rawPath: string): { post(entry: unknown[], command: unknown[]): void; close(): void } {
  const database = openRaw(rawPath);
  const marks = (count: number) => Array.from({ length: count }, () => "?").join(", ");
  const insertEntry = database.prepare(`INSERT INTO ledger_entry VALUES (${marks(19)})`);
  const insertCommand = database.prepare(`INSERT INTO command VALUES (${marks(8)})`);
  const upsertBalance = database.prepare(
    `INSERT INTO credit_balance VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET ledger_minor = excluded.ledger_minor,
       last_sequence = excluded.last_sequence`,
  );
  const updateListing = database.prepare("UPDATE account_listing SET credit_balance_minor = ? WHERE account_id = ?");
  const post = database.transaction((entry: unknown[], command: unknown[]) => {
    const [sequence, , accountId, currency, , , balanceAfterMinor] = entry;
    insertEntry.run(...entry);
    upsertBalance.run(accountId, currency, balanceAfterMinor, sequence);
    updateListing.run(balanceAfterMinor, accountId);
    insertCommand.run(...command);
  });
  return { post: (entry, command) => post.immediate(entry, command), close: () => database.close() };
}
