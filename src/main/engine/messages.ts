import type { EngineEvent } from "../../shared/contract/events.ts";
import type { BackupProblem } from "../../shared/contract/copies.ts";
import type { MethodName, MethodOutput, ParsedInput } from "../../shared/contract/index.ts";
import type { VerificationReport } from "../../shared/contract/ledger.ts";
import type { Result } from "../../shared/errors.ts";
import type { Caller } from "./engine.ts";
import type { StandingWork } from "./shared-work.ts";

/** What a thread is for: the first that it is told. */
export interface ThreadData {
  readonly role: "writer" | "reader";
  readonly bookPath: string;
  /** See `EngineOptions.workPath`. */
  readonly workPath: string;
  readonly tellsSlowQueries: boolean;
  /** Whether it goes on for as long as it likes, and does not end with one command. */
  readonly isHost: boolean;
  /** Whether another engine may go on with it, and with what it keeps for that. */
  readonly isLeftToOthers: boolean;
}

/** What the writer says of the book that it has opened. */
export interface OpenedWriter {
  /** Whether the pages of the file were checked at the opening. */
  readonly wasChecked: boolean;
  /** See `OpenedBook`. */
  readonly ownsEntries: boolean;
  /** See `WritableBook`. */
  readonly hostId: string | null;
}

/** What a thread can be asked. Every request is answered under its number; what it is told, a beginning and a cancel, is not. */
export type ThreadRequest =
  | { readonly type: "begin"; readonly data: ThreadData }
  /** `mustBeAlone`: nobody else may have the book open; not even to read. */
  | { readonly type: "open"; readonly requestNumber: number; readonly mustBeAlone: boolean }
  /** Look at a copy that is only to be read, as at any book that is opened, and bring it up to date. */
  | { readonly type: "prepare"; readonly requestNumber: number }
  | { readonly type: "create"; readonly requestNumber: number; readonly input: unknown }
  | {
      readonly type: "call";
      readonly requestNumber: number;
      readonly method: string;
      readonly input: unknown;
      readonly caller: Caller;
    }
  /** An act that another thread does, or the engine itself: the writer writes it down. */
  | {
      readonly type: "recordAct";
      readonly requestNumber: number;
      readonly method: MethodName;
      readonly input: unknown;
      readonly caller: Caller;
    }
  /** Who a caller is, and whether they may: for what no thread answers. */
  | { readonly type: "admit"; readonly requestNumber: number; readonly method: MethodName; readonly caller: Caller }
  | {
      readonly type: "findCredential";
      readonly requestNumber: number;
      readonly by: { readonly signInName: string } | { readonly operatorId: string };
    }
  /** What came of looking at a passphrase, which no thread is told. */
  | {
      readonly type: "recordTry";
      readonly requestNumber: number;
      readonly operatorId: string;
      readonly signInName: string;
      readonly isGood: boolean;
      readonly caller: Caller;
    }
  | {
      readonly type: "savePassphrase";
      readonly requestNumber: number;
      readonly method: MethodName;
      readonly operatorId: string;
      readonly passphraseHash: string;
      readonly caller: Caller;
    }
  /** Somebody signs out at a door, whose session ends with that. */
  | { readonly type: "signOut"; readonly requestNumber: number; readonly caller: Caller }
  /** A link to an upstream that was found to work; no thread is told the key. */
  | {
      readonly type: "saveLink";
      readonly requestNumber: number;
      readonly link: { readonly address: string; readonly instanceId: string | null };
      readonly caller: Caller;
    }
  /** Whether what a host does for as long as it goes on is this one's to do. */
  | { readonly type: "keepStanding"; readonly requestNumber: number; readonly work: StandingWork }
  | { readonly type: "leaveStanding"; readonly requestNumber: number; readonly work: StandingWork }
  /** Whether the book says that somebody asked for a job to stop. */
  | { readonly type: "isCancelAsked"; readonly requestNumber: number; readonly jobId: string }
  | { readonly type: "restore"; readonly requestNumber: number; readonly input: ParsedInput<"book.restore"> }
  | { readonly type: "mend"; readonly requestNumber: number }
  | { readonly type: "upgrade"; readonly requestNumber: number }
  | { readonly type: "import"; readonly requestNumber: number; readonly fromPath: string }
  | { readonly type: "listCopies"; readonly requestNumber: number; readonly bookPath: string }
  | {
      readonly type: "recordBackup";
      readonly requestNumber: number;
      readonly backup: Pick<MethodOutput<"book.backup">, "createdAtMs" | "isOfSeries">;
    }
  | { readonly type: "recordBackupProblem"; readonly requestNumber: number; readonly problem: BackupProblem }
  | { readonly type: "recordVerification"; readonly requestNumber: number; readonly report: VerificationReport }
  | { readonly type: "close"; readonly requestNumber: number }
  | { readonly type: "cancel"; readonly jobId: string };

/** A thread replies with one message, however much there is to tell: each message wakes the other side. */
export type ThreadMessage = readonly ThreadReply[];

export type ThreadReply =
  | { readonly type: "answer"; readonly requestNumber: number; readonly result: Result<unknown> }
  | { readonly type: "event"; readonly event: EngineEvent };
