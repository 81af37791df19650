import { setTimeout as wait } from "node:timers/promises";
import type { Command } from "commander";
import { isCivilDate, startOfDayMs } from "../../../shared/calendar.ts";
import type { CatchUpReport } from "../../../shared/contract/billing.ts";
import type { BookInfo } from "../../../shared/contract/book.ts";
import type { JobView } from "../../../shared/contract/jobs.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { bookOption, jsonOption, keyOption, withExamples } from "../foundation/options.ts";
import type { BookFlags, CommandLine, OpenBook, Outcome } from "../foundation/run-command.ts";
import { layOutFields } from "../foundation/table.ts";
import { count, progressText, type Terminal, toldText } from "../foundation/terminal.ts";
import { said } from "../foundation/spoken.ts";

/** A test clock that is set to a day stands in its middle, away from the borders of days elsewhere. */
const halfDayMs = 12 * 60 * 60 * 1000;

/** Between two looks at a job that the book has begun by itself. */
const pauseMs = 50;

/** `countinghouse clock …` */
export function addClockCommands(program: Command, line: CommandLine): void {
  const clock = program.command("clock").description("Show and set the clock that a book lives by.");
  withExamples(clock, "clock show", "clock set 2026-04-01");

  const show = clock
    .command("show")
    .description("Show what time it is in the book.")
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const { clock: value, nowMs, today, timeZone } = await book.ask("book.info", {});
        return {
          ok: true,
          value: { clock: value, nowMs, today },
          text: clockText({ clock: value, nowMs, today, timeZone }),
        };
      }),
    );
  withExamples(show, "clock show", "clock show --json");

  const set = clock
    .command("set")
    .description(
      "Set a test clock, which stands still until it is set again, or go back to the system's. Then do what the day asks for, and say what that was. In a book that was not made for trying, a test clock takes the book's name.",
    )
    .argument(
      "<time>",
      "`system`, a day (YYYY-MM-DD, its noon in the book's time zone) or an instant (2026-04-01T09:00:00Z)",
    )
    .option(
      "--confirm-name <name>",
      "the book's name, where the book was not made for trying; left out: it is asked for",
    )
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((time: string, flags: SetFlags) => line.withBook(flags, (book) => setClock(line, book, time, flags)));
  withExamples(set, "clock set 2026-04-01", "clock set 2026-04-01T09:00:00+02:00", "clock set system");
}

interface SetFlags extends BookFlags {
  readonly confirmName?: string;
}

async function setClock(
  { terminal }: CommandLine,
  book: OpenBook,
  time: string,
  { confirmName }: SetFlags,
): Promise<Outcome> {
  const { timeZone, isForTrying, name } = await book.ask("book.info", {});
  const wanted =
    time === "system" ? { kind: "system" as const } : { kind: "test" as const, nowMs: instantOf(time, timeZone) };
  let confirmedName = confirmName ?? null;
  if (confirmedName === null && wanted.kind === "test" && !isForTrying && terminal.canAsk) {
    terminal.say(
      said(
        '"{name}" is a real book. What is written under a test clock stays in its ledger and its invoices, and the clock cannot be set back before it.',
        { name },
      ),
    );
    confirmedName = await terminal.ask(said("Type the book's name to go on: "));
  }
  const earlier = new Set((await catchUps(book)).map(({ id }) => id));
  const value = await book.write("book.setClock", { clock: wanted, confirmedName });
  const wrote = await whatTheDayAskedFor(terminal, book, earlier);
  const info = await book.ask("book.info", {});
  return { ok: true, value: { ...value, wrote }, text: `${clockText(info)}\n${wroteText(wrote)}` };
}

async function catchUps(book: OpenBook): Promise<JobView[]> {
  const { jobs } = await book.ask("jobs.list", {});
  return jobs.filter(({ method }) => method === "billing.catchUp");
}

/** Wait for the catching up that the clock set off. @returns what it wrote; null where the day asked for nothing. */
async function whatTheDayAskedFor(
  terminal: Terminal,
  book: OpenBook,
  earlier: ReadonlySet<string>,
): Promise<CatchUpReport | null> {
  for (;;) {
    const job = (await catchUps(book)).find(({ id, state }) => state === "running" || !earlier.has(id));
    if (job === undefined) return null;
    if (job.error) throw AppError.from(job.error);
    if (job.state !== "running") return job.result as CatchUpReport;
    terminal.progress(
      said("Catching up: {progress}", { progress: progressText(job.progress.done, null, job.progress.unit) }),
    );
    await wait(pauseMs);
  }
}

function wroteText(wrote: CatchUpReport | null): string {
  if (wrote === null) return said("The day asked for nothing, and nothing was written.");
  const {
    expiredBlocks,
    paymentsTried,
    paymentsSucceeded,
    givenUp,
    accountsFallenBehind,
    subscriptionsEnded,
    problems,
  } = wrote;
  const written = layOutFields([
    ["Blocks of credit that expired", count(expiredBlocks)],
    [
      "Payments tried",
      said("{tried}, of which {succeeded} succeeded", {
        tried: count(paymentsTried),
        succeeded: count(paymentsSucceeded),
      }),
    ],
    ["Invoices after their last retry", count(givenUp)],
    ["Accounts that became past due", count(accountsFallenBehind)],
    ["Subscriptions that ended", count(subscriptionsEnded)],
    ...problems.map(
      ({ accountName, error }) => [sentence("Left out: {accountName}", { accountName }), toldText(error)] as const,
    ),
  ]);
  return said("What the day asked for was written:\n{written}", { written });
}

function instantOf(text: string, timeZone: string): number {
  if (isCivilDate(text)) return startOfDayMs(text, timeZone) + halfDayMs;
  const nowMs = /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:\d\d)$/u.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(nowMs)) return nowMs;
  throw new AppError(
    "invalid_input",
    sentence('"{text}" is neither a day nor an instant with its offset, such as 2026-04-01T09:00:00Z.', { text }),
  );
}

export function clockText({
  clock,
  nowMs,
  today,
  timeZone,
}: Pick<BookInfo, "clock" | "nowMs" | "today" | "timeZone">): string {
  const time = new Date(nowMs).toISOString();
  const given = { today, time, timeZone };
  return clock.kind === "system"
    ? said("{today} ({time}) in {timeZone}, by the system clock", given)
    : said("{today} ({time}) in {timeZone}, by a test clock, which stands still", given);
}
