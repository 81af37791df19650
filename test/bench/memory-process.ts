import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import type { Engine } from "../../src/main/engine/engine.ts";
import { accountIdAt, buildCompany } from "./company.ts";
import { ask, finishJob, withEngine } from "./harness.ts";

/*
 * A process of its own, whose memory is measured: its resident memory in MB after each part of the work, a line of JSON each.
 *
 * node memory-process.ts calls BOOK CALLS     many calls on a book of 200 accounts, which is made where it is not there
 * node memory-process.ts large BOOK           what reads a whole book
 */

/** So many calls lie between two looks. */
const callsPerLook = 5000;

const [, , kind, bookPath = "", calls = "0"] = process.argv;
if (kind === "calls") await manyCalls(bookPath, Number(calls));
else await wholeBook(bookPath);
process.exit();

function look(what: string): void {
  console.log(JSON.stringify({ what, residentMb: Math.round(process.memoryUsage.rss() / 1e6) }));
}

async function manyCalls(path: string, count: number): Promise<void> {
  const accounts = 200;
  if (!existsSync(path)) await buildCompany(path, { accounts, billed: true });
  await withEngine(path, async (engine) => {
    for (let done = 0; done < count; done += callsPerLook) {
      for (let call = 0; call < callsPerLook; call += 1)
        await oneCall(engine, call, accountIdAt((done + call) % accounts));
      look(`${(done + callsPerLook).toLocaleString("en")} calls`);
    }
  });
}

/** Half of the calls write. */
function oneCall(engine: Engine, call: number, accountId: string): Promise<unknown> {
  switch (call % 8) {
    case 0:
      return ask(engine, "accounts.list", { search: `customer-${call % 200}` });
    case 1:
      return ask(engine, "ledger.list", { accountId, limit: 50 });
    case 2:
      return ask(engine, "invoices.list", { limit: 50 });
    case 3:
      return ask(engine, "accounts.get", { accountId });
    default:
      return ask(engine, "credits.adjust", {
        accountId,
        action: "increase",
        amountMinor: 1 + (call % 90),
        currency: "USD",
        reasonCode: "courtesy",
        note: `Call ${call}`,
        idempotencyKey: randomUUID(),
      });
  }
}

async function wholeBook(path: string): Promise<void> {
  await withEngine(path, async (engine) => {
    await ask(engine, "book.info", {});
    look("started");
    const { total } = await ask(engine, "ledger.list", { limit: 1 });
    for (let page = 0; page < 3000; page += 1) {
      await ask(engine, "ledger.list", { beforeSequence: 1 + ((page * 7919 * 131) % total.count) });
      await ask(engine, "accounts.list", { sort: { by: "creditBalance", direction: "descending" }, skip: page * 10 });
    }
    look("6,000 pages");
    const period = { fromOn: "2026-01-01", throughOn: "2026-06-30" };
    await ask(engine, "reports.creditAgeing", { on: "2026-04-01" });
    await ask(engine, "reports.topReceivers", period);
    await ask(engine, "reports.revenueLines", period);
    await ask(engine, "reports.anomalies", { ...period, kind: "repeated" });
    look("reports");
    await finishJob(engine, "ledger.verify", {});
    look("verified");
    await finishJob(engine, "book.export", {});
    look("exported");
  });
}
