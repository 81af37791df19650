import { join } from "node:path";
import { Client } from "pg";
import { moveToServer } from "../../src/main/storage/book/postgres/server-book.ts";
import { startEngine } from "../../src/main/engine/start.ts";
import type { MethodInput, MethodNameOf } from "../../src/shared/contract/index.ts";
import type { Engine } from "../../src/main/engine/engine.ts";
import { findServerPrograms, startTestServer } from "../support/postgres.ts";
import { accountIdAt, billedOn, buildCompany } from "./company.ts";
import { ask, finishJob, inTemporaryFolder, median, ratesBesideRaw, timeMs, type Finding } from "./harness.ts";
import { postThroughEngine } from "./posting.ts";
import { openRawServer, type RawServer } from "./raw-server.ts";

const rounds = 6;
const accounts = 1000;
const months = [1, 2, 3];

/**
 * A book on a server of its own on this machine beside raw `pg`, which writes the same rows into tables with the same checks and indexes and no
 * triggers, in transactions of the same size: postings by several callers and by one, and a billing run; then what a screen asks for.
 */
export async function measureServerBook(postings: number): Promise<Finding[]> {
  const programs = findServerPrograms();
  if (programs === null) return [{ name: "a book on a server", figures: "there is no PostgreSQL here", aim: null }];
  const server = await startTestServer(programs);
  try {
    return await inTemporaryFolder(async (folder) => {
      const path = join(folder, "book.countinghouse");
      await buildCompany(path, { accounts, billed: true });
      const place = server.placeOf("measured");
      const at = { place, workPath: join(folder, "book") };
      moveToServer(at, path, Date.now());
      const address = new URL(place);
      address.search = "";
      const client = new Client({ connectionString: address.href });
      await client.connect();
      const raw = await openRawServer(client);
      const engine = await startEngine({ bookPath: place, workPath: at.workPath });
      try {
        const findings = [await measureBilled(engine, raw)];
        let from = 0;
        for (const callers of [8, 1]) {
          const perRound = Math.ceil(postings / rounds / (callers === 1 ? 4 : 1));
          findings.push(await measurePostings(engine, raw, { from, perRound, callers }));
          from += (rounds + 1) * perRound;
        }
        return [...findings, ...(await measureReads(engine))];
      } finally {
        await engine.close();
        await client.end();
      }
    });
  } finally {
    server.stop();
  }
}

async function measurePostings(
  engine: Engine,
  raw: RawServer,
  { from, perRound, callers }: { readonly from: number; readonly perRound: number; readonly callers: number },
): Promise<Finding> {
  const [engineMs, rawMs]: [number[], number[]] = [[], []];
  // The first round warms both sides up.
  for (let round = 0; round <= rounds; round += 1) {
    const tookMs = await timeMs(() => postThroughEngine(engine, from + round * perRound, perRound, callers));
    const rawTookMs = await raw.repeatPostings();
    if (round === 0) continue;
    engineMs.push(tookMs);
    rawMs.push(rawTookMs);
  }
  const perSecond = (ms: readonly number[]) => (perRound / median(ms)) * 1000;
  return {
    name: `on a server: posting ${(perRound * rounds).toLocaleString("en")} adjustments, durable, ${callers === 1 ? "one caller" : `${callers} callers`}`,
    figures: ratesBesideRaw("postings/s", perSecond(engineMs), perSecond(rawMs)),
    aim: "≥ 60 % of raw pg",
  };
}

/** Month after month, the engine and raw in turns; the median month counts. */
async function measureBilled(engine: Engine, raw: RawServer): Promise<Finding> {
  const [engineMs, rawMs]: [number[], number[]] = [[], []];
  for (const month of months) {
    const throughOn = billedOn(month);
    const clock = { kind: "test" as const, nowMs: Date.parse(`${throughOn}T12:00:00Z`) };
    await ask(engine, "book.setClock", { clock, idempotencyKey: `to-${throughOn}` });
    engineMs.push(await timeMs(() => finishJob(engine, "billing.run", { throughOn, idempotencyKey: throughOn })));
    rawMs.push(await raw.repeatRun());
  }
  const perSecond = (ms: readonly number[]) => (accounts / median(ms)) * 1000;
  return {
    name: `on a server: renewal run, ${accounts.toLocaleString("en")} subscriptions, median of ${months.length} months`,
    figures: ratesBesideRaw("invoices/s", perSecond(engineMs), perSecond(rawMs)),
    aim: "≥ 1,500 invoices/s, ≥ 50 % of raw pg",
  };
}

async function measureReads(engine: Engine): Promise<Finding[]> {
  const timed = async <Name extends MethodNameOf<"query">>(
    what: string,
    name: Name,
    input: MethodInput<Name>,
    aim: string,
  ): Promise<Finding> => {
    const took: number[] = [];
    for (let time = 0; time < 40; time += 1) took.push(await timeMs(() => ask(engine, name, input)));
    return { name: `on a server: ${what}`, figures: `${median(took.slice(10)).toFixed(1)} ms`, aim };
  };
  return [
    await timed("a page of the ledger", "ledger.list", { accountId: null, limit: 50 }, "≤ 10 ms"),
    await timed("a page of the accounts", "accounts.list", { limit: 50 }, "≤ 10 ms"),
    await timed("a page of the invoices", "invoices.list", { limit: 50 }, "≤ 10 ms"),
    await timed("what an account's next invoice will be", "invoices.preview", { accountId: accountIdAt(0) }, "≤ 20 ms"),
  ];
}
