import type { SqlValue } from "./book-handle.ts";

/**
 * What an export of the whole book holds (docs/book-format.md): these tables, in the order in which they stand in the file, each row of
 * them as one record; and what such a record is. Which fields it has follows from the table, so that one that is added needs a line here,
 * and one that gets another column needs nothing. What is left out stands below, with the reason.
 */
export const recordTables = {
  book: "The book: its settings and its clock. There is one.",
  logo: "A picture for papers, by the SHA-256 of its bytes.",
  seller:
    "Who sells, as papers say it from the invoice on that names it. It never changes; another seller is another record.",
  operator:
    "Who works with the book, without passphrases; `issuer` and `subject` are by what a single sign-on knows them. Their order is the order in which they came.",
  credit_limit: "How much credit a role gives or takes by hand, at once and on a day; null: as much as one likes.",
  operator_day_total: "What an operator has given and taken by hand on a day.",
  api_instance: "The id that programs know the book by. There is one.",
  api_key: "A key of the API: what it may do, and the SHA-256 of its secret, which lets nobody in.",
  reason_code: "A reason that an adjustment can have.",
  journal_account: "The account of a general ledger that something is posted to, from a day on.",
  tax_rate: "A tax rate, in parts per million.",
  feature: "Something that plans include.",
  plan: "A plan; `subscriber_count` follows from the subscriptions.",
  price: "What a plan costs, for all who have it or for single ones; it never changes.",
  plan_feature: "That a plan includes a feature, and in which place.",
  discount: "A share or an amount off, for some periods or for good.",
  account: "Who pays: a user or an organization. `contact_key` is `contact` in lower case and in one Unicode form.",
  account_profile: "What programs keep with an account.",
  account_listing:
    "What the list of accounts shows of one; `number` is its place by age. `name_key` and `contact_search_key` are folded for the search, `next_charge_minor` is the last that was computed.",
  payment_method: "How an account pays, by what its gateway knows it.",
  subscription: "A subscription of an account.",
  subscription_item: "A price that a subscription has, had or will have, with the period that is billed next.",
  discount_redemption: "A discount that an item carries or carried.",
  billing_run: "A billing run.",
  billing_run_total: "What a billing run came to in a currency.",
  billing_run_problem: "An account that a billing run left out, and why.",
  invoice: "A finalized invoice, with what its paper says. Numbers have no gap.",
  invoice_line: "A line of an invoice; `steps` is how it came about, as JSON in a text.",
  pending_charge: "What the next invoice of an account charges beside its subscription, and what an earlier one did.",
  rebilling: "That the periods of a void invoice are billed again.",
  payment: "A payment, or an attempt at one.",
  payment_taken_back: "That a payment was taken back.",
  write_off: "A rest that nobody asks for any more.",
  credit_note: "A credit note. Numbers have no gap.",
  credit_note_line: "What a credit note takes off a line.",
  refund: "Money that went back by a payment.",
  ledger_entry: "An entry of the ledger, which is a chain ([ledger-format.md](ledger-format.md)).",
  entry_attribution:
    "Who the entries of a name and a door are by and which approval let them through, from one entry on, which is a chain.",
  credit_block: "Credit that came at once: how much, what is left, and from when to when it can be used.",
  credit_block_use: "What an entry took of a block; what came back is negative.",
  approval_request:
    "What was asked for that is above limits, and what became of it. `input` and `effects` are JSON in a text, which `fingerprint` covers.",
  evidence_file: "A file that was given with a request, by the SHA-256 of its bytes.",
  approval_evidence: "That a file was given with a request, under which name and in which place.",
  credit_hold: "What of a block a request that waits would take.",
  audit_entry: "An act of the audit log, which is a chain. `search_text` follows from the others.",
  period_act: "That a month was closed or reopened, which is a chain.",
  command: "A command that was accepted under an idempotency key: the hash of what was asked, and what was answered.",
  api_call: "A call of the API.",
  adjustment_batch: "A batch of adjustments, by its file.",
  adjustment_batch_row: "A row of a batch, and the entry that it became.",
  staged_import:
    "An import that is not written yet, or that was approved and could not be written: then `problem` says why.",
  staged_import_row: "A row of an import that is not written yet.",
  import_choices: "How the last file with certain columns was read that accounts were imported from.",
  import_claim: "What an import that is not written yet will take, such as an id.",
  webhook_endpoint: "An address that is told what happens, without the secret.",
  webhook_failure: "That deliveries to an endpoint fail, since when, and what it answered last.",
  webhook_event: "Something that happened and that an endpoint wanted to hear of.",
  webhook_delivery: "An event on its way to an endpoint.",
  webhook_attempt: "A try to deliver one.",
  link: "What the book is or was linked to, without the key.",
  linked_account: "An account as the upstream has it, and which one here it is.",
  linked_plan: "A plan as the upstream has it, and which one here it is, or why it is none.",
  linked_price: "A price as the upstream has it, and which one here it is, or why it is none.",
  linked_item: "What the upstream bills an account, and why its subscription here is another one where it is.",
  linked_statement:
    "A statement of the upstream: the credit that it used, and how much of that the balance here has taken in.",
  outbox_item: "An entry on its way to the upstream.",
  outbox_attempt: "A try to send one.",
} as const;

export type RecordTable = keyof typeof recordTables;

export const recordNames = Object.keys(recordTables) as RecordTable[];

/** Tables that are left out, and why. `derived-tables.ts` fills those that follow from the records. */
export const leftOutTables: Readonly<Record<string, string>> = {
  account_count: "follows from the accounts",
  account_search: "follows from the accounts",
  book_mark: "is about the file",
  credit_balance: "follows from the ledger",
  kept_change: "is about the hosts that have the book open",
  ledger_day_total: "follows from the ledger",
  ledger_note_search: "follows from the ledger",
  money_day_total: "follows from the invoices",
  migration: "is about the file; the manifest names the schema",
  session: "is about who stood at the door of this book; everyone signs in anew",
  work_lease: "is about the hosts that have the book open",
};

/** A column that is left out: why, and what the book that is made of the export has in it. */
interface LeftOutColumn {
  readonly because: string;
  /** Left out: what the schema gives a column of which nothing is said. */
  readonly fill?: (record: Readonly<Record<string, SqlValue>>, makeSecret: () => string) => SqlValue;
}

const ofTheFile: LeftOutColumn = { because: "is about this file and this machine" };
const ofTheDoor: LeftOutColumn = { because: "is about who stood at the door of this book" };

const isInUse = ({ removed_at_ms: removedAtMs }: Readonly<Record<string, SqlValue>>): boolean => removedAtMs === null;

/** Columns that are left out of their records. */
export const leftOutColumns: Readonly<Partial<Record<RecordTable, Readonly<Record<string, LeftOutColumn>>>>> = {
  book: {
    last_backup_at_ms: ofTheFile,
    verified_at_ms: ofTheFile,
    verified_ok: ofTheFile,
    verified_sequence: ofTheFile,
    backup_folder: ofTheFile,
    is_backup_on_other_disk: ofTheFile,
    series_backup_at_ms: ofTheFile,
    backup_problem: ofTheFile,
  },
  operator: {
    passphrase_hash: { because: "lets whoever has it guess; an admin sets a new one" },
    credential_number: ofTheDoor,
    failed_sign_ins: ofTheDoor,
    locked_until_ms: ofTheDoor,
  },
  webhook_endpoint: {
    secret: {
      because: "is a secret; an endpoint that is in use gets a new one",
      fill: (record, makeSecret) => (isInUse(record) ? makeSecret() : null),
    },
    previous_secret: { because: "is a secret" },
    previous_secret_until_ms: { because: "goes with the secret" },
    is_paused: {
      because: "is decided anew: what is in use is paused until somebody has told the receiver the new secret",
      fill: (record) => (isInUse(record) ? 1 : 0),
    },
  },
};
