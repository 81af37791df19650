import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Engine } from "../engine/engine.ts";
import type { Desk } from "../hosts/desk.ts";
import { sendResult } from "./answers.ts";
import { openExported } from "./exported-stream.ts";

/** Adds `GET /exports/:jobId`: the file that an export has written as a download, so that the browser asks the person where it goes. */
export function addExportFileRoute(
  server: FastifyInstance,
  engine: Engine,
  deskOf: (request: FastifyRequest) => Desk | Promise<Desk>,
): void {
  server.get<{ Params: { jobId: string } }>("/exports/:jobId", async (request, reply) => {
    const job = await engine.call("jobs.get", { jobId: request.params.jobId }, (await deskOf(request)).caller());
    if (!job.ok) return sendResult(reply, job);
    const opened = await openExported(job.value);
    if (!opened.ok) return sendResult(reply, opened);
    const { file, stream } = opened.value;
    void reply.headers({
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
      "content-length": file.sizeBytes,
      "cache-control": "no-store",
    });
    return reply.send(stream);
  });
}
