import { exitCodes } from "./foundation/exit-codes.ts";
import { runCommandLine } from "./run-command-line.ts";
import { createTerminal } from "./foundation/terminal.ts";

// Whoever reads the output may have read enough (`| head`); that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(exitCodes.done);
});

const terminal = createTerminal(process.stdin, process.stdout, process.stderr);
await runCommandLine(process.argv.slice(2), terminal, (exitCode) => (process.exitCode = exitCode));
