import type { z } from "zod";
import { accountImportContract } from "./account-import.ts";
import { accountStatementContract } from "./account-statement.ts";
import { accountsContract } from "./accounts.ts";
import { apiKeysContract } from "./api-keys.ts";
import { approvalsContract } from "./approvals.ts";
import { auditContract } from "./audit.ts";
import { batchesContract } from "./batches.ts";
import { billingContract } from "./billing.ts";
import { bookContract } from "./book.ts";
import { copiesContract } from "./copies.ts";
import { creditNotesContract } from "./credit-notes.ts";
import { creditsContract } from "./credits.ts";
import { joinContract, type MethodDefinition, type MethodKind } from "./definition.ts";
import { exportsContract } from "./exports.ts";
import { importsContract } from "./imports.ts";
import { journalContract } from "./journal.ts";
import { invoicePdfsContract } from "./invoice-pdfs.ts";
import { invoicesContract } from "./invoices.ts";
import { jobsContract, type JobStarted } from "./jobs.ts";
import { ledgerContract } from "./ledger.ts";
import { limitsContract } from "./limits.ts";
import { linkContract } from "./link.ts";
import { linkPullContract } from "./link-pull.ts";
import { listingsContract } from "./listings.ts";
import { operatorsContract } from "./operators.ts";
import { sessionsContract } from "./sessions.ts";
import { outboxContract } from "./outbox.ts";
import { paymentsContract } from "./payments.ts";
import { periodsContract } from "./periods.ts";
import { plansContract } from "./plans.ts";
import { reportsContract } from "./reports.ts";
import { subscriptionsContract } from "./subscriptions.ts";
import { webhooksContract } from "./webhooks.ts";
import { wholeBookContract } from "./whole-book.ts";

/** The one list of what the application can do. */
export const contract = joinContract(
  bookContract,
  copiesContract,
  wholeBookContract,
  accountsContract,
  accountImportContract,
  accountStatementContract,
  creditsContract,
  batchesContract,
  importsContract,
  ledgerContract,
  periodsContract,
  plansContract,
  subscriptionsContract,
  invoicesContract,
  paymentsContract,
  creditNotesContract,
  billingContract,
  reportsContract,
  listingsContract,
  operatorsContract,
  sessionsContract,
  limitsContract,
  approvalsContract,
  apiKeysContract,
  auditContract,
  webhooksContract,
  linkContract,
  linkPullContract,
  outboxContract,
  exportsContract,
  invoicePdfsContract,
  journalContract,
  jobsContract,
);

export type Contract = typeof contract;
export type MethodName = keyof Contract;
/** The methods of one kind. */
export type MethodNameOf<Kind extends MethodKind> = {
  [Name in MethodName]: Contract[Name]["kind"] extends Kind ? Name : never;
}[MethodName];

/** What a caller passes: fields with a default may be left out. */
export type MethodInput<Name extends MethodName> = z.input<Contract[Name]["input"]>;
/** What a handler receives: defaults filled in. */
export type ParsedInput<Name extends MethodName> = z.output<Contract[Name]["input"]>;
/** What the method is about: a query's or command's answer, a job's result. */
export type MethodOutput<Name extends MethodName> = z.output<Contract[Name]["output"]>;
/** What the call itself answers: jobs answer with their id, the result comes later. */
export type MethodAnswer<Name extends MethodName> = Contract[Name]["kind"] extends "job"
  ? JobStarted
  : MethodOutput<Name>;

export const methodNames = Object.keys(contract) as MethodName[];

export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(contract, name);
}

export function methodDefinition(name: MethodName): MethodDefinition {
  return contract[name];
}
