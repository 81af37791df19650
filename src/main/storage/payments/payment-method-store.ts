import type { PaymentMethod } from "../../domain/billing/facts.ts";
import type { ReadableBook, WritableBook } from "../book/book-handle.ts";

/** A payment method as it is stored. */
export interface StoredPaymentMethod extends PaymentMethod {
  readonly id: string;
  readonly accountId: string;
  readonly isDefault: boolean;
  readonly createdAtMs: number;
}

const columns = `id, account_id AS accountId, kind, gateway, token, label, is_default AS isDefault,
  created_at_ms AS createdAtMs`;

type PaymentMethodRow = Omit<StoredPaymentMethod, "isDefault"> & { readonly isDefault: number };

const toPaymentMethod = (row: PaymentMethodRow): StoredPaymentMethod => ({ ...row, isDefault: row.isDefault === 1 });

/** An account's payment methods, the default one first, then the newest; removed ones are not among them. */
export function listPaymentMethods(book: ReadableBook, accountId: string): StoredPaymentMethod[] {
  return book
    .all<PaymentMethodRow>(
      `SELECT ${columns} FROM payment_method WHERE account_id = ? AND removed_at_ms IS NULL
       ORDER BY is_default DESC, created_at_ms DESC, id DESC`,
      accountId,
    )
    .map(toPaymentMethod);
}

/** A payment method that has not been removed. */
export function findPaymentMethod(book: ReadableBook, paymentMethodId: string): StoredPaymentMethod | undefined {
  const sql = `SELECT ${columns} FROM payment_method WHERE id = ? AND removed_at_ms IS NULL`;
  const row = book.get<PaymentMethodRow>(sql, paymentMethodId);
  return row && toPaymentMethod(row);
}

/** How an account pays; undefined where it has no method of its own. */
export function findDefaultPaymentMethod(book: ReadableBook, accountId: string): PaymentMethod | undefined {
  return book.get<PaymentMethod>(
    `SELECT kind, gateway, token, label FROM payment_method
     WHERE account_id = ? AND is_default = 1 AND removed_at_ms IS NULL`,
    accountId,
  );
}

/** Give an account a payment method and make it the default. */
export function insertDefaultPaymentMethod(book: WritableBook, method: Omit<StoredPaymentMethod, "isDefault">): void {
  clearDefault(book, method.accountId);
  book.run(
    `INSERT INTO payment_method (id, account_id, kind, gateway, token, label, is_default, created_at_ms)
     VALUES (?, ?, ?, ?, ?, ?, 1, ?)`,
    method.id,
    method.accountId,
    method.kind,
    method.gateway,
    method.token,
    method.label,
    method.createdAtMs,
  );
}

export function setDefaultPaymentMethod(book: WritableBook, accountId: string, paymentMethodId: string): void {
  clearDefault(book, accountId);
  book.run("UPDATE payment_method SET is_default = 1 WHERE id = ?", paymentMethodId);
}

/** Set a payment method aside. Its row stays, so that what was paid with it can still be told. */
export function removePaymentMethod(book: WritableBook, paymentMethodId: string, removedAtMs: number): void {
  book.run("UPDATE payment_method SET is_default = 0, removed_at_ms = ? WHERE id = ?", removedAtMs, paymentMethodId);
}

function clearDefault(book: WritableBook, accountId: string): void {
  book.run("UPDATE payment_method SET is_default = 0 WHERE account_id = ? AND is_default = 1", accountId);
}
