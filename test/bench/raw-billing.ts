import Database from "better-sqlite3";
import { columnsOf, openRaw, prepareInsert, type Row } from "./raw.ts";

/** As many as the engine's billing run puts into one transaction, so that both sides wait for the disk equally often. */
const invoicesPerBatch = 500;

/** One row that the engine wrote or changed for an invoice, as raw SQLite writes it. */
interface Write {
  readonly statement: Database.Statement;
  readonly values: readonly unknown[];
}

/** What is written of one table for an invoice. */
export interface Part {
  /** Selects from the engine's book: the invoice's number, then what is bound. */
  readonly select: string;
  /** Writes the raw book; null: inserts the columns that were selected into `table`. */
  readonly update: string | null;
  readonly table: string;
}

const ofInvoices = "WHERE invoice.number BETWEEN ? AND ?";
// The whole list of types is there for the index of an invoice's entries, which holds just these.
const withEntry = `JOIN ledger_entry entry ON entry.source_id = invoice.id
  AND entry.source_type IN ('invoice_applied', 'invoice_returned', 'proration')`;
const withUse = `${withEntry} JOIN credit_block_use ON credit_block_use.used_by_entry_id = entry.id`;

/** In the order in which the engine writes them. */
export const parts: readonly Part[] = [
  {
    table: "book",
    select: `SELECT invoice.number, invoice.number + 1 FROM invoice ${ofInvoices}`,
    update: "UPDATE book SET next_invoice_number = ?",
  },
  {
    table: "subscription_item",
    select: `SELECT invoice.number, item.next_period_index, item.next_billing_on, item.id FROM invoice
      JOIN invoice_line line ON line.invoice_number = invoice.number AND line.position = 1
      JOIN subscription_item item ON item.id = line.subscription_item_id ${ofInvoices}`,
    update: "UPDATE subscription_item SET next_period_index = ?, next_billing_on = ? WHERE id = ?",
  },
  // What SQLite computes of a row it computes of the raw one, too.
  { table: "invoice", select: `SELECT invoice.number, invoice.* FROM invoice ${ofInvoices}`, update: null },
  {
    table: "invoice_line",
    select: `SELECT invoice.number, line.* FROM invoice JOIN invoice_line line ON line.invoice_number = invoice.number
      ${ofInvoices}`,
    update: null,
  },
  {
    table: "ledger_entry",
    select: `SELECT invoice.number, entry.* FROM invoice ${withEntry} ${ofInvoices}`,
    update: null,
  },
  {
    table: "credit_balance",
    select: `SELECT invoice.number, entry.balance_after_minor, entry.sequence, entry.account_id, entry.currency
      FROM invoice ${withEntry} ${ofInvoices}`,
    update: "UPDATE credit_balance SET ledger_minor = ?, last_sequence = ? WHERE account_id = ? AND currency = ?",
  },
  {
    table: "credit_block_use",
    select: `SELECT invoice.number, credit_block_use.* FROM invoice ${withUse} ${ofInvoices}`,
    update: null,
  },
  {
    table: "credit_block",
    select: `SELECT invoice.number, credit_block_use.amount_minor, credit_block_use.block_id
      FROM invoice ${withUse} ${ofInvoices}`,
    update: "UPDATE credit_block SET remaining_minor = remaining_minor - ? WHERE id = ?",
  },
  {
    table: "payment",
    select: `SELECT invoice.number, payment.* FROM invoice JOIN payment ON payment.invoice_number = invoice.number
      ${ofInvoices}`,
    update: null,
  },
  {
    table: "account_listing",
    select: `SELECT invoice.number, listing.credit_balance_minor, listing.next_charge_on, listing.next_charge_minor,
        listing.oldest_open_due_on, listing.last_activity_on, listing.account_id
      FROM invoice JOIN account_listing listing ON listing.account_id = invoice.account_id ${ofInvoices}`,
    update: `UPDATE account_listing SET credit_balance_minor = ?, next_charge_on = ?, next_charge_minor = ?,
      oldest_open_due_on = ?, last_activity_on = ? WHERE account_id = ?`,
  },
];

/** A copy of a book, made before the engine billed it, into which raw SQLite writes what the engine wrote. */
interface RawBilling {
  /**
   * Write the rows of the engine's newest run, in batches of the same size; to be called after each run.
   *
   * @returns how long writing took, in milliseconds. Reading the rows is not counted.
   */
  repeatRun(): number;
  close(): void;
}

export function openRawBilling(bookPath: string, rawPath: string): RawBilling {
  const source = new Database(bookPath, { readonly: true });
  const raw = openRaw(rawPath);
  const readers = parts.map(({ table, select, update }) => {
    const rows = source.prepare<[number, number]>(select).raw();
    const [, ...columns] = namesOf(rows);
    if (update !== null) return { rows, statement: raw.prepare(update), isWritten: columns.map(() => true) };
    const written = columnsOf(raw, table);
    return {
      rows,
      statement: prepareInsert(raw, table, written),
      isWritten: columns.map((column) => written.includes(column)),
    };
  });
  const newestRun = source.prepare<[], Row>("SELECT * FROM billing_run ORDER BY started_at_ms DESC, id DESC LIMIT 1");
  const totalOf = source.prepare<[unknown], Row>("SELECT * FROM billing_run_total WHERE run_id = ?");
  const lastNumber = source.prepare<[], number>("SELECT coalesce(max(number), 0) FROM invoice").pluck();
  const insertRun = prepareInsert(raw, "billing_run", namesOf(newestRun));
  const insertTotal = prepareInsert(raw, "billing_run_total", namesOf(totalOf));
  const countRun = raw.prepare("UPDATE billing_run SET accounts_done = ? WHERE id = ?");
  const countTotal = raw.prepare("UPDATE billing_run_total SET invoice_count = ? WHERE run_id = ?");
  let writtenNumber = 0;

  /** Every row of these invoices, invoice by invoice. */
  function readWrites(from: number, to: number): Write[] {
    const writes = new Map<unknown, Write[]>();
    for (let number = from; number <= to; number += 1) writes.set(number, []);
    for (const { rows, statement, isWritten } of readers) {
      for (const [number, ...values] of rows.all(from, to) as unknown[][]) {
        writes.get(number)?.push({ statement, values: values.filter((_, index) => isWritten[index]) });
      }
    }
    return [...writes.values()].flat();
  }

  const writeBatch = raw.transaction((runId: unknown, done: number, writes: readonly Write[]) => {
    for (const { statement, values } of writes) statement.run(...values);
    countRun.run(done, runId);
    countTotal.run(done, runId);
  });

  return {
    repeatRun() {
      const run = newestRun.get();
      const total = run && totalOf.get(run["id"]);
      if (!total) throw new Error("No run has billed anything");
      insertRun.run(...Object.values(run));
      insertTotal.run(...Object.values(total));
      const last = lastNumber.get() ?? 0;
      let elapsedMs = 0;
      for (let from = writtenNumber + 1; from <= last; from += invoicesPerBatch) {
        const to = Math.min(last, from + invoicesPerBatch - 1);
        const writes = readWrites(from, to);
        const startedAt = performance.now();
        writeBatch.immediate(run["id"], to - writtenNumber, writes);
        elapsedMs += performance.now() - startedAt;
      }
      writtenNumber = last;
      return elapsedMs;
    },
    close() {
      source.close();
      raw.close();
    },
  };
}

function namesOf(statement: Pick<Database.Statement, "columns">): string[] {
  return statement.columns().map(({ name }) => name);
}
