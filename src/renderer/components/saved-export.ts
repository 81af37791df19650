import { useState } from "react";
import type { ExportedFile } from "../../shared/contract/exports.ts";
import type { MethodInput } from "../../shared/contract/index.ts";
import type { ErrorView } from "../../shared/errors.ts";
import { countText } from "../foundation/count-text.ts";
import { EngineError } from "../foundation/engine.ts";
import { runJob } from "../foundation/jobs.ts";
import { refusalText } from "../foundation/refusal-text.ts";
import { text } from "../foundation/text.ts";
import { platform } from "../platform/platform.ts";
import { failureNotice, notice } from "../foundation/notice.tsx";

/** Jobs that write a file for the host to hand on. */
type ExportName = "book.export" | "exports.make" | "invoices.exportPdfs" | "journal.export";

/**
 * Export as a job, whose progress the status bar shows, and then save what it has written where the person says. Whoever goes to another
 * screen meanwhile is asked there.
 */
export function useSavedExport<Name extends ExportName>(
  name: Name,
): {
  /** @throws EngineError where it was refused; what fails later is told in a notice. */
  readonly start: (input: MethodInput<Name>) => Promise<void>;
  readonly isRunning: boolean;
} {
  const [isRunning, setRunning] = useState(false);
  return {
    isRunning,
    async start(input) {
      setRunning(true);
      try {
        const job = await runJob(name, input);
        if (job.error) tellRefusal(refusalText(job.error));
        else if (job.state === "done") await saveFile(name, job.id, job.result as ExportedFile);
      } finally {
        setRunning(false);
      }
    },
  };
}

async function saveFile(name: ExportName, jobId: string, { rowCount, fileName }: ExportedFile): Promise<void> {
  const result = await platform.saveExport(jobId);
  // The person changed their mind, or the host itself shows what becomes of it.
  if (result === null) return;
  if (result.ok) notice(text.lists.exported[name](countText(rowCount), fileName, rowCount));
  else tellRefusal(refusalText(result.error));
}

/** Says why there is no file. @param error what starting it threw. */
export function tellFailure(error: unknown): void {
  if (!(error instanceof EngineError)) throw error;
  tellRefusal(error.view);
}

function tellRefusal({ message, remedy }: Pick<ErrorView, "message" | "remedy">): void {
  failureNotice(`${message} ${remedy}`);
}
