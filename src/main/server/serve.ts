import { fileURLToPath } from "node:url";
import type { SampleProgress } from "../../shared/platform.ts";
import { AppError, requireOk } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import type { Engine } from "../engine/engine.ts";
import { type EngineOptions, startEngine } from "../engine/start.ts";
import { deskCaller, hostCaller } from "../hosts/callers.ts";
import { ensureSample } from "../sample/ensure-sample.ts";
import type { LoopbackHost } from "./loopback-host.ts";
import type { TeamDoorFlags } from "./team/team-door.ts";
import type { TeamDoor } from "./team/team-host.ts";
import { workPathOf } from "../hosts/data-directory.ts";
import { recentBooksPath, rememberBook } from "../hosts/recent-books.ts";
import { openBrowser } from "./open-browser.ts";

export type { TeamDoorFlags };

/** The page has to be built in any case; it lies beside the compiled programs. */
const builtPage = import.meta.url.endsWith(".ts") ? "../../../out/renderer" : "../renderer";
const pageDirectory = fileURLToPath(new URL(builtPage, import.meta.url));

export interface ServeOptions {
  readonly bookPath: string;
  /** One that is free is chosen where it is left out. */
  readonly port?: number;
  readonly opensBrowser: boolean;
  /** Whether it is served for reading only: to browsers, and to no program. */
  readonly isReadOnly?: boolean;
  /** Whether a book on a server is served also by a user who owns its tables. Left out: not. */
  readonly isAsOwner?: boolean;
  /** How it is served to other machines as well; left out: not at all. Then the page is for those who sign in, and this machine's programs keep their way in. */
  readonly team?: Partial<TeamDoorFlags>;
}

/** What a host is told that shares its process with others; left out, the process is its own. */
export interface SharedProcess extends Required<Pick<EngineOptions, "spareThreads">> {
  /** When it is to stop, instead of at a signal. */
  readonly stopRequested: Promise<void>;
}

/**
 * Opens a book, prints one address, and serves it until SIGINT, SIGTERM or SIGHUP.
 *
 * @throws with a sentence for the person who started it, where it cannot be served.
 */
export async function serve({ team = {}, ...options }: ServeOptions, shared?: SharedProcess): Promise<void> {
  outliveOutput();
  const door = await doorOf(team);
  await (door === undefined ? serveThisMachine(options, shared) : serveTeam(options, door));
}

async function serveThisMachine(
  { bookPath, port, opensBrowser, isReadOnly = false, isAsOwner = false }: Omit<ServeOptions, "team">,
  shared?: SharedProcess,
): Promise<void> {
  const stopRequested = shared?.stopRequested ?? nextStopSignal();
  const workPath = workPathOf(bookPath);
  const spare = shared === undefined ? {} : { spareThreads: shared.spareThreads };
  // The web server is loaded while the book is being opened.
  const [engine, { startLoopbackHost }] = await Promise.all([
    startEngine({ bookPath, workPath, isReadOnly, refusesOwner: !isAsOwner, ...spare }),
    import("./loopback-host.ts"),
  ]);
  const page = {
    rendererDirectory: pageDirectory,
    onFreshAddress: (address: string) => say(`A browser was turned away. A fresh address for it:\n\n  ${address}\n`),
  };
  const sample = createSampleHost(async (samplePath) => {
    const sampleEngine = await startEngine({ bookPath: samplePath });
    const host = await startLoopbackHost({ engine: sampleEngine, bookPath: samplePath, ...page });
    return { host, engine: sampleEngine };
  });
  try {
    const host = await startLoopbackHost({
      engine,
      isReadOnly,
      // Beside a book that is only read nothing is written, so no program is told where the host is.
      ...(isReadOnly ? {} : { bookPath: workPath }),
      ...page,
      openSample: (onProgress) => sample.open(onProgress),
      ...(port === undefined ? {} : { port }),
    });
    say(
      `Countinghouse serves ${bookPath}${isReadOnly ? ", read-only," : ""} to this machine. Open this address; it works once:\n\n  ${host.address}\n`,
    );
    say("Press Ctrl+C to stop.");
    rememberBook(recentBooksPath(), bookPath);
    if (opensBrowser) openBrowser(host.address);
    await stopRequested;
    await sample.close();
    await stop(host, engine);
  } catch (error) {
    await engine.close();
    throw portTaken(error, "Another program uses this port. Choose another with --port, or leave it out.");
  }
}

/**
 * How the book is to be served to other machines; undefined where nobody asked for it.
 *
 * @throws AppError `network_not_secure`, `certificate_invalid`, `sign_on_invalid`.
 */
async function doorOf({ listen, ...others }: Partial<TeamDoorFlags>): Promise<TeamDoor | undefined> {
  if (listen === undefined) {
    if (Object.values(others).every((value) => value === undefined)) return undefined;
    throw new AppError("network_not_secure", sentence("Only --listen has the book served to other machines."));
  }
  const { teamDoorOf } = await import("./team/team-door.ts");
  return teamDoorOf({ listen, ...others });
}

/** @throws AppError where it is read only, where the book cannot be had, and where somebody could not sign in. */
async function serveTeam(
  { bookPath, port, isReadOnly, isAsOwner = false }: Omit<ServeOptions, "team">,
  door: TeamDoor,
): Promise<void> {
  if (isReadOnly)
    throw new AppError("opened_for_reading", sentence("Nobody can sign in to a book that is open for reading only."));
  const stopRequested = nextStopSignal();
  const workPath = workPathOf(bookPath);
  const [engine, { startLoopbackHost }, { startTeamHost }] = await Promise.all([
    startEngine({ bookPath, workPath, refusesOwner: !isAsOwner }),
    import("./loopback-host.ts"),
    import("./team/team-host.ts"),
  ]);
  try {
    const { names } = requireOk(
      await engine.call("operators.unready", { issuer: door.signOn?.issuer ?? null }, hostCaller("Team")),
    );
    if (names.length > 0) {
      throw new AppError("operators_cannot_sign_in", sentence("Nobody could tell who these are: {names}.", { names }));
    }
    // The commands of this machine find the book as ever; there is no page for it, and no token.
    const programs = await startLoopbackHost({ engine, bookPath: workPath, ...(port === undefined ? {} : { port }) });
    const tell = (words: string): void => void process.stderr.write(`${words}\n`);
    const rendererDirectory = pageDirectory;
    const host = await startTeamHost({
      engine: programs.engine,
      bookPath: workPath,
      rendererDirectory,
      door,
      say: tell,
    }).catch(async (error: unknown) => {
      await programs.close();
      throw error;
    });
    say(
      `Countinghouse serves ${bookPath} to other machines at ${host.address}, to those who sign in.\nPress Ctrl+C to stop.`,
    );
    await stopRequested;
    await host.close();
    await stop(programs, engine);
  } catch (error) {
    await engine.close();
    throw portTaken(error, "Another program uses this port. Choose another with --listen ADDRESS:PORT.");
  }
}

function portTaken(error: unknown, words: string): unknown {
  return (error as NodeJS.ErrnoException).code === "EADDRINUSE" ? new Error(words, { cause: error }) : error;
}

interface Served {
  readonly host: LoopbackHost;
  readonly engine: Engine;
}

/** The sample company at an address of its own beside the book's, from when somebody first asks for it. */
function createSampleHost(start: (samplePath: string) => Promise<Served>) {
  let served: Promise<Served> | null = null;
  const listeners = new Set<(progress: SampleProgress) => void>();
  return {
    async open(onProgress: (progress: SampleProgress) => void): Promise<string> {
      listeners.add(onProgress);
      try {
        served ??= ensureSample(deskCaller().operator, (progress) => {
          for (const listener of listeners) listener(progress);
        }).then(start);
        return (await served).host.issueAddress();
      } catch (error) {
        // Whoever asks again tries again.
        served = null;
        throw error;
      } finally {
        listeners.delete(onProgress);
      }
    },
    async close(): Promise<void> {
      const open = await served?.catch(() => null);
      await open?.host.close();
      await open?.engine.close();
    },
  };
}

async function stop(host: LoopbackHost, engine: Engine): Promise<void> {
  await host.close();
  await engine.close();
  say("Stopped. Everything that was confirmed is in the book.");
}

/**
 * Listens from the start, so that a stop asked for while the book opens is not lost, and to the end, so that one asked for
 * twice does not cut off the transaction that the first one waits for. A terminal that is closed (SIGHUP) asks for one too.
 */
function nextStopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
  });
}

/**
 * The terminal may be gone, or whoever started this may read no more (`| head`); that is a reason to end for a command that prints a
 * result, and none for a host.
 */
function outliveOutput(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.removeAllListeners("error");
    stream.on("error", () => undefined);
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
