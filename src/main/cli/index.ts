#!/usr/bin/env node
import { userInfo } from "node:os";
import { CommanderError } from "commander";
import { createProgram } from "./program.ts";
import { exitCodes } from "./run-command.ts";
import { createTerminal } from "./terminal.ts";

const terminal = createTerminal(process.stdout, process.stderr);
const caller = { origin: "cli", operator: userInfo().username } as const;

try {
  await createProgram(terminal, caller, (exitCode) => (process.exitCode = exitCode)).parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Commander has printed what it has to say; asking for help is no mistake.
  process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
}
