import { wordText, type TerminalWord, said } from "./spoken.ts";
import { randomUUID } from "node:crypto";
import {
  contract,
  type MethodAnswer,
  type MethodInput,
  type MethodNameOf,
  type MethodOutput,
} from "../../../shared/contract/index.ts";
import { AppError, requireOk, type ErrorView } from "../../../shared/errors.ts";
import { sentence, inWords } from "../../../shared/sentences/sentence.ts";
import type { Caller, Engine } from "../../engine/engine.ts";
import { runJob } from "../../hosts/run-job.ts";
import { exitCodeOf, exitCodes, type ExitCode } from "./exit-codes.ts";
import { createDesk } from "../../hosts/desk.ts";
import { type EngineTerms, openEngine } from "./open-engine.ts";
import { readPassphrase, readSecret } from "./passphrase.ts";
import { safeJson } from "./safe-text.ts";
import { stopRequests } from "./stop-requests.ts";
import { count, progressText, refusalText, toldText, type Terminal } from "./terminal.ts";
import { english } from "../../../shared/sentences/languages.ts";

/** What a command came to. */
export type Outcome =
  /** The value for programs and the same for people. */
  | { readonly ok: true; readonly value: unknown; readonly text: string; readonly exitCode?: ExitCode }
  /** Rows, which were printed as they came. */
  | { readonly ok: true; readonly isPrinted: true }
  | { readonly ok: false; readonly error: ErrorView; readonly exitCode?: ExitCode };

/** Options that every command has in common. */
export interface CommonFlags {
  readonly json?: true;
  readonly key?: string;
}

export interface BookFlags extends CommonFlags {
  readonly book: string;
}

type WithoutKey<Input> = Input extends { idempotencyKey: string } ? Omit<Input, "idempotencyKey"> : Input;

/** A book that a command works on, whoever holds it. Each call ends the command where it is refused. */
export interface OpenBook {
  ask<Name extends MethodNameOf<"query">>(name: Name, input: MethodInput<Name>): Promise<MethodAnswer<Name>>;
  /** The command's own write, under its idempotency key; a command line writes once. */
  write<Name extends MethodNameOf<"command">>(
    name: Name,
    input: WithoutKey<MethodInput<Name>>,
  ): Promise<MethodAnswer<Name>>;
  /** What goes before the command's own write, and needs no key. */
  record<Name extends MethodNameOf<"record">>(name: Name, input: MethodInput<Name>): Promise<MethodAnswer<Name>>;
  /**
   * Start a job and wait for its result, with progress on a terminal. Ctrl+C asks it to stop after its batch.
   *
   * @param doing what the progress says is done: "Verifying".
   * @param key in place of the command's own, where it follows from what is done.
   */
  job<Name extends MethodNameOf<"job">>(
    name: Name,
    input: WithoutKey<MethodInput<Name>>,
    doing: TerminalWord,
    key?: string,
  ): Promise<MethodOutput<Name>>;
}

/** What commands are given to work with. */
export interface CommandLine {
  readonly terminal: Terminal;
  readonly caller: Caller;
  /** Whether the book is to be left as it is (`--read-only`). */
  isReadOnly(): boolean;
  /** The passphrase that the command's operator signed in by; undefined where nobody did. */
  usedPassphrase(): string | undefined;
  /** Run a command's work and tell its outcome, in the way its options ask for. */
  run(options: CommonFlags, work: () => Promise<Outcome>): Promise<void>;
  /** The same for a command that works on a book. */
  withBook(options: BookFlags, work: (book: OpenBook) => Promise<Outcome>): Promise<void>;
}

/** What a command line says before its command or after it, whatever the command. */
export interface LineFlags {
  /** Who it acts as, where everyone signs in (BEHAVIOUR 11.7). */
  readonly as?: string;
  readonly passphraseFd?: number;
  /** From where the key of the Backend API comes that it acts by. */
  readonly apiKeyFd?: number;
  /** The book is left as it is. */
  readonly readOnly?: boolean;
}

/**
 * @param finish is told the exit code of the command that ran.
 * @param lineFlags asked once the command line has been read.
 * @param engineTerms what the engine of a book is opened with beyond that.
 */
export function createCommandLine(
  terminal: Terminal,
  caller: Caller,
  finish: (exitCode: ExitCode) => void,
  lineFlags: () => LineFlags,
  engineTerms: EngineTerms,
): CommandLine {
  let passphrase: string | undefined;
  const isReadOnly = (): boolean => lineFlags().readOnly === true;
  return {
    terminal,
    caller,
    isReadOnly,
    usedPassphrase: () => passphrase,
    async run(options, work) {
      finish(await tellOutcome(terminal, options, null, work));
    },
    async withBook(options, work) {
      const usedKey: UsedKey = { key: options.key ?? randomUUID(), isUsed: false };
      const run = async (): Promise<Outcome> => {
        const { as: name, passphraseFd, apiKeyFd } = lineFlags();
        const apiKey = apiKeyFd === undefined ? undefined : await readSecret(terminal, apiKeyFd);
        const engine = await openEngine(options.book, caller, { isReadOnly: isReadOnly(), apiKey, engineTerms });
        try {
          if (name === undefined) return await work(openBook(engine, caller, terminal, usedKey));
          passphrase = await readPassphrase(terminal, said("Passphrase of {name}: ", { name }), passphraseFd);
          const operator = await signIn(engine, caller, name, passphrase);
          return await work(openBook(engine, operator, terminal, usedKey));
        } finally {
          await engine.close();
        }
      };
      finish(await tellOutcome(terminal, options, usedKey, run));
    },
  };
}

/** @returns on whose behalf the command works; a host that holds the book knows it by itself. @throws AppError where it is refused. */
async function signIn(engine: Engine, caller: Caller, signInName: string, passphrase: string): Promise<Caller> {
  const desk = createDesk(caller);
  requireOk(await desk.dispatch(engine, "operators.signIn", { signInName, passphrase }));
  return desk.caller();
}

interface UsedKey {
  key: string;
  /** Whether something was asked for under it. */
  isUsed: boolean;
}

function openBook(engine: Engine, caller: Caller, terminal: Terminal, usedKey: UsedKey): OpenBook {
  const keyed = (input: object): never => {
    usedKey.isUsed = true;
    return { ...input, idempotencyKey: usedKey.key } as never;
  };
  return {
    ask: async (name, input) => requireOk(await engine.call(name, input, caller)),
    record: async (name, input) => requireOk(await engine.call(name, input, caller)),
    write: async (name, input) => requireOk(await engine.call(name, keyed(input), caller)),
    async job(name, input, doing, key = usedKey.key) {
      usedKey.key = key;
      const isKeyless = !("idempotencyKey" in contract[name].input.shape);
      const stop = stopRequests();
      try {
        const result = await runJob(
          engine,
          name,
          isKeyless ? (input as never) : keyed(input),
          caller,
          ({ done, total, unit, failures }) => {
            const failed = failures > 0 ? `, ${wordText("Left out")}: ${count(failures)}` : "";
            terminal.progress(`${wordText(doing)}: ${progressText(done, total, unit)}${failed}`);
          },
          stop.signal,
        );
        if (!result.ok && stop.signal.aborted) throw new Interrupted(result.error.details?.["result"]);
        return requireOk(result);
      } finally {
        stop.end();
      }
    },
  };
}

/** A job was stopped, as was asked for. */
export class Interrupted extends Error {
  /** What it had come to, where it says so. */
  readonly result: unknown;

  constructor(result: unknown) {
    super("Stopped.");
    this.name = "Interrupted";
    this.result = result;
  }
}

/** Run a command's work and tell its outcome, as JSON where asked for. @returns the exit code. */
async function tellOutcome(
  terminal: Terminal,
  { json }: CommonFlags,
  usedKey: UsedKey | null,
  work: () => Promise<Outcome>,
): Promise<ExitCode> {
  const outcome = await work().catch((error: unknown): Outcome => {
    if (error instanceof AppError) return { ok: false, error: error.toView() };
    if (!(error instanceof Interrupted)) throw error;
    const view = new AppError("engine_stopped", sentence("The work was stopped before it was done.")).toView();
    return { ok: false, error: view, exitCode: exitCodes.interrupted };
  });
  if (outcome.ok && "isPrinted" in outcome) return exitCodes.done;
  const key = usedKey?.isUsed ? { idempotencyKey: usedKey.key } : {};
  if (outcome.ok) {
    if (json) await terminal.write(`${safeJson(inWords({ ok: true, value: outcome.value, ...key }, english))}\n`);
    else terminal.print(outcome.text);
    return outcome.exitCode ?? exitCodes.done;
  }
  const { error } = outcome;
  if (json) await terminal.write(`${safeJson(inWords({ ok: false, error, ...key }, english))}\n`);
  if (outcome.exitCode === exitCodes.interrupted) {
    terminal.say(toldText(error));
    return outcome.exitCode;
  }
  terminal.say(refusalText(error));
  if ((error.code === "engine_stopped" || error.code === "engine_restarted") && usedKey?.isUsed) {
    terminal.say(
      said("Whether it was done is not known. Repeat it with --key {key}: it is done once at most.", {
        key: usedKey.key,
      }),
    );
  }
  return outcome.exitCode ?? exitCodeOf(error.code);
}
