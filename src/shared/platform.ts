import type { EngineEvent } from "./contract/events.ts";
import type { Result } from "./errors.ts";

/** Where programs on this machine reach the Backend API, as an address with `/v1` at its end; or why they cannot. */
export type ApiAddress = { readonly address: string } | { readonly problem: string };

/** The languages that the desk speaks. */
export const deskLanguages = ["en", "de"] as const;
export type DeskLanguage = (typeof deskLanguages)[number];

/** How far the history of the sample company is. */
export interface SampleProgress {
  readonly daysDone: number;
  readonly daysTotal: number;
}

/**
 * Everything the page may ask of the host that shows it. Two implementations exist: the preload bridge of the desktop and
 * `fetch` against the loopback host. Choosing files is not here because an `<input type="file">` does it in both.
 */
export interface Platform {
  /** Which host this is; a screen may say so, nothing else may depend on it. */
  readonly host: "desktop" | "loopback";
  /** Call a method of the contract. Resolves with the refusal too; rejects only when the host cannot be reached. */
  call(method: string, input: unknown): Promise<Result<unknown>>;
  /** @returns a function that ends the subscription. */
  onEvent(listener: (event: EngineEvent) => void): () => void;
  /** Where the host serves the Backend API. */
  apiAddress(): Promise<ApiAddress>;
  /** The host's menu asks the page to run one of its commands (ids of the command registry). */
  onMenuCommand(listener: (commandId: string) => void): () => void;
  /** Offer a text file for saving. Resolves to false when the person changed their mind. */
  saveTextFile(suggestedName: string, text: string): Promise<boolean>;
  /** The same for a file that is no text, such as a PDF. */
  saveFile(suggestedName: string, content: Uint8Array<ArrayBuffer>): Promise<boolean>;
  /**
   * Save what an export has written where the person says. Resolves to null when they changed their mind, and where the host itself shows
   * what becomes of it, as a browser does with what it downloads.
   *
   * @param jobId the job that wrote it.
   */
  saveExport(jobId: string): Promise<Result<unknown> | null>;
  /**
   * Save a copy of the book where the person says. Resolves to what the copying was answered with, a job; to null when the person changed
   * their mind, and where the host itself shows what becomes of it, as a browser does with what it downloads.
   */
  saveBookCopy(): Promise<Result<unknown> | null>;
  /** Dialogs in which the person names a place on the machine; null where the host has none, and the command line is the way. */
  readonly places: Places | null;
  /**
   * Leave the book that is open, or is not there, for the sample company's, which is made where there is none yet.
   *
   * @param onProgress told how many days of its history it has lived through, of how many.
   * @returns why it could not be made. Otherwise the host goes over to it, and what is shown here is left.
   */
  openSample(onProgress: (progress: SampleProgress) => void): Promise<Result<unknown>>;
  /**
   * Leave the book that is open, or is not there, for a ledger that a team's host serves (docs/team.md). Null where the host cannot, as a
   * browser, in whose bar the address is typed.
   *
   * @param address of the host; without `https://` in front it is added.
   * @returns why it is none. Otherwise the host goes over to it, and what is shown here is left.
   */
  readonly openTeamLedger: ((address: string) => Promise<Result<unknown>>) | null;
  /** Print the page as it stands. */
  print(): Promise<void>;
  /** Open an https or mailto address in the system's own program; anything else is refused. */
  openExternal(address: string): Promise<void>;
  /** Say what the page is told in, so that the host's own menus are as well. */
  tellLanguage(language: DeskLanguage): Promise<void>;
}

/** What opens a copy that is encrypted. */
export interface CopyKeys {
  readonly passphrase: string | null;
  /** Secret keys. */
  readonly identities: readonly string[];
}

/** What the person names in a dialog of the host's own; the page learns what came of it. Null when they changed their mind. */
interface Places {
  /** The folder that the backups go to. */
  nameBackupFolder(): Promise<Result<unknown> | null>;
  /**
   * A copy, of which the book is then made.
   *
   * @param keys what opens the copy that was chosen last, which is encrypted; null: another one is chosen.
   */
  restoreFromFile(keys: CopyKeys | null): Promise<Result<unknown> | null>;
}

/** The one global that the preload exposes to the desktop's page. */
export const platformGlobalName = "countinghousePlatform";
