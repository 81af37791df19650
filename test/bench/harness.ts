import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  MethodAnswer,
  MethodInput,
  MethodName,
  MethodNameOf,
  MethodOutput,
} from "../../src/shared/contract/index.ts";
import type { Caller, Engine } from "../../src/main/engine/engine.ts";
import { runJob } from "../../src/main/hosts/run-job.ts";
import { requireOk } from "../../src/shared/errors.ts";
import { startEngine } from "../../src/main/engine/start.ts";

export const caller: Caller = { origin: "desk", operator: "Benchmark" };

/** One line of the report. */
export interface Finding {
  readonly name: string;
  readonly figures: string;
  /** What the project aims for, in words; null for what is only told. */
  readonly aim: string | null;
}

/** So many a second: the engine's figure, raw SQLite's for the same rows in the same run, and their ratio. */
export function ratesBesideRaw(unit: string, engine: number, raw: number): string {
  const share = Math.round((engine / raw) * 100);
  return `engine ${engine.toFixed(0)} ${unit}, raw ${raw.toFixed(0)} ${unit}, ${share} % of raw`;
}

/** Durations in milliseconds, the engine's and raw SQLite's for the same rows in the same run, and their ratio. */
export function timesBesideRaw(engineMs: number, rawMs: number): string {
  return `engine ${engineMs.toFixed(2)} ms, raw ${rawMs.toFixed(2)} ms, ${(engineMs / rawMs).toFixed(1)} × raw`;
}

/** A folder that is gone when the work is done. */
export async function inTemporaryFolder<Answer>(work: (folder: string) => Promise<Answer>): Promise<Answer> {
  const folder = mkdtempSync(join(tmpdir(), "countinghouse-bench-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Run the work on an engine that is closed afterwards, so that the file can be copied. */
export async function withEngine<Answer>(bookPath: string, work: (engine: Engine) => Promise<Answer>): Promise<Answer> {
  const engine = await startEngine({ bookPath });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}

export async function ask<Name extends MethodName>(
  engine: Engine,
  name: Name,
  input: MethodInput<Name>,
): Promise<MethodAnswer<Name>> {
  return requireOk(await engine.call(name, input, caller));
}

/** Ask for what leaves a record, which has no key. */
export async function dispatch(engine: Engine, name: MethodNameOf<"record">, input: unknown): Promise<void> {
  requireOk(await engine.dispatch(name, input, caller));
}

/** Start a job and wait for its end. */
export async function finishJob<Name extends MethodNameOf<"job">>(
  engine: Engine,
  name: Name,
  input: MethodInput<Name>,
): Promise<MethodOutput<Name>> {
  return requireOk(await runJob(engine, name, input, caller));
}

/** How long the work takes, in milliseconds. */
export async function timeMs(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** How much processor time of this process the work takes, on all of its threads, in microseconds. */
export async function processorUs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/** The value that 99 in 100 do not exceed. */
export function percentile99(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1] ?? 0;
}
