import { exportedFile, type ExportedFile } from "../../shared/contract/exports.ts";
import { contract, isMethodName } from "../../shared/contract/index.ts";
import type { JobView } from "../../shared/contract/jobs.ts";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";

/**
 * The file that a job has written, for a host to hand on: whoever asks names the job, and no path.
 *
 * @throws AppError `job_not_found` where the job wrote none, or is not over; `result_elsewhere` where it did so at another host; `not_allowed` where
 * whoever asked for the job was not shown its file.
 */
export function exportedFileOf({ id, method, state, result, error }: JobView): ExportedFile {
  const writesFile = isMethodName(method) && contract[method].output === exportedFile;
  if (!writesFile || state !== "done") {
    throw new AppError("job_not_found", sentence("The job {id} is none that has written a file.", { id }));
  }
  if (result === undefined && error) throw AppError.from(error);
  if (result === undefined)
    throw new AppError("not_allowed", sentence("Who may not read what is in the file is not given it."));
  return exportedFile.parse(result);
}
