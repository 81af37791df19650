import { CommanderError } from "commander";
import { commandLineCaller } from "../hosts/callers.ts";
import { exitCodes, type ExitCode } from "./foundation/exit-codes.ts";
import type { EngineTerms } from "./foundation/open-engine.ts";
import { createProgram } from "./program.ts";
import type { Terminal } from "./foundation/terminal.ts";
import { said } from "./foundation/spoken.ts";

/**
 * Run what a command line asks for, to its end. Whatever goes wrong is said at the terminal.
 *
 * @param words what was typed after the program's name.
 * @param finish is told the exit code.
 * @param engineTerms where a process runs many command lines.
 */
export async function runCommandLine(
  words: readonly string[],
  terminal: Terminal,
  finish: (exitCode: ExitCode) => void,
  engineTerms: EngineTerms = {},
): Promise<void> {
  // Where another program holds the book, it says itself who calls.
  const caller = { ...commandLineCaller(), holdsBook: true } as const;
  try {
    await createProgram(terminal, caller, finish, engineTerms).parseAsync(words, { from: "user" });
  } catch (error) {
    // Commander has said what it has to say; asking for help is no mistake.
    if (error instanceof CommanderError) return finish(error.exitCode === 0 ? exitCodes.done : exitCodes.usage);
    terminal.say(
      said("Error: {text}", { text: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
    finish(exitCodes.failed);
  }
}
