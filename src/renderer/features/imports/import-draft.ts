import { create } from "zustand";
import type { ImportFileKind } from "../../../shared/contract/accounts.ts";

/** The most files that one import takes. */
export const maximumFiles = 20;

/** A file as it was chosen. Its name is its identity: choosing a file of the same name again replaces it. */
export interface ChosenFile {
  readonly name: string;
  /** Null until the operator says what the file holds, where its name does not. */
  readonly kind: ImportFileKind | null;
  readonly file: File;
}

export type ImportMode = "check" | "write";

/** What was last started. The job it became is the first import job that is not the one before it. */
export interface StartedImport {
  readonly mode: ImportMode;
  readonly precedingJobId: string | null;
}

/** What is about to be imported. It stays while one looks at other screens, and ends with the application. */
export interface ImportDraft {
  readonly files: readonly ChosenFile[];
  /** What was last started with exactly these files; null once one of them changed. */
  readonly started: StartedImport | null;
}

export const emptyImportDraft: ImportDraft = { files: [], started: null };

/** With more files, the same names replaced, as many as an import takes. */
export function withFiles(draft: ImportDraft, added: readonly ChosenFile[]): ImportDraft {
  const byName = new Map(draft.files.map((file) => [file.name, file]));
  for (const file of added) byName.set(file.name, file);
  return { files: [...byName.values()].slice(0, maximumFiles), started: null };
}

export function withKind(draft: ImportDraft, name: string, kind: ImportFileKind): ImportDraft {
  return { files: draft.files.map((file) => (file.name === name ? { ...file, kind } : file)), started: null };
}

export function withoutFile(draft: ImportDraft, name: string): ImportDraft {
  return { files: draft.files.filter((file) => file.name !== name), started: null };
}

interface ImportDraftStore extends ImportDraft {
  readonly change: (change: (draft: ImportDraft) => ImportDraft) => void;
}

export const useImportDraft = create<ImportDraftStore>()((set) => ({
  ...emptyImportDraft,
  change: (change) => set(({ files, started }) => change({ files, started })),
}));
