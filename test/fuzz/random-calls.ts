import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import type { Caller, Engine } from "../../src/main/engine/engine.ts";
import type { PassphraseCost } from "../../src/main/engine/passphrase.ts";
import type { SpareThreads } from "../../src/main/engine/thread.ts";
import { hostCaller } from "../../src/main/hosts/callers.ts";
import { createDesk, type Desk } from "../../src/main/hosts/desk.ts";
import { startLoopbackHost } from "../../src/main/server/loopback-host.ts";
import { makeApiKey } from "../../src/shared/api-key.ts";
import { startEngine } from "../../src/main/engine/start.ts";
import { createRandom, type Random } from "../../src/main/sample/random.ts";
import { contract, methodNames, type MethodName, type MethodOutput } from "../../src/shared/contract/index.ts";
import { jobStarted, type JobView } from "../../src/shared/contract/jobs.ts";
import { commonErrorCodes, type ErrorCode, type ErrorView } from "../../src/shared/errors.ts";
import { idPrefixes } from "../../src/shared/ids.ts";
import { furnish } from "./company.ts";
import { importFiles } from "./import-files.ts";
import { createValues, currencies, fuzzPassphrase, timeZones, type Known } from "./values.ts";

/** What must not happen, with how to see it again. */
export interface Fault {
  readonly book: string;
  readonly method: string;
  readonly input: unknown;
  readonly what: string;
}

/** Where a book can be linked to. */
interface Upstream {
  readonly address: string;
  readonly secretKey: string;
  readonly close: () => Promise<void>;
}

/** What the calls came to. */
export interface Findings {
  readonly calls: number;
  /** How often each method was answered with what was asked for. */
  readonly answered: ReadonlyMap<MethodName, number>;
  readonly slowestMs: number;
  readonly faults: readonly Fault[];
}

interface Options {
  readonly seed: number;
  /** Looked at before each book and each call. */
  readonly goesOn: (calls: number) => boolean;
  /** Whoever waits longer than this hangs. */
  readonly longestWaitMs: number;
  /** An answer that takes longer is a fault; left out: as long as whoever waits does not hang. */
  readonly slowestAnswerMs?: number;
  readonly onBook?: (book: string) => void;
}

const callsPerBook = 600;
/** The first and the last days of all, ends of months, ordinary days. */
const beginnings = ["1970-01-02", "2024-02-28", "2026-01-31", "2026-03-08", "2099-12-31", "9998-06-15", "9999-12-01"];
/** Codes that say that a thread died. */
const deaths: ReadonlySet<ErrorCode> = new Set(["engine_restarted", "engine_stopped"]);

/** A preview's answer is what the commit that belongs to it asks for. */
const commits: Partial<Record<MethodName, MethodName>> = {
  "invoices.preview": "invoices.issue",
  "subscriptions.previewChange": "subscriptions.change",
  "creditNotes.preview": "creditNotes.issue",
};

/**
 * Call every method of the contract at random, in one book after the other, and look at each answer: it fits its schema, or it is a
 * refusal that the contract names. At the end of a book its ledger verifies and its file is whole.
 */
export async function callAtRandom({
  seed,
  goesOn,
  longestWaitMs,
  slowestAnswerMs = longestWaitMs,
  onBook,
}: Options): Promise<Findings> {
  const findings = { calls: 0, answered: new Map<MethodName, number>(), slowestMs: 0, faults: [] as Fault[] };
  for (let number = 0; goesOn(findings.calls); number += 1) {
    const folder = mkdtempSync(join(tmpdir(), "countinghouse-fuzz-"));
    try {
      await callOneBook(folder, number);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return findings;

  async function callOneBook(folder: string, number: number): Promise<void> {
    const random = createRandom(seed, number);
    const path = join(folder, "book.countinghouse");
    const currency = random.pick(currencies);
    const known: Known = { nowMs: 0, timeZone: random.pick(timeZones), ids: new Map(), currency };
    const beginning = random.pick(beginnings);
    const book = `seed ${seed}, book ${number}: ${known.timeZone}, ${currency}, ${beginning}`;
    onBook?.(book);
    const engine = await startEngine({ bookPath: path, passphraseCost: cheapPassphrases, spareThreads });
    const upstream = random.chance(0.3) ? await startUpstream(join(folder, "upstream.countinghouse")) : null;
    let callers: readonly Desk[] = [createDesk(desk)];
    const values = createValues(random, known);
    const jobs = new Map<string, JobView>();
    let wake = () => {};
    engine.subscribe((event) => {
      if (event.type !== "job" || event.job.state === "running") return;
      jobs.set(event.job.id, event.job);
      wake();
    });
    const report = (method: string, input: unknown, what: string) =>
      findings.faults.push({ book, method, input, what });

    /** @returns the answer, or undefined where there was none. */
    async function call(
      method: MethodName,
      input: unknown,
      asker: Desk | Caller = someCaller(random, method, callers),
    ): Promise<unknown> {
      findings.calls += 1;
      const startedAt = performance.now();
      const asked = "dispatch" in asker ? asker.dispatch(engine, method, input) : engine.dispatch(method, input, asker);
      const result = await within(longestWaitMs, asked);
      findings.slowestMs = Math.max(findings.slowestMs, performance.now() - startedAt);
      if (result === hangs) {
        report(method, input, "hangs");
        return undefined;
      }
      if (!result.ok) {
        const problem = problemWithRefusal(method, result.error);
        if (problem !== null) report(method, input, problem);
        return undefined;
      }
      findings.answered.set(method, (findings.answered.get(method) ?? 0) + 1);
      const { kind, output } = contract[method];
      const parsed = (kind === "job" ? jobStarted : output).safeParse(result.value);
      if (!parsed.success) report(method, input, `answers outside its schema: ${parsed.error.message}`);
      learn(known, result.value);
      const tookMs = performance.now() - startedAt;
      if (tookMs > slowestAnswerMs) report(method, input, `was answered after ${Math.round(tookMs)} ms`);
      if (kind === "job" && parsed.success) await endOfJob(method, input, jobStarted.parse(parsed.data).jobId);
      return result.value;
    }

    async function endOfJob(method: MethodName, input: unknown, jobId: string): Promise<void> {
      const ended = async () => {
        for (;;) {
          const job = jobs.get(jobId);
          if (job) return job;
          await new Promise<void>((resolve) => (wake = resolve));
        }
      };
      let job = await within(longestWaitMs, ended());
      if (job === hangs) {
        // It may have thousands of years to bill; then it has to stop when it is told to.
        await engine.dispatch("jobs.cancel", { jobId, idempotencyKey: `cancel-${jobId}` }, stopper);
        job = await within(longestWaitMs, ended());
      }
      if (job === hangs) report(method, input, "starts a job that does not end");
      else if (job.error) {
        const problem = problemWithRefusal(method, job.error);
        if (problem !== null) report(method, input, `ends its job so: ${problem}`);
      } else if (job.state === "done") {
        const parsed = contract[method].output.safeParse(job.result);
        if (!parsed.success) report(method, input, `ends its job outside its schema: ${parsed.error.message}`);
        learn(known, job.result);
      }
    }

    const creation = { name: "Fuzz", timeZone: known.timeZone, currency, isForTrying: true, idempotencyKey: "create" };
    await call("book.create", creation, desk);
    known.nowMs = Date.parse(`${beginning}T12:00:00Z`);
    await call("book.setClock", { clock: testClock(known.nowMs), idempotencyKey: "begin" }, desk);
    let asked = 0;
    await furnish(
      (name, input) => {
        const isKeyed = contract[name].kind === "command";
        return call(name, isKeyed ? { ...input, idempotencyKey: `furnish-${(asked += 1)}` } : input, desk);
      },
      random,
      currency,
      beginning,
    );
    if (random.chance(0.6)) callers = [...callers, ...(await addOperators(callers[0] ?? createDesk(desk)))];
    for (let count = 0; count < callsPerBook && goesOn(findings.calls); count += 1) {
      const method = random.pick(methodNames);
      const input = inputOf(method, random, values, known, upstream);
      const answer = await call(method, input);
      if (method === "book.setClock" && answer !== undefined) known.nowMs = clockIn(answer) ?? known.nowMs;
      const next = answer === undefined || random.chance(0.2) ? null : nextOf(method, input, answer, known);
      if (next) await call(next.method, { ...next.input, idempotencyKey: `next-${count}` });
    }
    // Whoever else there is may have signed out, or have been suspended.
    const reader: Caller = { ...desk, readsOnly: true };
    await closeAndCheck(engine, path, (method, input) => call(method, input, reader), report);
    await upstream?.close();

    /** An approver and a clerk with limits, each at a desk of their own. */
    async function addOperators(owner: Desk): Promise<readonly Desk[]> {
      const { operator } = (await call("operators.current", {}, owner)) as MethodOutput<"operators.current">;
      const passphrase = fuzzPassphrase;
      await call("operators.setPassphrase", { operatorId: operator?.id, passphrase }, owner);
      const others = [];
      for (const [signInName, role] of [
        ["ann", "approver"],
        ["cleo", "clerk"],
      ] as const) {
        const made = { name: signInName, signInName, role, idempotencyKey: `make-${signInName}` };
        const answer = (await call("operators.create", made, owner)) as MethodOutput<"operators.create">;
        await call("operators.setPassphrase", { operatorId: answer.operator.id, passphrase }, owner);
        const own = createDesk(desk);
        await call("operators.signIn", { signInName, passphrase }, own);
        others.push(own);
      }
      const limit = { role: "clerk", currency, perActMinor: 3000, perDayMinor: 9000, idempotencyKey: "limit" };
      await call("limits.set", limit, owner);
      return others;
    }
  }
}

/** What somebody does next who was answered so; null where there is nothing. */
function nextOf(
  method: MethodName,
  input: unknown,
  answer: unknown,
  { ids }: Known,
): { readonly method: MethodName; readonly input: object } | null {
  const said = input as object;
  const commit = commits[method];
  if (commit !== undefined) {
    const { pinnedOn, fingerprint } = answer as { pinnedOn?: string; fingerprint: string };
    return { method: commit, input: { ...said, ...(pinnedOn !== undefined && { pinnedOn }), fingerprint } };
  }
  if (method === "approvals.get") {
    const { request } = answer as MethodOutput<"approvals.get">;
    return { method: "approvals.approve", input: { requestId: request.id, fingerprint: request.fingerprint } };
  }
  const batchId = ids.get(idPrefixes.adjustmentBatch)?.at(-1);
  if (method === "batches.check" && batchId !== undefined) {
    return { method: "batches.apply", input: { batchId, rows: "ready" } };
  }
  if (method === "periods.list") {
    return { method: "periods.close", input: { month: (answer as MethodOutput<"periods.list">).next.month } };
  }
  return null;
}

/** Another book, with a few users, that speaks Clerk's wire. */
async function startUpstream(bookPath: string): Promise<Upstream> {
  const engine = await startEngine({ bookPath, spareThreads });
  const host = await startLoopbackHost({ engine });
  const ask = (method: MethodName, input: object) =>
    engine.dispatch(method, { ...input, idempotencyKey: `${method}-${JSON.stringify(input)}`.slice(0, 100) }, desk);
  await ask("book.create", { name: "Upstream", timeZone: "UTC", currency: "USD", isForTrying: true });
  for (const index of [0, 2, 9]) {
    await ask("accounts.create", { kind: "user", name: `Account ${index}`, contact: `contact-${index}@x.com` });
  }
  const { keyId, secret: secretKey, secretHash } = await makeApiKey(crypto, Date.now());
  await ask("apiKeys.create", { keyId, secretHash, name: "Link", scopes: ["admin"] });
  return {
    address: host.origin,
    secretKey,
    async close() {
      await host.close();
      await engine.close();
    },
  };
}

type Report = (method: string, input: unknown, what: string) => void;

async function closeAndCheck(
  engine: Engine,
  path: string,
  call: (method: MethodName, input: unknown) => Promise<unknown>,
  report: Report,
): Promise<void> {
  let verified: unknown;
  const unsubscribe = engine.subscribe((event) => {
    if (event.type === "job" && event.job.method === "ledger.verify" && event.job.state === "done") {
      verified = event.job.result;
    }
  });
  await call("ledger.verify", {});
  unsubscribe();
  if ((verified as { ok?: boolean } | undefined)?.ok !== true) {
    report("ledger.verify", {}, `finds the ledger broken: ${JSON.stringify(verified)}`);
  }
  await engine.close();
  const database = new Database(path, { readonly: true });
  try {
    const state: unknown = database.pragma("integrity_check(1)", { simple: true });
    if (state !== "ok") report("integrity_check", {}, String(state));
  } finally {
    database.close();
  }
}

/** Each book goes on with the threads that the one before it has left. */
const spareThreads: SpareThreads = [];

/** So that signing in takes no time. */
const cheapPassphrases: PassphraseCost = { logCost: 4, blockSize: 8, parallelization: 1 };

/** Who may stop work, whoever has signed in. */
const stopper: Caller = { origin: "desk", operator: "Fuzz", agent: { id: "fuzz", rights: ["runs"] } };
const desk: Caller = { origin: "desk", operator: "Fuzz" };

/** Mostly somebody who may ask it: what only hosts may is asked by one. */
function someCaller(random: Random, method: MethodName, desks: readonly Desk[]): Desk | Caller {
  if (contract[method].right === "host" && random.chance(0.8)) return hostCaller("Fuzz");
  if (random.chance(0.85)) return random.pick(desks);
  return { origin: random.pick(["desk", "cli", "api"] as const), operator: "Fuzz" };
}

function inputOf(
  method: MethodName,
  random: Random,
  values: ReturnType<typeof createValues>,
  known: Known,
  upstream: Upstream | null,
): unknown {
  if ((method === "link.create" || method === "link.probe") && upstream !== null && random.chance(0.8)) {
    const { address, secretKey } = upstream;
    return { address, secretKey, ...(method === "link.create" && { passphrase: fuzzPassphrase }) };
  }
  if (method === "creditNotes.preview" && random.chance(0.8)) {
    const invoiceId = random.pick(known.ids.get(idPrefixes.invoice) ?? [""]);
    const destination = random.pick(["credit", "origin"] as const);
    return { invoiceId, destination, lines: [{ position: 1, amountMinor: random.between(1, 20_000) }] };
  }
  if (method === "accounts.import" && random.chance(0.9)) {
    const mode = random.chance(0.8) ? "write" : "check";
    return { files: importFiles(random, values.day), mode, idempotencyKey: `import-${random.next()}` };
  }
  if (method === "imports.upload" && random.chance(0.9)) {
    const text = importFiles(random, values.day).find(({ kind }) => kind === "opening_balances")?.text ?? "a,b\n1,2\n";
    return { uploadId: adjustmentFile, fromByte: 0, base64: Buffer.from(text).toString("base64") };
  }
  if ((method === "batches.inspect" || method === "batches.check") && random.chance(0.8)) {
    const choices = { columns: { account: 0, currency: 1, amount: 2, note: 3 }, reasonCode: "billing_error" };
    return { uploadId: adjustmentFile, choices, ...(method === "batches.check" && { name: "credits.csv" }) };
  }
  if (method === "book.setClock" && random.chance(0.9)) {
    const nowMs = known.nowMs + random.pick([1, 86_400_000, 31 * 86_400_000, 90 * 86_400_000]);
    return { clock: testClock(nowMs), idempotencyKey: `clock-${random.next()}` };
  }
  return values.input(contract[method].input);
}

/** The file of adjustments that a book of the fuzz has. */
const adjustmentFile = "adjustments-of-the-fuzz";

const testClock = (nowMs: number) => ({ kind: "test", nowMs }) as const;

function clockIn(answer: unknown): number | null {
  const { clock } = answer as { clock: { kind: string; nowMs?: number } };
  return clock.nowMs ?? null;
}

/** Why a refusal is none that the contract has; null where it is one. */
function problemWithRefusal(method: MethodName, { code, message }: Pick<ErrorView, "code" | "message">): string | null {
  const errors: readonly ErrorCode[] = contract[method].errors;
  const isNamed = errors.includes(code) || commonErrorCodes.includes(code);
  return isNamed && !deaths.has(code) ? null : `answers ${code}: ${message}`;
}

const prefixes: readonly string[] = Object.values(idPrefixes);
const rememberedPerPrefix = 60;

/** Remember the ids in an answer, so that later calls ask for what is there. */
function learn(known: Known, answer: unknown): void {
  if (Array.isArray(answer)) for (const item of answer) learn(known, item);
  else if (typeof answer === "object" && answer !== null) for (const item of Object.values(answer)) learn(known, item);
  if (typeof answer !== "string" || answer.length > 64) return;
  const prefix = prefixes.find((each) => answer.startsWith(each));
  if (prefix === undefined) return;
  const ids = known.ids.get(prefix) ?? [];
  known.ids.set(prefix, ids);
  if (ids.length < rememberedPerPrefix && !ids.includes(answer)) ids.push(answer);
}

const hangs = Symbol("hangs");

async function within<Answer>(waitMs: number, answer: Promise<Answer>): Promise<Answer | typeof hangs> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof hangs>((resolve) => (timer = setTimeout(() => resolve(hangs), waitMs)));
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
