import type { EngineEvent } from "../../shared/contract/events.ts";
import type { MethodAnswer, MethodInput, MethodName } from "../../shared/contract/index.ts";
import type { SignOnOffer } from "../../shared/contract/operators.ts";
import type { Origin } from "../../shared/contract/ledger.ts";
import type { Right } from "../../shared/contract/rights.ts";
import type { Result } from "../../shared/errors.ts";
import type { StandingWork } from "./shared-work.ts";

/** On whose behalf a call is made; hosts fill it in, callers cannot. */
export interface Caller {
  readonly origin: Origin;
  /** The name that is shown. */
  readonly operator: string;
  /** Whether the person has named the places on the machine that the call speaks of; left out: nobody has. */
  readonly namesPaths?: true;
  /** Whether the call comes from whoever opened the book's file for themselves alone, and not through a host; left out: not. */
  readonly holdsBook?: true;
  /** Whether the book is open for reading only, where nobody can sign in; the engine says so. */
  readonly readsOnly?: true;
  /** Whether it comes from another machine, where nobody is anybody before they have signed in; left out: from this one. */
  readonly mustSignIn?: true;
  /** The single sign-on that is offered there; left out: none. */
  readonly signOn?: SignOnOffer;
  /** Where a sign-in is made that the book is to keep; left out, it ends with the door. */
  readonly door?: SessionDoor;
  /** The operator who signed in at the door that the call came through; left out: nobody did. */
  readonly signedIn?: SignedIn;
  /** A program, or the host on its own behalf. Left out, it is the person at the machine, whose book it is. */
  readonly agent?: Agent;
}

/** A sign-in, for as long as the operator's credential is the one that it was made with (BEHAVIOUR 11.7). */
export interface SignedIn {
  readonly operatorId: string;
  readonly credentialNumber: number;
  /** The session that the book keeps of it, which may end before (BEHAVIOUR 13.4); null where the sign-in ends with the door. */
  readonly sessionId: string | null;
}

/** A door that remembers who signed in there longer than its host lives: by what, for the book to keep. */
export interface SessionDoor {
  /** SHA-256, in base64, of a secret that only the browser there has. */
  readonly secretHash: string;
  /** From where it came. */
  readonly address: string;
  /** How it calls itself. */
  readonly agent: string;
}

/** Somebody who is not the person at the machine. */
interface Agent {
  /** Who it is, whatever its name: the id of a key, or what hosts and the engine go by. */
  readonly id: string;
  /** The operator who made it, and than whom it may do no more; left out: nobody in particular. */
  readonly operatorId?: string;
  /** What it may do (BEHAVIOUR 11.1). */
  readonly rights: readonly Right[];
}

/** What a system has to keep secrets with, such as Electron's `safeStorage`. */
export interface SystemSealer {
  /** Base64 that opens on this machine for this user. @throws where it takes nothing, as while it is locked. */
  seal(text: string): string;
  /** @throws where it was sealed elsewhere. */
  open(sealed: string): string;
}

/** The engine as a host sees it: one book, every method of the contract, one stream of events. */
export interface Engine {
  /** For a host that passes on what it was sent: nothing about the name or the input is taken for granted. */
  dispatch(method: string, input: unknown, caller: Caller): Promise<Result<unknown>>;
  /** For code of ours, typed by the contract. */
  call<Name extends MethodName>(
    name: Name,
    input: MethodInput<Name>,
    caller: Caller,
  ): Promise<Result<MethodAnswer<Name>>>;
  /**
   * Whether other hosts may have the book open as well: then what was asked once may be otherwise the next moment, before any event says so. Left out:
   * not.
   */
  readonly sharesBook?: boolean;
  /**
   * Whether what a host does for as long as it goes on is this one's to do: where others have the book as well, one of them does it (BEHAVIOUR 13.5). To be
   * asked each time before something of it is done. Left out: it is.
   */
  readonly keepStanding?: (work: StandingWork) => Promise<boolean>;
  /** @returns a function that ends the subscription. */
  subscribe(listener: (event: EngineEvent) => void): () => void;
  /** Finishes the transaction under way, closes the book and ends the threads. */
  close(): Promise<void>;
}
