import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { isServerAddress } from "../../src/shared/book-address.ts";
import type { EngineEvent } from "../../src/shared/contract/events.ts";
import {
  contract,
  type MethodAnswer,
  type MethodInput,
  type MethodName,
  type MethodNameOf,
  type MethodOutput,
} from "../../src/shared/contract/index.ts";
import { jobStarted, type JobView } from "../../src/shared/contract/jobs.ts";
import { commonErrorCodes, type ErrorCode, type ErrorView } from "../../src/shared/errors.ts";
import type { Caller, Engine, SystemSealer } from "../../src/main/engine/engine.ts";
import type { PassphraseCost } from "../../src/main/engine/passphrase.ts";
import { startEngine } from "../../src/main/engine/start.ts";
import { workPathOf } from "../../src/main/hosts/data-directory.ts";
import type { SpareThreads } from "../../src/main/engine/thread.ts";
import { copyBook } from "./copy-book.ts";
import { untilAtRest } from "./jobs-at-rest.ts";
import { copyServerBook } from "./copy-server-book.ts";

/** Each file of tests goes on with the threads that the one before it has left. */
export const spareThreads: SpareThreads = [];

/** So that signing in takes no time; what it really costs is a test of its own. */
export const cheapPassphrases: PassphraseCost = { logCost: 4, blockSize: 8, parallelization: 1 };

const tester: Caller = { origin: "desk", operator: "Tess Tester" };

/** A field of an input that the caller may leave out because the test's door fills it in. */
type WithoutKey<Input> = Input extends { idempotencyKey: string }
  ? Omit<Input, "idempotencyKey"> & { idempotencyKey?: string }
  : Input;

/** A book through its public door: every answer is checked against the contract's own schema. */
export interface TestBook {
  readonly path: string;
  readonly engine: Engine;
  /** The answer, or the test fails with the refusal, and in other words if the contract does not name it. */
  ask<Name extends MethodName>(name: Name, input: WithoutKey<MethodInput<Name>>): Promise<MethodAnswer<Name>>;
  /** The refusal, or the test fails because there was none, or because the contract does not name it. */
  refusal<Name extends MethodName>(name: Name, input: unknown): Promise<ErrorView>;
  /** Start a job and wait until it is over. */
  runJob<Name extends MethodNameOf<"job">>(
    name: Name,
    input: WithoutKey<MethodInput<Name>>,
  ): Promise<FinishedJob<Name>>;
  /** Move the clock to noon UTC of a day, and wait until the book has done what the day asks for. */
  setToday(date: string): Promise<void>;
  close(): Promise<void>;
}

interface FinishedJob<Name extends MethodName> extends Omit<JobView, "result"> {
  readonly result: MethodOutput<Name>;
}

/** A folder of the test's own, gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "countinghouse-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Start the engine on a path and close it when the test is over. */
export async function openTestBook(path: string, sealer: SystemSealer | null = null): Promise<TestBook> {
  const engine = await startEngine({
    bookPath: path,
    workPath: workPathOf(path),
    spareThreads,
    passphraseCost: cheapPassphrases,
    sealer,
  });
  onTestFinished(() => engine.close());
  return createDoor(path, engine);
}

/** The server on which the tests make their books; undefined where books are files. */
const usualServer =
  process.env["COUNTINGHOUSE_TEST_DATABASE"] === "postgres" ? process.env["COUNTINGHOUSE_TEST_SERVER"] : undefined;

/** Whether books are on a server, where a test that looks into the book's file has nothing to look at. */
export const isOnServer = usualServer !== undefined;

/**
 * A new, empty book for trying; its clock stands at noon UTC of `today`.
 *
 * @param path where it is made; left out: in a place of its own.
 * @param server the address of a database of the server that its place is on; left out: where the tests make theirs.
 */
export async function createTestBook({
  today = "2026-01-01",
  timeZone = "UTC",
  currency = "USD",
  path,
  server = usualServer,
}: {
  today?: string;
  timeZone?: string;
  currency?: string;
  path?: string;
  server?: string | undefined;
} = {}): Promise<TestBook> {
  const name = `new-${timeZone.replaceAll("/", "-")}-${currency}`;
  const make = async (place: string): Promise<void> => {
    const draft = await openTestBook(place);
    await draft.ask("book.create", { name: "Acme Billing", timeZone, currency, isForTrying: true });
    await draft.close();
  };
  let place = path;
  if (place !== undefined && isServerAddress(place)) await make(place);
  else if (place === undefined && server !== undefined) place = await copyServerBook(server, name, make);
  else {
    place ??= join(temporaryFolder(), "book.countinghouse");
    await copyBook(name, place, make);
  }
  const book = await openTestBook(place);
  await book.setToday(today);
  return book;
}

/** A book's public door over an engine that the caller has started and closes. */
export function createDoor(path: string, engine: Engine): TestBook {
  const withKey = (name: MethodName, input: unknown): unknown =>
    !("idempotencyKey" in contract[name].input.shape) ? input : { idempotencyKey: randomUUID(), ...(input as object) };

  const door: TestBook = {
    path,
    engine,
    async ask(name, input) {
      const result = await engine.dispatch(name, withKey(name, input), tester);
      if (!result.ok) {
        requireDeclared(name, result.error.code);
        throw new Error(`${name} was refused: ${JSON.stringify(result.error)}`);
      }
      const schema = contract[name].kind === "job" ? jobStarted : contract[name].output;
      return schema.parse(result.value) as MethodAnswer<typeof name>;
    },
    async refusal(name, input) {
      const result = await engine.dispatch(name, withKey(name, input), tester);
      if (result.ok) throw new Error(`${name} was accepted: ${JSON.stringify(result.value)}`);
      requireDeclared(name, result.error.code);
      return result.error;
    },
    async runJob(name, input) {
      const ended = new Map<string, JobView>();
      let wake = () => {};
      const unsubscribe = engine.subscribe((event: EngineEvent) => {
        if (event.type !== "job" || event.job.state === "running") return;
        ended.set(event.job.id, event.job);
        wake();
      });
      try {
        const { jobId } = jobStarted.parse(await door.ask(name, input));
        while (!ended.has(jobId)) await new Promise<void>((resolve) => (wake = resolve));
        const job = ended.get(jobId);
        if (job?.error) requireDeclared(name, job.error.code);
        if (job?.state !== "done") throw new Error(`${name} ended ${job?.state}: ${JSON.stringify(job?.error)}`);
        return { ...job, result: contract[name].output.parse(job.result) as MethodOutput<typeof name> };
      } finally {
        unsubscribe();
      }
    },
    async setToday(date) {
      await door.ask("book.setClock", { clock: { kind: "test", nowMs: Date.parse(`${date}T12:00:00Z`) } });
      await untilAtRest(door, "billing.catchUp");
    },
    close: () => engine.close(),
  };
  return door;
}

/** A method answers the codes that it names in the contract and those that any call may meet; another one is a fault of either. */
function requireDeclared(name: MethodName, code: ErrorCode): void {
  const errors: readonly ErrorCode[] = contract[name].errors;
  if (errors.includes(code) || commonErrorCodes.includes(code)) return;
  throw new Error(`${name} answers ${code}, which the contract does not name`);
}
