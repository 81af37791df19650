import type { Role } from "../../../shared/contract/rights.ts";
import type { SignInTries } from "../../domain/access/sign-in.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** By what a provider of single sign-on knows somebody. */
export interface Identity {
  readonly issuer: string;
  readonly subject: string;
}

/** An operator as the book keeps it (BEHAVIOUR 11.7). */
export interface StoredOperator extends SignInTries {
  readonly id: string;
  /** Null: the name of the system's user stands for it. */
  readonly name: string | null;
  readonly signInName: string | null;
  readonly role: Role;
  readonly isSuspended: boolean;
  readonly passphraseHash: string | null;
  /** Of their identity; both are null where no single sign-on knows them. */
  readonly issuer: string | null;
  readonly subject: string | null;
  /** Who signed in while it was another one has to sign in anew. */
  readonly credentialNumber: number;
  readonly lastSignInAtMs: number | null;
  readonly createdAtMs: number;
}

type OperatorRow = Omit<StoredOperator, "isSuspended"> & { readonly isSuspended: number };

const operatorSelect = `SELECT id, name, sign_in_name AS signInName, role, is_suspended AS isSuspended,
    passphrase_hash AS passphraseHash, issuer, subject, credential_number AS credentialNumber, failed_sign_ins AS failedSignIns,
    locked_until_ms AS lockedUntilMs, last_sign_in_at_ms AS lastSignInAtMs, created_at_ms AS createdAtMs
  FROM operator`;
// Every call asks for one of these.
const operatorById = `${operatorSelect} WHERE id = ?`;
const firstOperators = `${operatorSelect} ORDER BY rowid LIMIT 2`;

const toOperator = (row: OperatorRow): StoredOperator => ({ ...row, isSuspended: row.isSuspended === 1 });

/** In the order in which they were added. */
export function listOperators(book: ReadableBook): StoredOperator[] {
  return book.all<OperatorRow>(`${operatorSelect} ORDER BY rowid`).map(toOperator);
}

export function findOperator(book: ReadableBook, operatorId: string): StoredOperator | undefined {
  const row = book.get<OperatorRow>(operatorById, operatorId);
  return row && toOperator(row);
}

/** @param signInName in small letters. */
export function findOperatorBySignInName(book: ReadableBook, signInName: string): StoredOperator | undefined {
  const row = book.get<OperatorRow>(`${operatorSelect} WHERE sign_in_name = ?`, signInName);
  return row && toOperator(row);
}

export function findOperatorByIdentity(book: ReadableBook, { issuer, subject }: Identity): StoredOperator | undefined {
  const row = book.get<OperatorRow>(`${operatorSelect} WHERE issuer = ? AND subject = ?`, issuer, subject);
  return row && toOperator(row);
}

export function setIdentity(book: WritableBook, operatorId: string, { issuer, subject }: Identity): void {
  book.run("UPDATE operator SET issuer = ?, subject = ? WHERE id = ?", issuer, subject, operatorId);
}

/** The operator of a book that has one; undefined where there are more, and everyone signs in. */
export function findSoleOperator(book: ReadableBook): StoredOperator | undefined {
  const [first, second] = book.all<OperatorRow>(firstOperators);
  return first && second === undefined ? toOperator(first) : undefined;
}

export function insertOperator(
  book: WritableBook,
  operator: Pick<StoredOperator, "id" | "name" | "signInName" | "role" | "createdAtMs">,
): void {
  book.run(
    "INSERT INTO operator (id, name, sign_in_name, role, created_at_ms) VALUES (?, ?, ?, ?, ?)",
    operator.id,
    operator.name,
    operator.signInName,
    operator.role,
    operator.createdAtMs,
  );
}

export function updateOperator(
  book: WritableBook,
  operatorId: string,
  { name, signInName, role }: Pick<StoredOperator, "name" | "signInName" | "role">,
): void {
  book.run("UPDATE operator SET name = ?, sign_in_name = ?, role = ? WHERE id = ?", name, signInName, role, operatorId);
}

/** Let an operator in no more, or again; whoever has signed in as them is out either way. */
export function setSuspended(book: WritableBook, operatorId: string, isSuspended: boolean): void {
  book.run(
    "UPDATE operator SET is_suspended = ?, credential_number = credential_number + 1 WHERE id = ?",
    isSuspended ? 1 : 0,
    operatorId,
  );
}

/** Whoever signed in by the former one is out, and what failed before is forgotten. */
export function setPassphraseHash(book: WritableBook, operatorId: string, passphraseHash: string): void {
  book.run(
    `UPDATE operator SET passphrase_hash = ?, credential_number = credential_number + 1, failed_sign_ins = 0, locked_until_ms = NULL
     WHERE id = ?`,
    passphraseHash,
    operatorId,
  );
}

/**
 * For a book that was made of a copy: nobody who signed in to the copy or to the book before it is signed in to this one. By how much the
 * number grows is left to chance, so that it is none that the book before has given out since.
 */
export function endAllSignIns(book: WritableBook): void {
  book.run("UPDATE operator SET credential_number = credential_number + 1 + abs(random() % 1000000000)");
}

/** @param signedInAtMs by the system's clock, where it was good. */
export function recordTries(
  book: WritableBook,
  operatorId: string,
  { failedSignIns, lockedUntilMs }: SignInTries,
  signedInAtMs: number | null,
): void {
  book.run(
    `UPDATE operator SET failed_sign_ins = ?, locked_until_ms = ?, last_sign_in_at_ms = coalesce(?, last_sign_in_at_ms)
     WHERE id = ?`,
    failedSignIns,
    lockedUntilMs,
    signedInAtMs,
    operatorId,
  );
}
