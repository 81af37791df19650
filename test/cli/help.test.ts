import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { exitCodeOf } from "../../src/main/cli/foundation/exit-codes.ts";
import { germanHelp } from "../../src/main/cli/german/german-help.ts";
import { manualOf } from "../../src/main/cli/manual.ts";
import { examplesOf } from "../../src/main/cli/foundation/options.ts";
import { createProgram } from "../../src/main/cli/program.ts";
import { createTerminal } from "../../src/main/cli/foundation/terminal.ts";
import { errorCodes } from "../../src/shared/errors.ts";
import { countinghouse, startCountinghouse } from "../support/command-line.ts";

/** The commands, none of which does anything; `ran` holds what they would have done. */
function idleProgram() {
  const terminal = createTerminal(process.stdin, process.stdout, process.stderr);
  const program = createProgram(terminal, { origin: "cli", operator: "Tess Tester" }, () => undefined);
  const ran: string[] = [];
  const commands: { readonly route: string; readonly command: Command }[] = [];
  const visit = (command: Command, steps: readonly string[]) => {
    const route = steps.join(" ");
    commands.push({ route, command });
    command.exitOverride().configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
    if (command.commands.length === 0) command.action(() => void ran.push(route));
    for (const each of command.commands) visit(each, [...steps, each.name()]);
  };
  visit(program, []);
  return { program, commands, ran };
}

/** An example as a shell would split it; where it reads from and writes to is the shell's. */
function wordsOf(example: string): string[] {
  return Array.from(example.replace(/ [<>] \S+$/u, "").matchAll(/"([^"]*)"|(\S+)/gu), ([, quoted, bare]) =>
    quoted === undefined ? (bare ?? "") : quoted,
  );
}

describe("every command", () => {
  const { commands } = idleProgram();

  it.each(commands.map(({ route, command }) => [route || "countinghouse", route, command] as const))(
    "%s explains itself, with examples that are right",
    (_name, route, command) => {
      expect(command.description()).toMatch(/^[A-Z].*\.$/u);
      const described = [...command.registeredArguments, ...command.options].map(({ description }) => description);
      const texts = [command.description(), ...described];
      expect(texts.filter((text) => germanHelp[text] === undefined)).toEqual([]);
      for (const { flags, description } of command.options) expect(`${flags}: ${description}`).toMatch(/: \S/u);
      for (const argument of command.registeredArguments) expect(argument.description).not.toBe("");
      const examples = examplesOf(command);
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) {
        const { program, ran } = idleProgram();
        program.parse(wordsOf(example), { from: "user" });
        expect(ran).toHaveLength(1);
        expect(ran[0]?.startsWith(route)).toBe(true);
      }
    },
  );

  it("that works on a book takes it, and JSON, in the same way", () => {
    const leaves = commands.filter(({ command }) => command.commands.length === 0);
    expect(leaves.length).toBeGreaterThan(30);
    for (const { route, command } of leaves) {
      const options = command.options.map(({ long }) => long);
      if (!["sample", "completion", "book recent"].includes(route))
        expect([route, options]).toEqual([route, expect.arrayContaining(["--book"])]);
      if (!["serve", "completion"].includes(route))
        expect([route, options]).toEqual([route, expect.arrayContaining(["--json"])]);
    }
  });
});

describe("the manual", () => {
  it("says what the commands say; otherwise run: node scripts/write-cli-manual.ts", () => {
    const manual = readFileSync(new URL("../../docs/cli.md", import.meta.url), "utf8");
    expect(manual).toBe(manualOf(idleProgram().program));
  });
});

describe("exit codes", () => {
  it("tell refusals apart as the manual says", () => {
    expect(Object.fromEntries(errorCodes.map((code) => [code, exitCodeOf(code)]))).toMatchObject({
      insufficient_credit: 1,
      invalid_input: 1,
      book_exists: 1,
      account_not_found: 3,
      invoice_not_found: 3,
      book_missing: 4,
      book_locked: 4,
      book_damaged: 4,
      engine_stopped: 4,
      internal_error: 6,
    });
  });
});

describe("the process", () => {
  it.each([[["--help"]], [["accounts", "import", "--help"]]])("explains itself for %j", async (commandLine) => {
    const { exitCode, output, errors } = await countinghouse(...commandLine);
    expect([exitCode, errors]).toEqual([0, ""]);
    expect(output).toMatch(/^Usage: countinghouse [\s\S]*Examples:\n {2}\$ countinghouse /u);
  });

  it("explains itself in German where the terminal speaks it", async () => {
    const inGerman = (...commandLine: string[]) =>
      startCountinghouse(commandLine, undefined, { LC_ALL: "de_DE.UTF-8" }).ended;
    const { exitCode, output, errors } = await inGerman("invoices", "list", "--help");
    expect([exitCode, errors]).toEqual([0, ""]);
    expect(output).toMatch(
      /^Aufruf: countinghouse invoices list \[options\]\n\nRechnungen auflisten, höchste Nummer zuerst\.\n/u,
    );
    expect(output).toMatch(/\n {2}--state <state> +nur Rechnungen in diesem Stand +\(möglich: "open",/u);
    expect(output).toMatch(/\nBeispiele:\n {2}\$ countinghouse invoices list/u);
    const wrong = await inGerman("billing", "run", "--until", "2026-02-30");
    expect(wrong.exitCode).toBe(2);
    expect(wrong.errors).toBe(
      "Fehler: '2026-02-30' ist kein Wert der Option '--until <date>'. Es ist kein Tag des Kalenders in der Form JJJJ-MM-TT.\nMehr sagt --help.\n",
    );
  });

  it("says its version", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect(await countinghouse("--version")).toEqual({ exitCode: 0, output: `${version}\n`, errors: "" });
  });

  it.each([
    [[]],
    [["frobnicate"]],
    [["sample"]],
    [["sample", "--out", "x", "--accounts", "0"]],
    [["sample", "--out", "x", "--today", "9999-01-01"]],
    [["accounts", "import", "--book", "x"]],
    [["accounts", "import", "--book", "x", "--users", "-", "--plans", "-"]],
    [["ledger", "verify", "--book", "x", "--speed", "high"]],
    [["ledger", "list", "--csv", "--json"]],
    [["credits", "adjust", "ann", "increase", "5"]],
    [["serve", "--port", "65536"]],
    [["completion", "tcsh"]],
  ])("answers %j with exit code 2 and says where help is", async (commandLine) => {
    const { exitCode, output, errors } = await countinghouse(...commandLine);
    expect([exitCode, output]).toEqual([2, ""]);
    expect(errors).toMatch(/help/u);
  });
});
