import { join } from "node:path";
import { uploadPieceBytes } from "../../src/shared/contract/upload-pieces.ts";
import type { Engine } from "../../src/main/engine/engine.ts";
import { accountIdAt, buildCompany } from "./company.ts";
import { ask, finishJob, inTemporaryFolder, timeMs, withEngine, type Finding } from "./harness.ts";

/**
 * A file of adjustments, one for each account: what its verdicts, applying it and undoing it take, on the clock and of the processor, and
 * the most memory meanwhile, beside what there was before.
 */
export async function measureBatches(rows: number): Promise<Finding[]> {
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, "book.countinghouse");
    await buildCompany(path, { accounts: rows });
    return withEngine(path, async (engine) => {
      const uploadId = await send(engine, fileOf(rows));
      const { choices } = await finishJob(engine, "batches.inspect", { uploadId });
      const memory = watchMemory();
      const checking = { uploadId, name: "credits.csv", choices: { ...choices, reasonCode: "courtesy" } };
      let batchId = "";
      const checked = await measured(async () => {
        batchId = (await finishJob(engine, "batches.check", checking)).id;
      });
      const applied = await measured(() =>
        finishJob(engine, "batches.apply", { batchId, rows: "all", idempotencyKey: "apply" }),
      );
      const { beforeMb, mostMb } = memory.stop();
      const undone = await measured(() => finishJob(engine, "batches.undo", { batchId, idempotencyKey: "undo" }));
      const size = `${rows.toLocaleString("en")} rows`;
      return [
        { name: `verdicts of a batch (${size})`, figures: checked, aim: "≤ 3 s" },
        {
          name: `applying a batch (${size})`,
          figures: `${applied}; at most ${mostMb} MB, ${beforeMb} before`,
          aim: "≤ 5 s",
        },
        { name: `undoing a batch (${size})`, figures: undone, aim: null },
      ];
    });
  });
}

/** Amounts that differ, and a note of a few words, as files have them. */
function fileOf(rows: number): Buffer {
  const lines = Array.from(
    { length: rows },
    (_each, index) => `${accountIdAt(index)},${10 + (index % 50)}.${10 + (index % 90)},Outage of March ${index % 31}`,
  );
  return Buffer.from(`account,amount,note\n${lines.join("\n")}\n`);
}

async function send(engine: Engine, bytes: Buffer): Promise<string> {
  const uploadId = "bench-batch";
  for (let fromByte = 0; fromByte < bytes.length; fromByte += uploadPieceBytes) {
    const base64 = bytes.subarray(fromByte, fromByte + uploadPieceBytes).toString("base64");
    await ask(engine, "imports.upload", { uploadId, fromByte, base64 });
  }
  return uploadId;
}

/** Seconds on the clock, and of the processor, of all threads. */
async function measured(work: () => unknown): Promise<string> {
  const before = process.cpuUsage();
  const ms = await timeMs(work);
  const { user, system } = process.cpuUsage(before);
  return `${(ms / 1000).toFixed(1)} s (processor ${((user + system) / 1e6).toFixed(1)} s)`;
}

function watchMemory(): { stop(): { readonly beforeMb: number; readonly mostMb: number } } {
  const before = process.memoryUsage().rss;
  let most = before;
  const look = () => (most = Math.max(most, process.memoryUsage().rss));
  const timer = setInterval(look, 50);
  return {
    stop() {
      clearInterval(timer);
      look();
      const [beforeMb = 0, mostMb = 0] = [before, most].map((bytes) => Math.round(bytes / 1024 / 1024));
      return { beforeMb, mostMb };
    },
  };
}
