import { type Command, InvalidArgumentError } from "commander";
import { civilDateAt, type CivilDate } from "../../../shared/calendar.ts";
import { buildSample, sampleTimeZone } from "../../sample/build-sample.ts";
import { day, jsonOption, pathFromHere, wholeNumber, withExamples } from "../foundation/options.ts";
import type { CommandLine, CommonFlags, Outcome } from "../foundation/run-command.ts";
import { count, progressText } from "../foundation/terminal.ts";
import { said } from "../foundation/spoken.ts";

interface SampleFlags extends CommonFlags {
  readonly out: string;
  readonly accounts: number;
  readonly years: number;
  readonly seed: number;
  readonly today?: CivilDate;
}

/** `countinghouse sample` */
export function addSampleCommand(program: Command, line: CommandLine): void {
  const sample = program
    .command("sample")
    .description("Make a sample company with a history, in a new book.")
    .requiredOption("--out <file>", "the book to make; it must not exist", pathFromHere)
    .option("--accounts <number>", "how many users and organizations", wholeNumber(1, 1_000_000), 2000)
    .option("--years <number>", "how many years of history", wholeNumber(1, 10), 1)
    .option("--today <date>", "the day the history ends (YYYY-MM-DD); left out: the day it is now", pastDay)
    .option("--seed <number>", "the same seed makes the same company", wholeNumber(0, 2 ** 31 - 1), 1)
    .addOption(jsonOption())
    .action((flags: SampleFlags) => line.run(flags, () => makeSample(line, flags)));
  withExamples(
    sample,
    "sample --out sample.countinghouse",
    "sample --accounts 100000 --years 2 --out large.countinghouse",
  );
}

async function makeSample({ terminal, caller }: CommandLine, flags: SampleFlags): Promise<Outcome> {
  const { out, accounts: wanted, years, seed, today = presentDay() } = flags;
  const startedAt = performance.now();
  const { info, verification } = await buildSample(
    out,
    { accounts: wanted, years, seed, todayOn: today },
    caller.operator,
    (on, daysDone, daysTotal) =>
      terminal.progress(
        said("Living through {on}: {progress}", { on, progress: progressText(daysDone, daysTotal, "days") }),
      ),
  );
  const accounts = info.accountCounts.user + info.accountCounts.organization;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  return {
    ok: true,
    value: { path: info.path, accounts, entries: info.entryCount, headHash: verification.headHash },
    text: said(
      "Made the sample company {name} in {path}: {accounts} accounts, {entries} ledger entries, in {seconds} s.",
      {
        name: info.name,
        path: info.path,
        accounts: count(accounts),
        entries: count(info.entryCount),
        seconds,
      },
    ),
  };
}

function presentDay(): CivilDate {
  return civilDateAt(Date.now(), sampleTimeZone);
}

/** The history must have happened: its entries cannot be younger than the clock that the book is left with. */
function pastDay(text: string): CivilDate {
  const date = day(text);
  if (date > presentDay()) throw new InvalidArgumentError("It has not come yet.");
  return date;
}
