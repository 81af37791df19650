import { join } from "node:path";
import type { Engine } from "../../src/main/engine/engine.ts";
import { accountIdAt, buildCompany } from "./company.ts";
import {
  ask,
  inTemporaryFolder,
  median,
  processorUs,
  ratesBesideRaw,
  timeMs,
  withEngine,
  type Finding,
} from "./harness.ts";
import { columnsOf, openRaw, prepareInsert, readRows, type Row } from "./raw.ts";

/** A disk's speed drifts from second to second, so both sides take turns. */
const rounds = 12;

/**
 * Adjustments one by one, each in a transaction of its own that is on disk before it is answered.
 *
 * @param callers how many of them there are; each waits for its answer before it sends the next adjustment. With one caller the
 * two hops between the threads are part of every posting, with several they overlap with the disk.
 */
export async function measurePosting(postings: number, callers: number): Promise<Finding> {
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
        const [engineUs, rawUs]: [number[], number[]] = [[], []];
        for (let round = 0; round < rounds; round += 1) {
          const from = round * perRound;
          const postAll = () => timeMs(() => postThroughEngine(engine, from, perRound, callers));
          engineUs.push(await processorUs(async () => engineMs.push(await postAll())));
          const posted = readPosted(path, from);
          const postRaw = () => timeMs(() => posted.forEach((rows) => raw.post(rows)));
          rawUs.push(await processorUs(async () => rawMs.push(await postRaw())));
        }
        return {
          name: `posting ${(perRound * rounds).toLocaleString("en")} adjustments, durable, ${callers === 1 ? "one caller" : `${callers} callers`}`,
          figures: `${ratesBesideRaw(
            "postings/s",
            (perRound / median(engineMs)) * 1000,
            (perRound / median(rawMs)) * 1000,
          )}; processor ${(median(engineUs) / perRound).toFixed(0)} µs and ${(median(rawUs) / perRound).toFixed(0)} µs each`,
          aim: callers === 1 ? "≥ 65 % of raw" : "≥ 200 % of raw",
        };
      });
    } finally {
      raw.close();
    }
  });
}

/** Post adjustments with keys from a number on, by so many callers at once. */
export async function postThroughEngine(engine: Engine, from: number, count: number, callers: number): Promise<void> {
  let next = from;
  const caller = async () => {
    while (next < from + count) {
      const index = next;
      next += 1;
      await ask(engine, "credits.adjust", {
        accountId: accountIdAt(index % 100),
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

/** What one posting wrote. */
interface PostedRows {
  readonly entry: Row;
  readonly block: Row;
  readonly command: Row;
}

/** The rows of the postings after this many. */
function readPosted(path: string, from: number): PostedRows[] {
  const blocks = readRows(path, "credit_block", `entry_sequence > ${from} ORDER BY entry_sequence`);
  const commands = readRows(path, "command", "method = 'credits.adjust' ORDER BY sequence").slice(from);
  return readRows(path, "ledger_entry", `sequence > ${from} ORDER BY sequence`).map((entry, index) => {
    const [block, command] = [blocks[index], commands[index]];
    if (!block || !command) throw new Error("A posting has an entry, a block and a command");
    return { entry, block, command };
  });
}

/** The same rows, each posting's in one transaction of its own. */
function openRawLedger(rawPath: string): { post(rows: PostedRows): void; close(): void } {
  const database = openRaw(rawPath);
  const insert = (table: string) => prepareInsert(database, table, columnsOf(database, table));
  const insertEntry = insert("ledger_entry");
  const insertBlock = insert("credit_block");
  const insertCommand = insert("command");
  const upsertBalance = database.prepare(
    `INSERT INTO credit_balance (account_id, currency, ledger_minor, last_sequence) VALUES (?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET ledger_minor = excluded.ledger_minor, last_sequence = excluded.last_sequence`,
  );
  const updateListing = database.prepare(
    "UPDATE account_listing SET credit_balance_minor = ?, last_activity_on = ? WHERE account_id = ?",
  );
  const post = database.transaction(({ entry, block, command }: PostedRows) => {
    insertEntry.run(...Object.values(entry));
    upsertBalance.run(entry["account_id"], entry["currency"], entry["balance_after_minor"], entry["sequence"]);
    updateListing.run(entry["balance_after_minor"], entry["effective_on"], entry["account_id"]);
    insertBlock.run(...Object.values(block));
    insertCommand.run(...Object.values(command));
  });
  return { post: (rows) => post.immediate(rows), close: () => database.close() };
}
