import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { LinkView } from "../../src/shared/contract/link.ts";
import type { Engine } from "../../src/main/engine/engine.ts";
import { createBook } from "../../src/main/engine/create-book.ts";
import { linkPassphrase } from "../support/link-passphrase.ts";
import { ask, dispatch, inTemporaryFolder, timeMs, withEngine, type Finding } from "./harness.ts";

/**
 * Pull a large company from an upstream that takes a tenth of a second for each answer, into an empty book: every second account has credit, of which the
 * list of items says nothing, so that each is asked for, and every fourth pays for a plan. Then pull again, with nothing new, from a list that says it. There is no raw side: SQLite has no upstream.
 */
export async function measurePulling(accounts: number): Promise<Finding[]> {
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, "book.countinghouse");
    createBook(path, Date.now(), { name: "Pulled", timeZone: "UTC", currency: "USD", isForTrying: true });
    const upstream = fork(new URL("../support/slow-upstream-process.ts", import.meta.url), {
      env: { ...process.env, ACCOUNTS: String(accounts), DELAY_MS: "100" },
    });
    try {
      const [address] = (await once(upstream, "message")) as [string];
      return await withEngine(path, async (engine) => {
        const link = { address, secretKey: "sk_live_bench", passphrase: linkPassphrase };
        const firstMs = await timeMs(async () => {
          await dispatch(engine, "link.create", link);
          await untilPulled(engine, null);
        });
        const { link: pulled } = await ask(engine, "link.show", {});
        if (pulled?.accountCount !== accounts) throw new Error(`${pulled?.accountCount} of ${accounts} were pulled`);
        upstream.send("tell credit");
        const againMs = await timeMs(async () => {
          await ask(engine, "link.sync", {});
          await untilPulled(engine, pulled.lastPullAtMs);
        });
        const many = accounts.toLocaleString("en");
        return [
          {
            name: `Pull of ${many} accounts into an empty book, 100 ms an answer`,
            figures: minutes(firstMs),
            aim: "≤ 10 minutes for 100,000",
          },
          { name: `Pull of the same again, with nothing new`, figures: minutes(againMs), aim: null },
        ];
      });
    } finally {
      upstream.kill();
    }
  });
}

const minutes = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

async function untilPulled(engine: Engine, formerPullAtMs: number | null): Promise<LinkView> {
  for (;;) {
    const { link } = await ask(engine, "link.show", {});
    if (link?.problem) throw new Error(link.problem.message);
    if (link && !link.isAtWork && link.lastPullAtMs !== null && link.lastPullAtMs !== formerPullAtMs) return link;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
