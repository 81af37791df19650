import { startEngine } from "../../src/main/engine/start.ts";
import type { Engine } from "../../src/main/engine/engine.ts";
import type { MethodAnswer } from "../../src/shared/contract/index.ts";
import { ask, finishJob, withEngine } from "../bench/harness.ts";
import type { Answered } from "./work.ts";

/** What a drill came to. */
export interface Outcome {
  readonly commands: number;
  readonly invoices: number;
  readonly entries: number;
  /** What is not as it has to be, in words; empty where all is well. */
  readonly faults: readonly string[];
}

/** Look for every answered command in the book, verify it, and compare what was billed with a twin that nothing happened to. */
export async function compareWithTwin({
  place,
  workPath,
  twinPath,
  throughOn,
  answered,
}: {
  readonly place: string;
  readonly workPath: string;
  readonly twinPath: string;
  readonly throughOn: readonly string[];
  readonly answered: ReadonlyMap<string, Answered>;
}): Promise<Outcome> {
  const twin = await withEngine(twinPath, async (engine) => {
    for (const day of throughOn) await finishJob(engine, "billing.run", { throughOn: day, idempotencyKey: day });
    return readInvoices(engine);
  });
  const engine = await startEngine({ bookPath: place, workPath });
  try {
    const faults: string[] = [];
    const { ok, checkedEntries } = await finishJob(engine, "ledger.verify", {});
    if (!ok) faults.push("The verifier found something.");
    const invoices = await readInvoices(engine);
    if (new Set(invoices.map(({ number }) => number)).size !== invoices.length)
      faults.push("An invoice's number is there twice.");
    const [mine, its] = [invoices, twin].map((all) => all.map(({ text }) => text).toSorted());
    if (mine?.join("\n") !== its?.join("\n")) faults.push("What was billed is not what the twin billed.");
    faults.push(...(await findCommandFaults(engine, answered)));
    return { commands: answered.size, invoices: invoices.length, entries: checkedEntries, faults };
  } finally {
    await engine.close();
  }
}

/** Commands that were answered and are not there, or are there otherwise; and what nobody was answered. */
async function findCommandFaults(engine: Engine, answered: ReadonlyMap<string, Answered>): Promise<string[]> {
  const faults: string[] = [];
  const awaited = new Map(answered);
  for (const accountId of new Set([...answered.values()].map((each) => each.accountId))) {
    let beforeSequence: number | null = null;
    do {
      const page: MethodAnswer<"ledger.list"> = await ask(engine, "ledger.list", {
        accountId,
        limit: 500,
        ...(beforeSequence === null ? {} : { beforeSequence }),
      });
      for (const { id, idempotencyKey, amountMinor } of page.rows) {
        const key = idempotencyKey ?? "";
        const command = awaited.get(key);
        if (command?.entryId !== id || command.amountMinor !== amountMinor || command.accountId !== accountId)
          faults.push(`Entry ${id} under "${key}" is nobody's answer.`);
        awaited.delete(key);
      }
      beforeSequence = page.nextBeforeSequence;
    } while (beforeSequence !== null);
  }
  return [...faults, ...[...awaited.keys()].map((key) => `What was answered under ${key} is not there.`)];
}

/** Each invoice by what it says, whatever it is called. */
async function readInvoices(engine: Engine): Promise<readonly { readonly number: string; readonly text: string }[]> {
  const invoices: { number: string; text: string }[] = [];
  let after: string | null = null;
  do {
    const page: MethodAnswer<"invoices.list"> = await ask(engine, "invoices.list", { limit: 500, after });
    for (const { id: _id, number, ...said } of page.rows) invoices.push({ number, text: JSON.stringify(said) });
    after = page.nextCursor;
  } while (after !== null);
  return invoices;
}
