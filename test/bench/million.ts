import { existsSync } from "node:fs";
import { uploadPieceBytes } from "../../src/shared/contract/upload-pieces.ts";
import { addDays, civilDate, type CivilDate } from "../../src/shared/calendar.ts";
import type { Engine } from "../../src/main/engine/engine.ts";
import { accountIdAt, billedOn, buildCompany } from "./company.ts";
import { ask, finishJob, withEngine } from "./harness.ts";

/** A book in which everything has happened that reports are about, as large as it is to be measured. */
export interface MillionBook {
  readonly path: string;
  readonly accounts: number;
  readonly entryCount: number;
  readonly fromOn: CivilDate;
  readonly today: CivilDate;
}

const months = 6;
const batchesPerMonth = 3;
const openingCurrencies = ["EUR", "GBP", "JPY"] as const;

/**
 * Half a year of a company of 44,445 accounts, which comes to a million entries: opening balances, credit that operators gave on eighteen
 * days, and 267,000 invoices, of which half are paid by credit, a quarter by a card, and a quarter stay open.
 *
 * @param path where it is; what is there already is taken as it is.
 * @param scale 1 for all of it.
 */
export async function millionBook(path: string, scale: number): Promise<MillionBook> {
  const accounts = Math.round(44_445 * scale);
  const fromOn = civilDate(billedOn(1));
  const today = civilDate(`2026-0${months}-30`);
  if (!existsSync(path)) await build(path, accounts);
  const entryCount = await withEngine(
    path,
    async (engine) => (await ask(engine, "ledger.list", { limit: 1 })).total.count,
  );
  return { path, accounts, entryCount, fromOn, today };
}

async function build(path: string, accounts: number): Promise<void> {
  await buildCompany(path, { accounts, openingCurrencies, billed: true });
  await withEngine(path, async (engine) => {
    for (let month = 1; month <= months; month += 1) {
      const throughOn = billedOn(month);
      await setDay(engine, throughOn);
      await finishJob(engine, "billing.run", { throughOn, idempotencyKey: `run-${month}` });
      for (let part = 0; part < batchesPerMonth; part += 1) {
        const on = addDays(civilDate(throughOn), 4 + 10 * part);
        await setDay(engine, on);
        await giveCredit(engine, on, accounts);
      }
    }
  });
}

async function setDay(engine: Engine, on: string): Promise<void> {
  const clock = { kind: "test" as const, nowMs: Date.parse(`${on}T12:00:00Z`) };
  await ask(engine, "book.setClock", { clock, idempotencyKey: `clock-${on}` });
}

/** Credit for three in four accounts, each on its own, by a file. */
async function giveCredit(engine: Engine, on: string, accounts: number): Promise<void> {
  const day = Number(on.slice(8));
  const lines = Array.from({ length: accounts }, (_each, index) => index)
    .filter((index) => index % 4 !== day % 4)
    .map((index) => `${accountIdAt(index)},${1 + ((index * 7 + day) % 200)}.${10 + (index % 90)},Outage of ${on}`);
  const uploadId = `given-${on}`;
  const bytes = Buffer.from(`account,amount,note\n${lines.join("\n")}\n`);
  for (let fromByte = 0; fromByte < bytes.length; fromByte += uploadPieceBytes) {
    const base64 = bytes.subarray(fromByte, fromByte + uploadPieceBytes).toString("base64");
    await ask(engine, "imports.upload", { uploadId, fromByte, base64 });
  }
  const { choices } = await finishJob(engine, "batches.inspect", { uploadId });
  const named = { uploadId, name: `${uploadId}.csv`, choices: { ...choices, reasonCode: "courtesy" } };
  const { id: batchId } = await finishJob(engine, "batches.check", named);
  await finishJob(engine, "batches.apply", { batchId, rows: "all", idempotencyKey: `apply-${on}` });
}
