import Database from "better-sqlite3";
import { accountIdAt } from "./company.ts";
import { ask, median, timeMs, timesBesideRaw, withEngine, type Finding } from "./harness.ts";
import type { MillionBook } from "./million.ts";

const rounds = 40;
const searches = ["garnet", "Optics 123", "customer-77", "org_0012345", "ju", "a"];

/** Account search and a page of the ledger, as a screen asks for them, in a large book, beside raw SQLite. */
export async function measureReading({ path, accounts, entryCount }: MillionBook): Promise<Finding[]> {
  const size = `${entryCount.toLocaleString("en")} entries, ${accounts.toLocaleString("en")} accounts`;
  const engine = await withEngine(path, async (opened) => {
    const times = {
      search: [] as number[],
      page: [] as number[],
      jump: [] as number[],
      account: [] as number[],
      list: [] as number[],
    };
    for (let round = 0; round < rounds; round += 1) {
      const search = searches[round % searches.length] ?? "";
      times.search.push(await timeMs(() => ask(opened, "accounts.list", { search })));
      const beforeSequence = 1 + ((round * 7919 * 131) % entryCount);
      times.page.push(await timeMs(() => ask(opened, "ledger.list", { beforeSequence })));
      times.jump.push(await timeMs(() => ask(opened, "ledger.list", { skip: beforeSequence })));
      const accountId = accountIdAt((round * 7919) % accounts);
      times.account.push(await timeMs(() => ask(opened, "ledger.list", { accountId })));
      times.list.push(
        await timeMs(() => ask(opened, "accounts.list", { sort: { by: "creditBalance", direction: "descending" } })),
      );
    }
    return times;
  });
  const database = new Database(path, { readonly: true });
  try {
    database.pragma("cache_size = -64000");
    const find = database.prepare(
      "SELECT * FROM account_listing WHERE number IN (SELECT rowid FROM account_search WHERE account_search MATCH ? LIMIT 100)",
    );
    const page = database.prepare("SELECT * FROM ledger_entry WHERE sequence < ? ORDER BY sequence DESC LIMIT 100");
    const ofAccount = database.prepare(
      "SELECT * FROM ledger_entry WHERE account_id = ? ORDER BY sequence DESC LIMIT 100",
    );
    const sorted = database.prepare(
      `SELECT * FROM account_listing ORDER BY CASE WHEN credit_balance_minor IS NULL THEN ''
           ELSE currency || printf('%017d', credit_balance_minor + 9007199254740991) END DESC LIMIT 100`,
    );
    const raw = { search: [] as number[], page: [] as number[], account: [] as number[], list: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      const search = searches[round % 4] ?? "";
      // The index holds parts of three letters.
      raw.search.push(await timeMs(() => find.all(`"${search.toLowerCase().slice(0, 3)}"`)));
      raw.page.push(await timeMs(() => page.all(1 + ((round * 7919 * 131) % entryCount))));
      raw.account.push(await timeMs(() => ofAccount.all(accountIdAt((round * 7919) % accounts))));
      raw.list.push(await timeMs(() => sorted.all()));
    }
    const line = (name: string, engineTimes: number[], rawTimes: number[]): Finding => ({
      name: `${name} (${size})`,
      figures: timesBesideRaw(median(engineTimes), median(rawTimes)),
      aim: "≤ 5 × raw",
    });
    return [
      line("account search", engine.search, raw.search),
      line("ledger page", engine.page, raw.page),
      line("ledger page after a jump", engine.jump, raw.page),
      line("one account's ledger", engine.account, raw.account),
      line("accounts by balance", engine.list, raw.list),
    ];
  } finally {
    database.close();
  }
}
