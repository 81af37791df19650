import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { buildCompany, inTemporaryFolder, finishJob, timeMs, withEngine, type Measurement } from "./harness.ts";
import { openRaw, readRows } from "./raw.ts";

/** The batch size of the engine's billing run, so that both sides wait for the disk equally often. */
const itemsPerBatch = 500;

/** One month for every account: half of what is due is covered by credit, half by a test card or left open. */
export async function measureBillingRun(accounts: number): Promise<Measurement> {
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, "book.countinghouse");
    const rawPath = join(folder, "raw.countinghouse");
    await buildCompany(path, { accounts, subscribed: true, openingCurrencies: ["USD"] });
    copyFileSync(path, rawPath);
    const engineMs = await withEngine(path, (engine) =>
      timeMs(() => finishJob(engine, "billing.run", { throughOn: "2026-03-01", idempotencyKey: "run" })),
    );
    const rawMs = await timeRaw(path, rawPath);
    return {
      name: `billing run, ${accounts.toLocaleString("en")} accounts, three months`,
      unit: "invoices/s",
      engine: ((accounts * 3) / engineMs) * 1000,
      raw: ((accounts * 3) / rawMs) * 1000,
      aim: "≥ 40 % of raw",
    };
  });
}

async function timeRaw(path: string, rawPath: string): Promise<number> {
  const invoices = readRows(path, "invoice").rows;
  const linesByInvoice = groupBy(readRows(path, "invoice_line").rows, 0);
  const paymentsByInvoice = groupBy(readRows(path, "payment").rows, 1);
  const entriesByInvoice = groupBy(readRows(path, "ledger_entry", "source_type = 'invoice_applied'").rows, 8);
  const [run] = readRows(path, "billing_run").rows;
  const database = openRaw(rawPath);
  try {
    const insert = (table: string, row: unknown[] | undefined) =>
      database.prepare(`INSERT INTO ${table} VALUES (${(row ?? []).map(() => "?").join(", ")})`);
    const insertInvoice = insert("invoice", invoices[0]);
    const insertLine = insert("invoice_line", first(linesByInvoice));
    const insertPayment = insert("payment", first(paymentsByInvoice));
    const insertEntry = insert("ledger_entry", first(entriesByInvoice));
    const updateBalance = database.prepare(
      "UPDATE credit_balance SET ledger_minor = ?, last_sequence = ? WHERE account_id = ? AND currency = ?",
    );
    const updateItem = database.prepare(
      "UPDATE subscription_item SET next_period_index = ?, next_billing_on = ? WHERE id = ?",
    );
    const updateListing = database.prepare(
      "UPDATE account_listing SET credit_balance_minor = ?, next_charge_on = ?, next_charge_minor = ? WHERE account_id = ?",
    );
    const updateNumber = database.prepare("UPDATE book SET next_invoice_number = ?");
    const updateRun = database.prepare("UPDATE billing_run SET accounts_done = accounts_done + ?");
    const writeBatch = database.transaction((batch: unknown[][]) => {
      for (const invoice of batch) {
        const [number, id, accountId] = invoice;
        const [line] = linesByInvoice.get(number) ?? [];
        const [payment] = paymentsByInvoice.get(number) ?? [];
        const [entry] = entriesByInvoice.get(id) ?? [];
        insertInvoice.run(...invoice);
        if (line) insertLine.run(...line);
        if (payment) insertPayment.run(...payment);
        if (entry) {
          insertEntry.run(...entry);
          updateBalance.run(entry[6], entry[0], accountId, entry[3]);
        }
        updateItem.run(Number(line?.[4]) + 1, line?.[6], line?.[3]);
        updateListing.run(entry?.[6] ?? 0, line?.[6], invoice[12], accountId);
        updateNumber.run(Number(number) + 1);
      }
      updateRun.run(batch.length);
    });
    insert("billing_run", run).run(...(run ?? []));
    return await timeMs(() => {
      for (let start = 0; start < invoices.length; start += itemsPerBatch) {
        writeBatch.immediate(invoices.slice(start, start + itemsPerBatch));
      }
    });
  } finally {
    database.close();
  }
}

function groupBy(rows: readonly unknown[][], column: number): Map<unknown, unknown[][]> {
  const groups = new Map<unknown, unknown[][]>();
  for (const row of rows) {
    const group = groups.get(row[column]);
    if (group) group.push(row);
    else groups.set(row[column], [row]);
  }
  return groups;
}

function first(groups: Map<unknown, unknown[][]>): unknown[] | undefined {
  return groups.values().next().value?.[0];
}
