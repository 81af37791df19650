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

/** What of a call tells what it will ask. */
interface ForeseenCall {
  readonly method: string;
  /** As it was sent; what is none is asked nothing for. */
  readonly input: unknown;
}

/**
 * Ask the book in one go for what commands will ask for, where each question would have a way to go. What it guesses wrongly costs a little time
 * and changes nothing.
 *
 * @param areFirst of those that share a commit: they read the end of the ledger once.
 */
export function foresee(book: ReadableBook, calls: readonly ForeseenCall[], areFirst: boolean): void {
  if (!book.isOnServer || !isWritable(book)) return;
  const asking = calls.flatMap(asksOfCall);
  book.foresee((ask) => {
    for (const asks of asking) asks(ask);
    if (areFirst && calls.some(({ method }) => method in asksOf)) readChainHead(ask);
  });
}

function asksOfCall({ method, input }: ForeseenCall): readonly ((book: ReadableBook) => void)[] {
  if (!isMethodName(method)) return [];
  const { kind, input: schema } = methodDefinition(method);
  const parsed = kind === "command" ? schema.safeParse(input) : null;
  if (!parsed?.success) return [];
  const { idempotencyKey } = parsed.data as { readonly idempotencyKey: string };
  return [
    (book) => {
      findAcceptedCommand(book, idempotencyKey);
      (asksOf[method] as ((book: ReadableBook, input: unknown) => void) | undefined)?.(book, parsed.data);
    },
  ];
}
