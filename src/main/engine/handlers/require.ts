import { AppError } from "../../../shared/errors.ts";
import { findAccount, type Account } from "../../storage/account-store.ts";
import type { ReadableBook } from "../../storage/book-handle.ts";

/** @throws AppError `account_not_found`. */
export function requireAccount(book: ReadableBook, accountId: string): Account {
  const account = findAccount(book, accountId);
  if (!account) throw new AppError("account_not_found", `There is no account ${accountId}.`);
  return account;
}
