import type { ReadStream } from "node:fs";
import { z } from "zod";
import { openExported } from "../../exported-stream.ts";
import { refusalOf } from "../refusal.ts";
import { route, type ApiCall, type ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";

/** Lists, and the whole book, as files: begun here, followed as a job, and then read. Places on the machine are named by the person at it. */
export const exportRoutes: readonly ApiRoute[] = [
  contractRoute({
    method: "POST",
    path: "/exports",
    asks: "exports.make",
    object: "started_job",
    without: ["toPath"],
  }),
  contractRoute({
    method: "POST",
    path: "/book_exports",
    asks: "book.export",
    object: "started_job",
    without: ["toPath"],
  }),
  route({
    method: "GET",
    path: "/countinghouse/book_exports/{job_id}/file",
    asks: "book.export",
    summary: "Reads the file that an export of the whole book has written, once its job is done.",
    mediaType: "application/octet-stream",
    answer: z.custom<ReadStream>(),
    respond: openFile,
  }),
  route({
    method: "GET",
    path: "/countinghouse/exports/{job_id}/file",
    asks: "jobs.get",
    summary: "Reads the file that an export has written, once its job is done.",
    mediaType: "application/octet-stream",
    answer: z.custom<ReadStream>(),
    respond: openFile,
  }),
];

/** What a job has written, where the key may read what is in it. */
async function openFile({ ask, path }: Pick<ApiCall, "ask" | "path">): Promise<ReadStream> {
  const opened = await openExported(await ask("jobs.get", { jobId: path["job_id"] ?? "" }));
  if (!opened.ok) throw refusalOf(opened.error);
  return opened.value.stream;
}
