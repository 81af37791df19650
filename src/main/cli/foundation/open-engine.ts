import { setTimeout as wait } from "node:timers/promises";
import { isServerAddress } from "../../../shared/book-address.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import type { Caller, Engine } from "../../engine/engine.ts";
import { type EngineOptions, startEngine } from "../../engine/start.ts";
import { workPathOf } from "../../hosts/data-directory.ts";
import { isTeamAddress } from "../../hosts/team-address.ts";
import { readRunningFile, removeRunningFile } from "../../hosts/running-file.ts";

/** Another command is over soon, and a host that has just been started says where it is soon; that much is waited for. */
const patienceMs = 3_000;
const pauseMs = 100;

/** What a process that runs one command after the other opens their engines with: threads that stay, and how dear a passphrase is. */
export type EngineTerms = Pick<EngineOptions, "spareThreads" | "passphraseCost">;

interface OpeningTerms {
  readonly isReadOnly: boolean;
  /** The key of the Backend API that the command acts by. */
  readonly apiKey: string | undefined;
  readonly engineTerms: EngineTerms;
}

/**
 * The engine of a book, whoever holds it: opened here where nobody does, else the one of the running application, found through
 * the file beside the book. Whether somebody holds it is for the book's lock to say; a file that was left behind says nothing.
 *
 * A book on a server may be open here and in hosts at once; one of this machine goes before.
 *
 * A book that is named by the address of a team's host is that host's.
 *
 * Whoever acts by a key of the Backend API does so in every call, whatever caller is passed.
 *
 * Where the book cannot be had at all, the engine answers every call with the reason. A book that is only to be read is read in a copy,
 * so it does not matter who holds it.
 */
export async function openEngine(
  bookPath: string,
  caller: Caller,
  { isReadOnly, apiKey, engineTerms }: OpeningTerms,
): Promise<Engine> {
  if (isTeamAddress(bookPath)) {
    if (apiKey !== undefined)
      throw new AppError(
        "invalid_input",
        sentence("At a team's host one signs in with --as; a key is for its Backend API."),
      );
    if (isReadOnly)
      throw new AppError(
        "invalid_input",
        sentence("A book that a team's host serves is read with --as, and not with --read-only."),
      );
    return (await import("./host-engine.ts")).connectToTeam(bookPath, caller);
  }
  const workPath = workPathOf(bookPath);
  const isShared = isServerAddress(bookPath);
  if (isShared && !isReadOnly) {
    // A host of this machine has what lies on it, such as the key to an upstream, and says what it is at.
    const host = await runningHost(workPath, caller, apiKey);
    if (host) return host;
  }
  const engine = await startEngine({
    bookPath,
    workPath,
    isReadOnly,
    tellsSlowQueries: false,
    hasOneCaller: true,
    ...engineTerms,
  });
  if (isReadOnly) return engine;
  const givesUpAt = performance.now() + patienceMs;
  for (;;) {
    // Asking is trying once more to open a book that was locked.
    const info = await engine.call("book.info", {}, caller);
    if (info.ok || info.error.code === "sign_in_required") {
      if (!isShared) removeRunningFile(workPath);
      return apiKey === undefined ? engine : actingByKey(engine, apiKey);
    }
    if (info.error.code !== "book_locked") return engine;
    const host = await runningHost(workPath, caller, apiKey);
    if (host) {
      await engine.close();
      return host;
    }
    if (performance.now() >= givesUpAt) return engine;
    await wait(pauseMs);
  }
}

/** The engine of the host that says beside the book where it is; nothing where none does, or where nobody answers there. */
async function runningHost(workPath: string, caller: Caller, apiKey: string | undefined): Promise<Engine | null> {
  const running = readRunningFile(workPath);
  // Loaded where there is a host to ask: Node's HTTP costs a command more than all of its own modules.
  return running ? ((await (await import("./host-engine.ts")).connectToHost(running, caller, apiKey)) ?? null) : null;
}

/** @throws AppError where the key does not hold, with the book closed again. */
async function actingByKey(engine: Engine, apiKey: string): Promise<Engine> {
  const { commandByKey } = await import("../../hosts/key-credential.ts");
  try {
    const caller = await commandByKey(engine, apiKey);
    return {
      ...engine,
      dispatch: (method, input) => engine.dispatch(method, input, caller),
      call: (name, input) => engine.call(name, input, caller),
    };
  } catch (error) {
    await engine.close();
    throw error;
  }
}
