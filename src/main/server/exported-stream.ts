import { once } from "node:events";
import { createReadStream, type ReadStream } from "node:fs";
import { AppError, type Result } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import type { ExportedFile } from "../../shared/contract/exports.ts";
import type { JobView } from "../../shared/contract/jobs.ts";
import { exportedFileOf } from "../hosts/exported-file.ts";

/** What an export has written, open to be sent. */
interface ExportedStream {
  readonly file: ExportedFile;
  readonly stream: ReadStream;
}

/** Open what a job has written; the refusal where there is nothing, or where it is not kept any more. */
export async function openExported(job: JobView): Promise<Result<ExportedStream>> {
  try {
    const file = exportedFileOf(job);
    const stream = createReadStream(file.path);
    await once(stream, "open");
    return { ok: true, value: { file, stream } };
  } catch (error) {
    const refusal =
      error instanceof AppError ? error : new AppError("job_not_found", sentence("The file is not kept any more."));
    return { ok: false, error: refusal.toView() };
  }
}
