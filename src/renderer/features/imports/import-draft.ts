import { create } from "zustand";
import type { ImportFileKind } from "../../../shared/contract/account-import.ts";
import type { ImportChoices } from "../../../shared/contract/imports.ts";
import { guessFileKind } from "./file-kind.ts";

/** The most files that one import takes. */
export const maximumFiles = 20;

/** A file as it was chosen. Its name is its identity: choosing a file of the same name again replaces it. */
export interface ChosenFile {
  readonly name: string;
  /** Null until the operator says what the file holds, where its name does not. */
  readonly kind: ImportFileKind | null;
  readonly file: File;
  /** The table of a workbook that was chosen; left out: its first. */
  readonly sheet?: string | null;
  /** How it is read where it is not of our own form. */
  readonly choices?: ImportChoices | null;
}

/** What becomes of rows about accounts that the book has. */
export interface AccountsOfBook {
  readonly existing: "refuse" | "update";
  readonly emptyCells: "keep" | "clear";
}

export type ImportMode = "check" | "write";

/** What was last started. The job it became is the first import job that is not the one before it. */
export interface StartedImport {
  readonly mode: ImportMode;
  readonly precedingJobId: string | null;
}

/** What is about to be imported. It stays while one looks at other screens, and ends with the application. */
export interface ImportDraft extends Partial<AccountsOfBook> {
  readonly files: readonly ChosenFile[];
  /** What was last started with exactly these files; null once one of them changed. */
  readonly started: StartedImport | null;
}

export const emptyImportDraft: ImportDraft = { files: [], started: null };

/** With more files, the same names replaced, as many as an import takes. */
export function withFiles(draft: ImportDraft, added: readonly ChosenFile[]): ImportDraft {
  const byName = new Map(draft.files.map((file) => [file.name, file]));
  for (const file of added) byName.set(file.name, file);
  return { ...draft, files: [...byName.values()].slice(0, maximumFiles), started: null };
}

export function withKind(draft: ImportDraft, name: string, kind: ImportFileKind): ImportDraft {
  // Another kind has other columns, which are proposed anew.
  const changed = ({ choices: _before, ...file }: ChosenFile): ChosenFile => ({ ...file, kind });
  return { ...draft, files: draft.files.map((file) => (file.name === name ? changed(file) : file)), started: null };
}

/** Choose another table of a workbook. What it holds and in which columns is asked anew, unless the file's name says what. */
export function withSheet(draft: ImportDraft, name: string, sheet: string | null): ImportDraft {
  const changed = ({ choices: _before, ...file }: ChosenFile): ChosenFile => ({
    ...file,
    kind: guessFileKind(file.name),
    sheet,
  });
  return { ...draft, files: draft.files.map((file) => (file.name === name ? changed(file) : file)), started: null };
}

/** Say how a file is read. */
export function withChoices(draft: ImportDraft, name: string, choices: ImportChoices | null): ImportDraft {
  return {
    ...draft,
    files: draft.files.map((file) => (file.name === name ? { ...file, choices } : file)),
    started: null,
  };
}

/** Take what a file was found to hold and how it is read, where nobody has said otherwise; what is as it was stays checked. */
export function withLook(
  draft: ImportDraft,
  name: string,
  kind: ImportFileKind | null,
  choices: ImportChoices | null,
): ImportDraft {
  const before = draft.files.find((file) => file.name === name);
  if (!before || (before.kind === kind && before.choices !== undefined)) return draft;
  const files = draft.files.map((file) => (file === before ? { ...file, kind: file.kind ?? kind, choices } : file));
  return { ...draft, files, ...(before.kind !== kind && { started: null }) };
}

export function withoutFile(draft: ImportDraft, name: string): ImportDraft {
  return { ...draft, files: draft.files.filter((file) => file.name !== name), started: null };
}

interface ImportDraftStore extends ImportDraft {
  readonly change: (change: (draft: ImportDraft) => ImportDraft) => void;
}

export const useImportDraft = create<ImportDraftStore>()((set) => ({
  ...emptyImportDraft,
  change: (change) => set(({ change: _change, ...draft }) => change(draft)),
}));
