import type { Command } from "commander";
import type { SessionView } from "../../../shared/contract/sessions.ts";
import {
  bookOption,
  jsonOption,
  keyOption,
  wholeNumber,
  withChangeOptions,
  withExamples,
  withRowOptions,
} from "../foundation/options.ts";
import { printWholeList, type Column, type RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { count } from "../foundation/terminal.ts";
import { said } from "../foundation/spoken.ts";

const instant = (atMs: number): string => new Date(atMs).toISOString();

const columns: readonly Column<SessionView>[] = [
  { heading: "Id", name: "id", value: ({ id }) => id },
  { heading: "Operator", name: "operator", value: ({ operatorName }) => operatorName, shrinks: true },
  { heading: "Address", name: "address", value: ({ address }) => address },
  { heading: "Since", name: "created_at", value: ({ createdAtMs }) => instant(createdAtMs) },
  { heading: "Last seen", name: "last_seen_at", value: ({ lastSeenAtMs }) => instant(lastSeenAtMs) },
  { heading: "Ends", name: "ends_at", value: ({ endsAtMs }) => instant(endsAtMs) },
  { heading: "Browser", name: "browser", value: ({ agent }) => agent, shrinks: true },
];

/** `countinghouse sessions …` */
export function addSessionsCommands(program: Command, line: CommandLine): void {
  const sessions = program
    .command("sessions")
    .description("See where operators are signed in with a browser, and end that.");
  withExamples(sessions, "sessions list --as bob", "sessions expiry --idle-hours 8 --as bob");

  const list = sessions
    .command("list")
    .description("List your sessions, or, as an admin, everybody's; the one seen last first.")
    .action((flags: BookFlags & RowFlags) =>
      line.withBook(flags, async (book) => {
        const { sessions: rows } = await book.ask("sessions.list", {});
        return printWholeList(line.terminal, flags, columns, rows);
      }),
    );
  withExamples(withRowOptions(list), "sessions list --as bob", "sessions list --as bob --json");

  const end = withChangeOptions(
    sessions
      .command("end")
      .description(
        "Sign somebody out where they are signed in, from the next call on: yourself, or, as an admin, others.",
      )
      .argument("<id>", "the session's id"),
  ).action((sessionId: string, flags: BookFlags) =>
    line.withBook(flags, async (book) => {
      const value = await book.write("sessions.end", { sessionId });
      return { ok: true, value, text: said("The session {sessionId} has ended.", { sessionId }) };
    }),
  );
  withExamples(end, "sessions end ses_01jd2x9k3mh6v8t4b7q0c5n1wz --as bob");

  const expiry = sessions
    .command("expiry")
    .description("Show or change when sessions end by themselves.")
    .option("--idle-hours <number>", "without a call, from 1 to 168", wholeNumber(1, 168))
    .option("--days <number>", "in any case, from 1 to 90", wholeNumber(1, 90))
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action(({ idleHours, days, ...flags }: BookFlags & { idleHours?: number; days?: number }) =>
      line.withBook(flags, async (book) => {
        if (idleHours !== undefined || days !== undefined) {
          await book.write("book.configure", {
            ...(idleHours !== undefined && { sessionIdleHours: idleHours }),
            ...(days !== undefined && { sessionDays: days }),
          });
        }
        const { sessionIdleHours, sessionDays } = await book.ask("book.settings", {});
        const text = said("A session ends after {hours} h without a call, and after {days} d in any case.", {
          hours: count(sessionIdleHours),
          days: count(sessionDays),
        });
        return { ok: true, value: { sessionIdleHours, sessionDays }, text };
      }),
    );
  withExamples(expiry, "sessions expiry", "sessions expiry --idle-hours 8 --days 1 --as bob");
}
