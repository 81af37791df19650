import { isMethodName, methodDefinition, type MethodInput, type MethodName } from "../../shared/contract/index.ts";
import { findAccount } from "../storage/accounts/account-store.ts";
import { findAcceptedCommand } from "../storage/book/accepted-command-store.ts";
import { isWritable, type ReadableBook } from "../storage/book/book-handle.ts";
import { findLedgerBalance, readChainHead } from "../storage/ledger/ledger-store.ts";

/** What a command will ask of the book, where it is worth knowing: of those that are done most. */
const asksOf: { readonly [Name in MethodName]?: (book: ReadableBook, input: MethodInput<Name>) => void } = {
  "credits.adjust"(book, { accountId, currency }) {
    findAccount(book, accountId);
    findLedgerBalance(book, accountId, currency);
  },
};

/**
 * Ask the book in one go for what a command will ask for, where each question would have a way to go. What it guesses wrongly costs a little time
 * and changes nothing.
 *
 * @param rawInput as it was sent; what is none is asked nothing for.
 * @param isFirst of those that share a commit: they read the end of the ledger once.
 */
export function foresee(book: ReadableBook, method: string, rawInput: unknown, isFirst: boolean): void {
  if (!book.isOnServer || !isWritable(book) || !isMethodName(method)) return;
  const { kind, input: schema } = methodDefinition(method);
  const parsed = kind === "command" ? schema.safeParse(rawInput) : null;
  if (!parsed?.success) return;
  const input = parsed.data as { readonly idempotencyKey: string };
  book.foresee((ask) => {
    findAcceptedCommand(ask, input.idempotencyKey);
    (asksOf[method] as ((book: ReadableBook, input: unknown) => void) | undefined)?.(ask, input);
    if (isFirst && method in asksOf) readChainHead(ask);
  });
}
