import type { Command } from "commander";
import { isCivilDate, startOfDayMs } from "../../shared/calendar.ts";
import type { BookInfo } from "../../shared/contract/book.ts";
import { AppError } from "../../shared/errors.ts";
import { bookOption, jsonOption, keyOption, withExamples } from "./options.ts";
import type { BookFlags, CommandLine } from "./run-command.ts";

/** A test clock that is set to a day stands in its middle, away from the borders of days elsewhere. */
const halfDayMs = 12 * 60 * 60 * 1000;

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
    .description("Set a test clock, which stands still until it is set again, or go back to the system's.")
    .argument(
      "<time>",
      "`system`, a day (YYYY-MM-DD, its noon in the book's time zone) or an instant (2026-04-01T09:00:00Z)",
    )
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((time: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const { timeZone } = await book.ask("book.info", {});
        const wanted =
          time === "system" ? { kind: "system" as const } : { kind: "test" as const, nowMs: instantOf(time, timeZone) };
        const value = await book.write("book.setClock", { clock: wanted });
        const { clock: now, nowMs, today } = await book.ask("book.info", {});
        return { ok: true, value, text: clockText({ clock: now, nowMs, today, timeZone }) };
      }),
    );
  withExamples(set, "clock set 2026-04-01", "clock set 2026-04-01T09:00:00+02:00", "clock set system");
}

function instantOf(text: string, timeZone: string): number {
  if (isCivilDate(text)) return startOfDayMs(text, timeZone) + halfDayMs;
  const nowMs = /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:\d\d)$/u.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(nowMs)) return nowMs;
  throw new AppError(
    "invalid_input",
    `"${text}" is neither a day nor an instant with its offset, such as 2026-04-01T09:00:00Z.`,
  );
}

export function clockText({
  clock,
  nowMs,
  today,
  timeZone,
}: Pick<BookInfo, "clock" | "nowMs" | "today" | "timeZone">): string {
  const time = new Date(nowMs).toISOString();
  const name = clock.kind === "system" ? "the system clock" : "a test clock, which stands still";
  return `${today} (${time}) in ${timeZone}, by ${name}`;
}
