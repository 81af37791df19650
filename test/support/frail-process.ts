import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { startEngine } from "../../src/main/engine/start.ts";
import { deskCaller } from "../../src/main/hosts/callers.ts";
import { startLoopbackHost } from "../../src/main/server/loopback-host.ts";
import { frailMemoryLimitMb, tooLarge } from "./frail.ts";

/**
 * A host in a process of its own whose threads have little room. Argument: the book's path. It sends its address, and for each message that it gets
 * asks its writer for what kills it.
 */
const [, , bookPath = ""] = process.argv;
const engine = await startEngine({ bookPath, threadMemoryLimitMb: frailMemoryLimitMb });
const rendererDirectory = fileURLToPath(new URL("../../out/renderer", import.meta.url));
const host = await startLoopbackHost({ engine, bookPath, rendererDirectory });
process.on("message", () => {
  void engine.call("accounts.import", { ...tooLarge, idempotencyKey: randomUUID() }, deskCaller());
});
process.on("disconnect", async () => {
  await host.close();
  await engine.close();
});
process.send?.(host.address);
