import type { BillingPeriod, CivilDate } from "../../../shared/calendar.ts";
import type { BlockMovement } from "../../../shared/contract/ledger.ts";
import type { EarlierEntry } from "../../../shared/earlier-entry.ts";
import type { AccountPaymentMethod } from "../../../shared/contract/accounts.ts";
import type { ImportFileKind, ImportProblem, ImportReport } from "../../../shared/contract/account-import.ts";
import type { PaperLanguage } from "../../../shared/paper/paper-language.ts";
import type { CreditTerms } from "../credits/credit-blocks.ts";
import type { SheetFile } from "./sheet-file.ts";
import { type Sentence } from "../../../shared/sentences/sentence.ts";

export type AccountKind = "user" | "organization";

export interface ImportedPlan {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly forKind: AccountKind;
  readonly currency: string;
  readonly monthlyMinor: number;
  readonly annualMonthlyMinor: number | null;
}

export interface ImportedAccount {
  readonly id: string;
  readonly kind: AccountKind;
  readonly name: string;
  /** The e-mail address of a user, the slug of an organization; null where an export has none. */
  readonly contact: string | null;
  readonly currency: string;
  readonly timeZone: string;
  /** 240000 is 24 %; null where no tax is charged. */
  readonly taxRatePartsPerMillion: number | null;
  /** What a rate that the book does not have yet is called; null: by its height. */
  readonly taxRateName: string | null;
  readonly isTaxExempt: boolean;
  /** Null: the book's. */
  readonly paymentTermsDays: number | null;
  readonly invoiceNote: string | null;
  /** Its name on the paper; null: its own. */
  readonly billingName: string | null;
  readonly billingAddress: string | null;
  readonly taxNumbers: string | null;
  readonly buyerReference: string | null;
  /** Null: the book's. */
  readonly paperLanguage: PaperLanguage | null;
  readonly paymentMethod: AccountPaymentMethod;
  /** The day or, where an export brings it, the instant it began; null: with the import. */
  readonly created: { readonly on: CivilDate } | { readonly atMs: number } | null;
}

/** What a file can change of an account of the book. */
export type ChangeableFields = Omit<ImportedAccount, "id" | "kind" | "created" | "taxRateName">;

/** An account of the book with what a file can change of it. */
export interface ChangeableAccount extends ChangeableFields {
  readonly id: string;
  readonly kind: AccountKind;
}

/** What a row changes of an account of the book; what it does not say stays. */
export interface ImportedChange {
  readonly accountId: string;
  readonly fields: Partial<ChangeableFields>;
  readonly taxRateName: string | null;
}

export interface ImportedSubscription {
  readonly accountId: string;
  readonly planId: string;
  /** The price that the plan of the book had when the row was read; null for the one price of a plan of the files. */
  readonly priceId: string | null;
  readonly currency: string;
  readonly period: BillingPeriod;
  /** Null where the plan has no seats. */
  readonly seats: number | null;
  readonly anchorOn: CivilDate;
  /** The first period that this book bills; earlier ones were billed elsewhere. */
  readonly firstPeriodIndex: number;
}

export interface ImportedOpeningBalance {
  readonly accountId: string;
  readonly currency: string;
  /** Above zero: a book has no debts to begin with (BEHAVIOUR 3.3). */
  readonly amountMinor: number;
  readonly note: string | null;
  /** Absent for plain credit. */
  readonly terms?: Partial<CreditTerms>;
}

/** An entry of a ledger that was kept elsewhere: of another book, or of another system. */
export interface ImportedLedgerEntry {
  readonly accountId: string;
  readonly currency: string;
  /** Positive adds credit, negative removes it; never zero. */
  readonly amountMinor: number;
  readonly effectiveOn: CivilDate;
  /** What it was there. */
  readonly earlier: EarlierEntry;
  /** What it moved in blocks of credit; null where the file does not say so of every entry of the history. */
  readonly movements: readonly ImportedMovement[] | null;
}

/** A block of credit, by the entry of the import that formed it and its place among the blocks of that entry, both counted from 1. */
export interface ImportedBlock {
  readonly formedByIndex: number;
  readonly place: number;
}

/** A {@link BlockMovement} in which the names of the other ledger are understood. */
export type ImportedMovement =
  | Extract<BlockMovement, { type: "forms" }>
  | (Omit<Extract<BlockMovement, { type: "takes" }>, "block"> & { readonly block: ImportedBlock })
  | {
      readonly type: "returns";
      readonly amountMinor: number;
      readonly block: ImportedBlock;
      /** The entry of the import that had taken it. */
      readonly usedByIndex: number;
    };

/** Everything that a set of good files asks to be written, in an order in which it can be. */
export interface ImportBatch {
  readonly plans: Iterable<ImportedPlan>;
  readonly accounts: Iterable<ImportedAccount>;
  readonly changes: Iterable<ImportedChange>;
  readonly subscriptions: Iterable<ImportedSubscription>;
  readonly openingBalances: Iterable<ImportedOpeningBalance>;
  /** In the order in which they were made; no balance falls below zero on the way. */
  readonly ledgerEntries: Iterable<ImportedLedgerEntry>;
}

/** A file as it was sent: its kind was chosen by the caller, its name is for messages. */
export interface ImportFile {
  readonly kind: ImportFileKind;
  readonly name: string;
  /** Its text from the beginning, as often as it is asked for; no piece cuts a character in two. */
  readonly pieces: () => Iterable<string>;
}

/** A file that was looked through once (see `inspection.ts`). */
export interface InspectedFile extends ImportFile {
  readonly lineCount: number;
  /** Files with the same text have the same. */
  readonly digest: string;
  /** Why it cannot be read at all; null where it may be. */
  readonly fault: Sentence | null;
  /** How it is read where it is not of our own form. */
  readonly sheet?: SheetFile;
}

/** What becomes of a row about an account that the book has. */
export interface ExistingAccounts {
  readonly existing: "refuse" | "update";
  /** What a blank cell of a column that the file has says: nothing, or that there is nothing. */
  readonly emptyCells: "keep" | "clear";
}

/** What reading the files came to. The batch may be written only if `problemCount` is 0. */
export interface ImportReading {
  readonly batch: ImportBatch;
  /**
   * The first thousand, in the order of reading: one per bad row, or one for a file that cannot be read at all. What only shows
   * once all rows of a history are there comes last.
   */
  readonly problems: readonly ImportProblem[];
  readonly problemCount: number;
  /** Rows read, good or bad, of each kind. */
  readonly counts: Readonly<Record<ImportFileKind, number>>;
  readonly openingCredit: readonly { readonly currency: string; readonly amountMinor: number }[];
  /** What becomes of the accounts that the files name; null where those of the book are not changed. */
  readonly updates: NonNullable<ImportReport["updates"]> | null;
}

/** An account that the book has. */
export interface BookAccountFacts {
  readonly id: string;
  readonly kind: AccountKind;
  readonly currency: string;
}

/** A plan that the book has, with the currency of its default price. */
export interface BookPlanFacts {
  readonly id: string;
  readonly slug: string;
  readonly forKind: AccountKind;
  /** Null for a plan of the files, whose price is made with it. */
  readonly priceId: string | null;
  readonly currency: string;
  readonly hasMonthlyFee: boolean;
  readonly hasAnnualFee: boolean;
  readonly hasSeats: boolean;
  readonly isFree: boolean;
  readonly isArchived: boolean;
}

/** What reading needs to know about the book that the rows would enter. */
export interface ImportFacts {
  /** The book's defaults for accounts that do not say. */
  readonly currency: string;
  readonly timeZone: string;
  readonly todayOn: CivilDate;
  /** Today where the day begins first: an invoice, and the credit it uses, is dated by the day where its account lives. */
  readonly latestTodayOn: CivilDate;
  /** The furthest day that a billing run could have dated an invoice by. */
  readonly latestInvoiceOn: CivilDate;
  /** Nothing is dated up to this day (BEHAVIOUR 11.3). */
  readonly closedThroughOn: CivilDate | null;
  findAccount(id: string): BookAccountFacts | null;
  /** Null where there is none. */
  findChangeable(id: string): ChangeableAccount | null;
  /** What keeps an account's billing currency as it is (BEHAVIOUR 2.1), in words; null where nothing does. */
  whatFixesCurrency(id: string): Sentence | null;
  /** Several accounts of a book may share an e-mail address or slug; a reference to them is then refused as unclear. */
  findAccountsByContact(contact: string): readonly BookAccountFacts[];
  hasSubscription(accountId: string): boolean;
  findPlan(slug: string): BookPlanFacts | null;
  hasPlanId(id: string): boolean;
  /** Null where the account never had credit in the currency. */
  findCredit(
    accountId: string,
    currency: string,
  ): { readonly ledgerMinor: number; readonly hasOpening: boolean } | null;
  /** An id for a row that brings none. */
  makeId(kind: AccountKind | "plan"): string;
}
