import type { Command } from "commander";
import { exitCodes, type ExitCode } from "./exit-codes.ts";
import { bookOption, wholeNumber, withExamples } from "./options.ts";
import type { CommandLine } from "./run-command.ts";

interface ServeFlags {
  readonly book: string;
  readonly port?: number;
  readonly open: boolean;
}

/**
 * `countinghouse serve`
 *
 * @param finish is told the exit code once it was stopped.
 */
export function addServeCommand(program: Command, line: CommandLine, finish: (exitCode: ExitCode) => void): void {
  const command = program
    .command("serve")
    .description("Serve a book to browsers and commands on this machine, until Ctrl+C.")
    .addOption(bookOption())
    .option("--port <number>", "the port; left out, or 0: one that is free", wholeNumber(0, 65_535))
    .option("--no-open", "print the address and leave the browser alone")
    .action(async ({ book, port, open }: ServeFlags) => {
      try {
        // Loaded where it is needed: the other commands need not wait for a web server.
        const { serve } = await import("../server/serve.ts");
        await serve({
          bookPath: book,
          ...(port === undefined ? {} : { port }),
          opensBrowser: open,
          isReadOnly: line.isReadOnly(),
        });
        finish(exitCodes.done);
      } catch (error) {
        line.terminal.say(`Error: ${error instanceof Error ? error.message : String(error)}`);
        finish(exitCodes.refused);
      }
    });
  withExamples(
    command,
    "serve",
    "serve --book acme.countinghouse --port 8123 --no-open",
    "serve --read-only --book acme.countinghouse",
  );
}
