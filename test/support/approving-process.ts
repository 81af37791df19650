import { startEngine } from "../../src/main/engine/start.ts";
import { workPathOf } from "../../src/main/hosts/data-directory.ts";

/**
 * A process of its own that approves an import, and says "writing" while it is claimed and written, "done" at the end. For tests that kill
 * it. Arguments: the book's path, the request, its fingerprint, the operator who approves.
 */
const [, , bookPath = "", requestId = "", fingerprint = "", operatorId = ""] = process.argv;
const engine = await startEngine({ bookPath, workPath: workPathOf(bookPath) });
engine.subscribe((event) => {
  if (event.type !== "job" || event.job.method !== "accounts.import") return;
  const { state, progress } = event.job;
  if (state !== "running") process.stdout.write("done\n");
  else if (progress.done > 0) process.stdout.write("writing\n");
});
const approved = await engine.call(
  "approvals.approve",
  { requestId, fingerprint, comment: null, idempotencyKey: "approve" },
  { origin: "api", operator: "A key", agent: { id: "key_of_test", operatorId, rights: ["approvals", "imports"] } },
);
if (!approved.ok) throw new Error(approved.error.message);
