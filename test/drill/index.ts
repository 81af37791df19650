import { chmodSync, copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { missingForCluster, startCluster, type Cluster } from "./cluster.ts";
import { buildDrillBook, openHostRole, placeFor, type DrillBook } from "./drill-book.ts";
import { createApiClient, createHost, type ApiClient, type Host } from "./hosts.ts";
import { compareWithTwin } from "./outcome.ts";
import { writeReport, type ActReport } from "./report.ts";
import { billThroughFailures, startPosters, untilBilling, type Posters } from "./work.ts";
import { billedOn } from "../bench/company.ts";

/*
 * A book on PostgreSQL as teams run it, with two hosts that programs post to without a pause and that bill month after month, while what they
 * stand on fails. At the end nothing that was answered is missing or there twice, the chain verifies, and the invoices are those of a twin that
 * nothing happened to.
 */

/** What the acts of the drill are done with. */
interface Stage {
  readonly cluster: Cluster;
  readonly hosts: readonly [Host, Host];
}

interface Act {
  readonly title: string;
  /** Something fails. @returns what makes it good again. */
  strike(stage: Stage): Promise<() => Promise<void>>;
}

const acts: readonly Act[] = [
  {
    title: "The machine of the leading server loses power",
    async strike({ cluster }) {
      const leader = await cluster.untilWhole(1);
      await cluster.killNode(leader);
      return async () => cluster.startNode(leader);
    },
  },
  {
    title: "A host is killed",
    async strike({ hosts: [first] }) {
      await first.kill();
      return async () => first.start();
    },
  },
  {
    title: "The leading server is cut off from everybody, and joined again",
    async strike({ cluster }) {
      const leader = await cluster.untilWhole(1);
      cluster.setCable(leader, "down");
      return async () => cluster.setCable(leader, "up");
    },
  },
  {
    title: "A follower loses its disk, and is built anew",
    async strike({ cluster }) {
      const follower = (((await cluster.untilWhole(1)) % 3) + 1) as 1 | 2 | 3;
      await cluster.killNode(follower);
      return async () => {
        cluster.eraseServer(follower);
        cluster.startNode(follower);
      };
    },
  },
  {
    title: "The machine of the leading server loses power, and a host with it",
    async strike({ cluster, hosts: [, second] }) {
      const leader = await cluster.untilWhole(1);
      await Promise.all([cluster.killNode(leader), second.kill()]);
      return async () => {
        cluster.startNode(leader);
        second.start();
      };
    },
  },
];

async function main(): Promise<boolean> {
  const { values } = parseArgs({
    options: {
      accounts: { type: "string", default: "1000" },
      posters: { type: "string", default: "8" },
      report: { type: "string" },
    },
  });
  const missing = missingForCluster();
  if (missing.length > 0) {
    console.log(`The drill is left out: it needs ${missing.join(", ")}.`);
    return true;
  }
  const folder = mkdtempSync(join(tmpdir(), "countinghouse-drill-"));
  // Servers that are no administrators read what lies in it.
  chmodSync(folder, 0o755);
  console.log(`What the programs print lies in ${folder} until the end.`);
  const cluster = await startCluster(folder);
  const clearAway = async () => {
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  for (const signal of ["SIGINT", "SIGTERM"])
    process.once(signal, () => void clearAway().finally(() => process.exit(1)));
  try {
    await cluster.untilWhole(2);
    const book = await buildDrillBook(
      join(folder, "book.countinghouse"),
      Number(values.accounts),
      Number(values.posters),
    );
    copyFileSync(book.path, join(folder, "twin.countinghouse"));
    const environment = await openHostRole(cluster.frontPort, book.path, join(folder, "moving"));
    const place = placeFor(cluster.frontPort, "host");
    const hosts = (
      [
        ["first", 54_392],
        ["second", 54_393],
      ] as const
    ).map(([name, port]) => createHost(folder, { name, port, place, environment })) as [Host, Host];
    for (const host of hosts) host.start();
    try {
      return await rehearse({ cluster, hosts }, { book, folder, report: values.report });
    } finally {
      for (const host of hosts) await host.kill();
    }
  } finally {
    await clearAway();
  }
}

async function rehearse(
  stage: Stage,
  { book, folder, report }: { readonly book: DrillBook; readonly folder: string; readonly report: string | undefined },
): Promise<boolean> {
  const client = createApiClient(stage.hosts, book.key);
  await client.insist(0, "/countinghouse/book");
  const posters = startPosters(client, book.posterIds);
  const reports: ActReport[] = [];
  for (const [index, act] of acts.entries()) {
    reports.push(await performAct(act, { stage, client, posters, throughOn: billedOn(index + 1) }));
  }
  await posters.stop();
  for (const host of stage.hosts) await host.stop();
  const outcome = await compareWithTwin({
    place: placeFor(stage.cluster.frontPort, "host"),
    workPath: join(folder, "checking"),
    twinPath: join(folder, "twin.countinghouse"),
    throughOn: acts.map((_act, index) => billedOn(index + 1)),
    answered: posters.answered,
  });
  const text = writeReport(reports, outcome);
  console.log(text);
  if (report !== undefined) writeFileSync(report, text);
  return outcome.faults.length === 0;
}

/** Strike while programs post and a month is billed; make it good again; wait until the cluster is whole and the month billed. */
async function performAct(
  act: Act,
  { stage, client, posters, throughOn }: { stage: Stage; client: ApiClient; posters: Posters; throughOn: string },
): Promise<ActReport> {
  const before = posters.answered.size;
  const billing = billThroughFailures(client, throughOn);
  billing.catch(() => {});
  await untilBilling(client, throughOn);
  posters.longestGapMs();
  const struckAtMs = Date.now();
  const tell = (what: string) => console.log(`  ${what} after ${((Date.now() - struckAtMs) / 1000).toFixed(1)} s`);
  console.log(act.title);
  const makeGood = await act.strike(stage);
  await posters.untilAnsweredAfter(Date.now());
  const longestGapMs = posters.longestGapMs();
  tell("answered again");
  await makeGood();
  await stage.cluster.untilWhole(2);
  tell("whole again");
  const resumed = await billing;
  tell(`billed, the run resumed ${resumed} ×,`);
  return {
    title: act.title,
    longestGapMs,
    wholeAfterMs: Date.now() - struckAtMs,
    answered: posters.answered.size - before,
    resumed,
  };
}

try {
  process.exitCode = (await main()) ? 0 : 1;
} catch (error) {
  console.error(error);
  process.exitCode = 1;
}
