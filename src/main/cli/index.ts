import { CommanderError } from "commander";
import { commandLineCaller } from "../hosts/callers.ts";
import { exitCodes } from "./exit-codes.ts";
import { createProgram } from "./program.ts";
import { createTerminal } from "./terminal.ts";

// Whoever reads the output may have read enough (`| head`); that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(exitCodes.done);
});

// Where another program holds the book, it says itself who calls.
const caller = { ...commandLineCaller(), holdsBook: true } as const;
const terminal = createTerminal(process.stdin, process.stdout, process.stderr);
try {
  await createProgram(terminal, caller, (exitCode) => (process.exitCode = exitCode)).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    // Commander has printed what it has to say; asking for help is no mistake.
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  } else {
    terminal.say(`Error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    process.exitCode = exitCodes.failed;
  }
}
