import { randomUUID } from "node:crypto";
import { AppError } from "../../shared/errors.ts";
import type { CivilDate } from "../../shared/calendar.ts";
import type { Caller } from "../engine/engine.ts";
import { requireOk, runJob } from "../hosts/run-job.ts";
import { buildSample } from "../sample/build-sample.ts";
import { withEngine, type Outcome } from "./run-command.ts";
import { count, progressText, type Terminal } from "./terminal.ts";

/** `countinghouse book new` */
export async function newBook(
  bookPath: string,
  settings: { readonly name: string; readonly timeZone: string; readonly currency: string },
  caller: Caller,
): Promise<Outcome> {
  return withEngine(bookPath, async (engine) => {
    const value = requireOk(await engine.call("book.create", { ...settings, idempotencyKey: randomUUID() }, caller));
    return { ok: true, value, text: `Made the book ${value.path}.` };
  });
}

/** `countinghouse ledger verify` */
export async function verifyLedger(terminal: Terminal, bookPath: string, caller: Caller): Promise<Outcome> {
  return withEngine(bookPath, async (engine) => {
    const report = requireOk(
      await runJob(engine, "ledger.verify", {}, caller, ({ done, total, unit }) =>
        terminal.progress(`Verifying: ${progressText(done, total, unit)}`),
      ),
    );
    if (report.firstBroken) {
      const { sequence, problem } = report.firstBroken;
      throw new AppError("book_damaged", `The ledger does not hold from entry ${count(sequence)} on: ${problem}.`, {
        report,
      });
    }
    const text = `The ledger holds: ${count(report.checkedEntries)} entries.\nHash of the last: ${report.headHash}`;
    return { ok: true, value: report, text };
  });
}

/** `countinghouse sample` */
export async function makeSample(
  terminal: Terminal,
  outPath: string,
  options: { readonly accounts: number; readonly years: number; readonly todayOn: CivilDate; readonly seed: number },
  operator: string,
): Promise<Outcome> {
  const startedAt = performance.now();
  const { info, verification } = await buildSample(outPath, options, operator, (day, daysDone, daysTotal) =>
    terminal.progress(`Living through ${day}: ${progressText(daysDone, daysTotal, "days")}`),
  );
  const accounts = info.accountCounts.user + info.accountCounts.organization;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  return {
    ok: true,
    value: { path: info.path, accounts, entries: info.entryCount, headHash: verification.headHash },
    text:
      `Made the sample company ${info.name} in ${info.path}: ${count(accounts)} accounts, ` +
      `${count(info.entryCount)} ledger entries, in ${seconds} s.`,
  };
}
