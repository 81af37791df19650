import { join } from "node:path";
import { ask, buildCompany, inTemporaryFolder, timeMs, withEngine, type Measurement } from "./harness.ts";
import { openRaw, readRows } from "./raw.ts";

/** Adjustments one after the other, each on disk before the next begins. */
export async function measurePosting(postings: number): Promise<Measurement> {
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, "book.countinghouse");
    const rawPath = join(folder, "raw.countinghouse");
    for (const each of [path, rawPath]) await buildCompany(each, { accounts: 100 });
    const engineMs = await withEngine(path, (engine) =>
      timeMs(async () => {
        for (let index = 0; index < postings; index += 1) {
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
      }),
    );
    const rawMs = await timeRaw(path, rawPath);
    return {
      name: `posting ${postings.toLocaleString("en")} adjustments, durable, one by one`,
      unit: "postings/s",
      engine: (postings / engineMs) * 1000,
      raw: (postings / rawMs) * 1000,
      aim: "≥ 60 % of raw",
    };
  });
}

/** The same rows, each posting's in one transaction of its own. */
async function timeRaw(path: string, rawPath: string): Promise<number> {
  const entries = readRows(path, "ledger_entry").rows;
  const commands = readRows(path, "command", "method = 'credits.adjust'").rows;
  const database = openRaw(rawPath);
  try {
    for (const { name } of database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all() as { name: string }[]) {
      database.exec(`DROP TRIGGER ${name}`);
    }
    const marks = (count: number) => Array.from({ length: count }, () => "?").join(", ");
    const insertEntry = database.prepare<unknown[]>(`INSERT INTO ledger_entry VALUES (${marks(19)})`);
    const insertCommand = database.prepare<unknown[]>(`INSERT INTO command VALUES (${marks(8)})`);
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
    return await timeMs(() => {
      entries.forEach((entry, index) => post.immediate(entry, commands[index] ?? []));
    });
  } finally {
    database.close();
  }
}
