import type { Command } from "commander";
import type { JobView } from "../../../shared/contract/jobs.ts";
import { withChangeOptions, withExamples, withRowOptions } from "../foundation/options.ts";
import { printWholeList, type Column, type RowFlags } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { codeText, said } from "../foundation/spoken.ts";
import { progressText } from "../foundation/terminal.ts";

const columns: readonly Column<JobView>[] = [
  { heading: "Id", name: "id", value: ({ id }) => id },
  { heading: "What", name: "method", value: ({ method }) => method },
  {
    heading: "Where",
    name: "where",
    text: ({ isAtOtherHost, hostName }) => hostName ?? codeText(isAtOtherHost ? "other_host" : "this_host"),
    value: ({ isAtOtherHost }) => (isAtOtherHost ? "other_host" : "this_host"),
  },
  { heading: "State", name: "state", text: ({ state }) => codeText(state), value: ({ state }) => state },
  {
    heading: "So far",
    name: "done",
    text: ({ progress: { done, total, unit } }) => progressText(done, total, unit),
    value: ({ progress }) => progress.done,
  },
];

/** `countinghouse jobs …`: work that a host of the book does for whoever began it. */
export function addJobsCommands(program: Command, line: CommandLine): void {
  const jobs = program
    .command("jobs")
    .description("Look at work that takes a while in a book that is open elsewhere, and stop it.");
  withExamples(jobs, "jobs list", "jobs stop job_01jd2x9k3mh6v8t4b7q0c5n1wz");
  const list = jobs
    .command("list")
    .description("List the jobs since the application was started, whoever began them.")
    .action((flags: BookFlags & RowFlags) =>
      line.withBook(flags, async (book) =>
        printWholeList(line.terminal, flags, columns, (await book.ask("jobs.list", {})).jobs),
      ),
    );
  withExamples(withRowOptions(list), "jobs list", "jobs list --json");

  const stop = jobs
    .command("stop")
    .description("Ask a job to stop after the batch it is in. A billing run that was stopped can be resumed.")
    .argument("<job>", "its id, which `jobs list` prints")
    .action((jobId: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const value = await book.write("jobs.cancel", { jobId });
        const text = value.wasRunning
          ? said("{id} stops after the batch it is in.", { id: jobId })
          : said("{id} was over already.", { id: jobId });
        return { ok: true, value, text };
      }),
    );
  withExamples(withChangeOptions(stop), "jobs stop job_01jd2x9k3mh6v8t4b7q0c5n1wz");
}
