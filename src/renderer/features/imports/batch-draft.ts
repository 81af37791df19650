import { create } from "zustand";
import type { BatchChoices } from "../../../shared/contract/batches.ts";

/** The file that is about to be checked. It stays while one looks at other screens, and ends with the application. */
interface BatchDraft {
  readonly file: { readonly uploadId: string; readonly name: string } | null;
  /** The table of a workbook that was chosen; null: its first. */
  readonly sheet: string | null;
  /** Null until somebody chose something else than is proposed. */
  readonly choices: BatchChoices | null;
  /** The batch that it was checked as; null until then. */
  readonly batchId: string | null;
}

interface BatchDraftStore extends BatchDraft {
  readonly change: (change: Partial<BatchDraft>) => void;
}

export const noBatchDraft: BatchDraft = { file: null, sheet: null, choices: null, batchId: null };

export const useBatchDraft = create<BatchDraftStore>()((set) => ({
  ...noBatchDraft,
  change: (change) => set(change),
}));
