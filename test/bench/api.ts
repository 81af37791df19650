import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Engine } from "../../src/main/engine/engine.ts";
import { startLoopbackHost } from "../../src/main/server/loopback-host.ts";
import { makeApiKey } from "../../src/shared/api-key.ts";
import { makeWebhookSecret } from "../../src/shared/webhook-secret.ts";
import type { LoadReport } from "../support/api-load-process.ts";
import { accountIdAt, buildCompany } from "./company.ts";
import { ask, inTemporaryFolder, median, percentile99, timeMs, withEngine, type Finding } from "./harness.ts";

/** So many accounts are used at once, each with two calls under way. */
const busyAccounts = 10;

/**
 * A program in a process of its own that uses the API through HTTP as fast as it is answered: for each durable adjustment a repeat
 * of it and two reads. There is no raw side: SQLite answers no HTTP.
 *
 * @param withWebhook whether the book tells a server on the same machine of each entry meanwhile.
 */
export async function measureApi(calls: number, withWebhook: boolean): Promise<Finding> {
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, "book.countinghouse");
    await buildCompany(path, { accounts: 10_000 });
    return withEngine(path, async (engine) => {
      const receiver = createServer((request, response) => request.resume().once("end", () => response.end()));
      await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
      if (withWebhook) await addWebhook(engine, `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`);
      const host = await startLoopbackHost({ engine, apiLimits: { callsPerTenSeconds: 1_000_000 } });
      try {
        const key = await addKey(engine);
        const before = process.cpuUsage();
        const { report, tookMs } = await useFromAnotherProcess(host.origin, key, Math.ceil(calls / busyAccounts / 4));
        const { user, system } = process.cpuUsage(before);
        const made = Object.values(report.statuses).reduce((sum, count) => sum + count, 0);
        const rate = (made / tookMs) * 1000;
        return {
          name: `${made.toLocaleString("en")} calls of the API, ${report.entries.toLocaleString("en")} of them durable adjustments${withWebhook ? ", with a webhook" : ""}`,
          figures: `${rate.toFixed(0)} calls/s, ${((report.entries / tookMs) * 1000).toFixed(0)} adjustments/s, median ${median(report.durationsMs).toFixed(1)} ms, 99th percentile ${percentile99(report.durationsMs).toFixed(1)} ms; processor of the host ${((user + system) / made).toFixed(0)} µs a call`,
          aim: "≥ 2,500 calls/s",
        };
      } finally {
        await host.close();
        receiver.close();
        receiver.closeAllConnections();
      }
    });
  });
}

async function addKey(engine: Engine): Promise<string> {
  const { keyId, secret, secretHash } = await makeApiKey(crypto, Date.now());
  await ask(engine, "apiKeys.create", { keyId, secretHash, name: "Bench", scopes: ["admin"], idempotencyKey: "key" });
  return secret;
}

async function addWebhook(engine: Engine, address: string): Promise<void> {
  await ask(engine, "webhooks.add", { address, secret: makeWebhookSecret(crypto), idempotencyKey: "webhook" });
}

async function useFromAnotherProcess(
  address: string,
  key: string,
  adjustmentsEach: number,
): Promise<{ report: LoadReport; tookMs: number }> {
  const accountIds = Array.from({ length: busyAccounts }, (_each, index) => accountIdAt(index));
  const child = fork(new URL("../support/api-load-process.ts", import.meta.url), {
    env: { ...process.env, LOAD: JSON.stringify({ address, key, accountIds, adjustmentsEach }) },
  });
  const exited = once(child, "exit");
  await once(child, "message");
  const answered = Promise.race([once(child, "message"), exited.then(() => [])]);
  let report: LoadReport | undefined;
  const tookMs = await timeMs(async () => ([report] = (await answered) as [LoadReport?]));
  await exited;
  if (!report) throw new Error("The program reported nothing");
  return { report, tookMs };
}
