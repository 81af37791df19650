import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Engine } from "../engine/engine.ts";
import type { Desk } from "../hosts/desk.ts";
import { runJob } from "../hosts/run-job.ts";
import { sendResult } from "./answers.ts";

/**
 * Adds `GET /book-copy`: a copy of the book as a download, so that the browser asks the person where it goes. The copy is made beside the
 * book, where there is room for one, and has no name any more while it is sent.
 */
export function addBookCopyRoute(
  server: FastifyInstance,
  engine: Engine,
  bookPath: string,
  deskOf: (request: FastifyRequest) => Desk | Promise<Desk>,
): void {
  server.get("/book-copy", async (request, reply) => {
    // Copying takes its time, in which nothing is sent.
    request.raw.socket.setTimeout(0);
    const caller = (await deskOf(request)).dialogCaller();
    const folder = mkdtempSync(`${bookPath}.copy-`);
    const path = join(folder, "copy");
    try {
      const made = await runJob(engine, "book.backup", { toPath: path }, caller);
      const info = await engine.call("book.info", {}, caller);
      if (!made.ok) return sendResult(reply, made);
      if (!info.ok) return sendResult(reply, info);
      const stream = createReadStream(path);
      await once(stream, "open");
      const name = encodeURIComponent(`${info.value.name}.countinghouse`);
      void reply.headers({
        "content-type": "application/octet-stream",
        "content-disposition": `attachment; filename*=UTF-8''${name}`,
        "content-length": made.value.sizeBytes,
        "cache-control": "no-store",
      });
      return reply.send(stream);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}
