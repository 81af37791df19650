import type { MethodOutput } from "../../shared/contract/index.ts";
import type { JobView } from "../../shared/contract/jobs.ts";
import type { VerificationReport } from "../../shared/contract/ledger.ts";
import { backupProblemOf, concernsFolder } from "./backup-schedule.ts";
import type { Request } from "./thread.ts";

/** What the book remembers of a job that is over. */
export function recordOf({ method, state, result, error }: JobView): Request | null {
  if (method === "book.backup" && state === "failed" && error && concernsFolder(error)) {
    return { type: "recordBackupProblem", problem: backupProblemOf(error) };
  }
  if (state !== "done") return null;
  switch (method) {
    case "ledger.verify":
      return { type: "recordVerification", report: result as VerificationReport };
    case "book.backup":
      return { type: "recordBackup", backup: result as MethodOutput<"book.backup"> };
    default:
      return null;
  }
}
