import { parentPort, workerData } from "node:worker_threads";
import type { Result } from "../../shared/errors.ts";
import { findFileProblem, findPageProblem } from "../storage/book/file-check.ts";
import { refuse } from "./error-view.ts";
import type { CheckOrder } from "./file-check-thread.ts";

/**
 * The thread that checks a file, and knows nothing else of the engine: one that does takes 36 MB more, for as long as the longest step of a
 * verification.
 */
parentPort?.postMessage(check(workerData as CheckOrder));

function check({ path, of }: CheckOrder): Result<unknown> {
  try {
    return { ok: true, value: of === "pages" ? findPageProblem(path) : findFileProblem(path) };
  } catch (error) {
    return refuse(error, "the check of the file");
  }
}
