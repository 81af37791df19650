import { inEnglish, told, verbatim, type Sentence } from "./sentences/sentence.ts";

/**
 * Every way in which the application says no. The set is closed: each method of the contract names the codes it may answer
 * with, hosts map them to their own status words, and the desk shows message and remedy. Messages say what happened and
 * to what; the remedy says what to do.
 *
 * Order is precedence: when several apply, the one that stands first is reported.
 */
export const errorRemedies = {
  unknown_method: "Use one of the methods of the contract.",
  invalid_input: "Correct the fields that are named and send it again.",
  unauthorized: "Open the address that the application printed when it started; it carries the token.",
  opened_for_reading: "Open the book without --read-only, where it is yours to change.",
  sign_in_required: "Sign in: at the desk by name and passphrase, on the command line with --as.",
  sign_in_refused: "Type both again. An admin can set a new passphrase for whoever has forgotten theirs.",
  sign_in_locked: "Wait until the time is over that is named, or have an admin set a new passphrase.",
  sign_on_required: "Sign in at the desk by the team's single sign-on.",
  sign_on_unavailable: "Try again in a while, or sign in by name and passphrase where the host takes them.",
  sign_on_refused: "Begin again from the sign-in page. Whoever runs the host finds the reason in what it prints.",
  sign_on_unlinked:
    "If that is you, sign in by name and passphrase in this browser now: from then on the single sign-on lets you in. If it is not, have an admin change the other one's name to sign in by.",
  sign_on_not_allowed:
    "Have somebody put you into one of the groups that the host lets in, or an admin reinstate you, then sign in again.",
  not_allowed: "Ask somebody who may, or use a key whose scopes hold the right that is named.",
  forbidden_origin: "Open the application at its own address; other sites may not speak to it.",
  request_too_large: "Send less at once.",
  path_not_allowed: "Name the place on the command line, or in the application's own window.",

  book_missing: "Create a new book here, or start the application with the path of an existing one.",
  book_exists: "Choose another path, or open the book that is there.",
  book_not_ours: "Choose a Countinghouse book; this file was made by something else and was left as it is.",
  book_newer: "Update Countinghouse; this book was written by a newer version.",
  book_damaged:
    "Mend it with `countinghouse book mend`, or restore it from a backup. The damaged file was left as it is.",
  book_read_only:
    "Give yourself permission to write the file and its folder, or copy the book to a folder that is yours.",
  import_in_progress: "Wait until the import that is being written is through, then try again.",
  book_locked: "Close the other Countinghouse that has this book open, then try again.",
  work_held_elsewhere:
    "Wait until it is through there. Should that host have died, another one goes on with it within seconds.",
  result_elsewhere: "Begin it again here, or ask the host that has it.",
  engine_restarted: "Try again under the same key: what was done already is not done twice.",
  book_moved:
    "Put the book's file back where it was and start the application again, or open it where it is now. What was confirmed is in it; nothing more was written.",
  book_has_links:
    "Remove the other names of the file (hard links), so that the book has one, or copy it to a file of its own.",
  book_log_foreign:
    "Both files were left as they were. To go on with the book as it is now, move the log to another folder; to go on with the state that the log belongs to, put that book back.",
  book_incomplete:
    "Make the copy again with `book backup`, or of the closed book. If this is all there is, `book restore` takes what is in it.",
  book_lock_blocked:
    "Remove what stands beside the book under its name with .lock, and let this user write in the folder.",
  book_disk_failed:
    "Connect the disk or the network share again, then start the application again; what was confirmed is in the book.",
  book_unreachable:
    "See whether the server runs and lets this user in: the password comes from PGPASSWORD, or from the file that PGPASSFILE names.",
  book_server_exhausted:
    "Nothing of it was written. Try again in a while; where it happens again, have the server given what it has run out of: connections (max_connections, or those of this user), or memory (max_locks_per_transaction).",
  book_server_unsuitable: "Use a PostgreSQL server, a user and a schema of which the reason given is not true.",
  book_older:
    "Have the server backed up by its own means, and stop every host of the book. Then `book upgrade` brings it to this version; an older application refuses it from then on.",
  book_on_server:
    "Have the server backed up and restored by its own means; a book in a file is copied, restored and mended with Countinghouse.",
  engine_stopped: "Start the application again; nothing that was confirmed is lost.",
  backup_folder_missing: "Connect the disk, or name another folder for the backups.",
  backup_failed: "Look at the disk that the copy goes to, or name another folder for the backups.",
  backup_slow: "Wait until the copy is made, or name a folder on a faster disk.",
  backup_changed:
    "Take another copy. If you have changed this one yourself, remove the file beside it whose name ends with .sha256.",
  backup_encrypted:
    "Give its passphrase, or a secret key that it was encrypted for: in the list of the backups, or on the command line.",
  backup_key_wrong:
    "Give the passphrase that it was encrypted with, or a secret key that goes with one of the keys it was encrypted for.",
  recipient_invalid: "Give a public key as age-keygen shows it: age1 and 58 more characters.",

  book_is_linked: "Do it where the book is linked to, which has the accounts and bills them, or unlink the book first.",

  export_failed: "Name another file, or remove the one that is there.",
  export_broken:
    "Take the file as `book export` wrote it, whole and unchanged, or export the book again. No book was made of this one.",

  nothing_to_mend: "Nothing to do: the file and the ledger of the book hold.",

  account_not_found: "Check the id, or search for the account by name.",
  entry_not_found: "Check the id of the ledger entry.",
  invoice_not_found: "Check the id of the invoice.",
  plan_not_found: "Check the id of the plan.",
  price_not_found: "Check the id of the price; it belongs to one plan.",
  discount_not_found: "Check the id of the discount.",
  tax_rate_not_found: "Check the id of the tax rate, or add the rate first.",
  subscription_not_found: "Subscribe the account first.",
  payment_not_found: "Check the id of the payment; the invoice lists them.",
  payment_method_not_found: "Check the id of the payment method; it may have been removed.",
  charge_not_found: "Check the id of the charge.",
  block_not_found: "Check the id of the block of credit.",
  run_not_found: "Check the id of the billing run.",
  job_not_found: "The job is over or never was; start it again.",
  reason_not_found: "Choose one of the book's reason codes.",
  api_key_not_found: "Check the id of the key.",
  operator_not_found: "Check the id, or the name that the operator signs in by.",
  network_not_secure:
    "Name a certificate and its key (--tls-cert, --tls-key), or the proxy that takes care of TLS (--behind-proxy); and the host's name (--allow-host).",
  certificate_invalid: "Name a file with a certificate in PEM, and one with its own key, which this user may read.",
  certificate_refused:
    "Have whoever runs the host renew its certificate, set the clock of this machine where it is wrong, or name an authority of your own with NODE_EXTRA_CA_CERTS.",
  sign_on_invalid: "Correct the file that --sign-on names; docs/team.md says what stands in it.",
  operators_cannot_sign_in: "Give each of them a name to sign in by and a passphrase, or suspend them.",
  session_not_found: "Look at the list of sessions: it may be over already.",
  webhook_not_found: "Check the id of the webhook; it may have been removed.",
  export_not_found: "Check where the exported file is.",
  backup_not_found: "Check the name; the copy has to be in the folder of the backups or in the book's.",
  delivery_not_found: "Check the id of the delivery.",
  link_not_found: "Link the book to an upstream first.",
  outbox_item_not_found: "Check the id of the entry; only what moves credit in a linked book is sent.",
  upload_not_found: "Send the file again from its beginning.",
  batch_not_found: "Check the id of the batch; one that was checked and not applied may have been discarded.",
  request_not_found: "Check the id of the request for approval.",
  evidence_not_found: "Check the request: it names the files that were given with it.",
  logo_not_found: "Check the id of the logo; invoices and the book's settings name it.",

  journal_subject_unknown: "Choose one of what journal.accounts lists.",
  journal_account_ambiguous: "Give one number one name and one type, or take another number.",

  idempotency_conflict: "Use a new key for new content; the first request with this key stands.",
  batch_applied_before:
    "Open the batch that is named. To apply it anew, undo that batch first, or say what occasion tells the two apart.",
  batch_in_progress: "Wait until the batch is through or decided, or stop its job.",
  account_exists: "Open the account that is there, or use another e-mail address or slug.",
  plan_exists: "Use another slug, or open the plan that is there.",
  tax_rate_exists: "Use the tax rate that is there.",
  api_key_exists: "Make a key with an id and a secret of its own.",
  operator_exists: "Choose another name to sign in by; this one is another operator's.",
  own_sign_in_missing:
    "Give yourself a name to sign in by and a passphrase first; from two operators on, everyone signs in.",
  last_admin: "Make another active operator an admin first.",
  webhook_address_invalid: "Give an address that begins with https:// or http://, without a name and password in it.",
  too_many_webhooks: "Remove a webhook that is no longer needed; a book can have twenty.",
  link_address_invalid:
    "Give the address of the API, such as https://api.clerk.com/v1; http only leads to this machine.",
  link_passphrase_missing: "Choose a passphrase of at least 8 characters, which the key is kept under.",
  link_passphrase_wrong: "Type it again. Who has forgotten it links the book anew, with the key.",
  link_locked: "Give the passphrase that the key is kept under, or link the book anew, with the key.",
  upstream_unreachable:
    "Nothing is lost: what waits is sent once there is a connection. Check the network and the address.",
  upstream_key_refused: "Link the book anew with a key that is in force and may do this.",
  upstream_busy: "Nothing to do: it is tried again when the upstream asks for it.",
  upstream_not_understood:
    "Check the address: what answers there is not Clerk's API, or something in between answers in its place.",
  upstream_is_another: "Use a key of the instance that the book is linked to, or unlink the book first.",
  outbox_not_empty: "Let the outbox be sent first, or confirm that what waits in it never gets there.",
  outbox_item_settled: "Nothing to do: the upstream has it, it is on its way, or it was settled before.",
  match_not_doubtful: "Nothing to do: it is known which account it is.",
  difference_changed: "Look at the difference as it is now, then confirm again.",
  expiry_not_ahead: "Let the key end later than now, or never.",
  subscription_exists: "Change the subscription that the account has; it can have one at a time.",
  plan_is_free: "Leave the free plan as it is; add a plan that charges.",
  plan_archived: "Choose a plan that is still offered, or take this one out of the archive.",
  plan_for_other_kind: "Choose a plan for this kind of account.",
  account_for_other_kind: "Choose an account of the same kind, or say that it is none of those that are here.",
  currency_mismatch: "Use the account's billing currency.",
  currency_fixed: "Use another account for the other currency; this one has an invoice or a subscription in its own.",
  charges_waiting: "Remove the charges that wait for the next invoice first, and add them anew in the other currency.",

  period_closed: "Date it in an open month, or reopen the months from that one on; the newest is reopened first.",
  period_already_closed: "Nothing to do, unless it was to be closed anew: then reopen it first.",
  period_not_over: "Close the month once it is over.",
  period_out_of_order: "Close the earliest open month first; reopen the one that was closed last first.",
  period_not_closed: "Choose a month that is closed; the list of closings names them.",
  receipt_changed: "Use the receipt as it was given out.",

  date_out_of_range: "Choose days from 1970-01-01 to 9999-12-31, with room for what follows from them.",
  amount_out_of_range: "Use a smaller amount; balances stay within ±9,007,199,254,740,991 minor units.",
  price_without_charge: "Give the price a fee, seats, or both.",
  price_tiers_invalid:
    "Let the first tier start at block 1, each one after the one before, and the last one without an end.",
  price_period_not_offered: "Choose the period that the price is offered for, or add another price.",
  seats_out_of_range: "Give a whole number of seats, 1 to 1,000,000.",
  seats_not_offered: "Leave the seats out; this price has none.",
  trial_days_out_of_range: "Give 1 to 365 days.",
  not_in_trial: "Nothing to do: the subscription is not in a free trial.",
  discount_out_of_range:
    "Give either a share above 0 % up to 100 %, or an amount above zero with its currency, and no period or at least one.",
  discount_in_force: "Nothing to do: the subscription carries this discount.",
  subscription_canceled: "Resume the subscription first; what only ends takes no discount.",
  change_outside_period: "Choose a day of the current period, up to today.",
  period_not_billed: "Issue the account's next invoice first, so that the period that has begun is charged.",
  nothing_to_change: "Choose something that differs from what is in force.",
  nothing_to_resume: "Nothing to do: nothing is canceled or waits for the period's end.",
  reason_not_allowed: "Choose a reason that fits the direction.",
  note_required: "Say in the note why this is done.",
  credit_terms_invalid:
    "Give a priority from 0 to 100, and an expiry after the day the credit takes effect and after today; a decrease has no terms.",
  transfer_to_itself: "Choose another account to receive the credit.",
  entry_in_future: "Choose today or an earlier day.",
  insufficient_credit: "Remove at most what is available.",
  block_closed: "Nothing to do: the block has been voided or has expired.",
  payment_given_back:
    "Take back first what was given for the payment: the credit note, or the invoice that gave back the time.",
  credit_held: "Wait until the request is decided that holds it, or have it withdrawn.",
  credit_already_spent: "Take the credit back from where it went first, or leave the invoice as it is.",
  entry_already_reversed: "Nothing to do: the entry was reversed before.",
  entry_not_reversible: "Make a fresh adjustment instead.",

  nothing_to_invoice: "The account has no paid subscription, so there is nothing to bill.",
  nothing_to_export: "Choose other days, states or amounts, so that something matches.",
  preview_stale: "Look at the fresh preview, then confirm again.",
  cutoff_too_far: "Choose a date within a year of today.",
  payment_in_future: "Choose today or an earlier day.",
  charge_not_removable: "Leave it: the charge is on an invoice already, or was carried over from one.",
  invoice_not_open:
    "Only an open invoice can be paid, collected or given up, and only an open or uncollectible one voided.",
  invoice_not_creditable: "Leave the invoice as it is; nothing of a void invoice is left to credit.",
  invoice_has_payments: "Leave the invoice as it is; an invoice that money was received for is not voided.",
  nothing_to_apply: "Add credit first, or wait for an open invoice in a currency that the account has credit in.",
  invoice_gave_back: "Void first the later invoice that gave back its time.",
  nothing_outstanding: "Leave the invoice as it is; nothing is asked for any more.",
  payment_not_recorded:
    "Take back payments that were recorded by hand; what a gateway charged is refunded by a credit note.",
  payment_was_taken_back: "Nothing to do: the payment was taken back before.",
  payment_exceeds_due: "Record at most what is due, or let the rest become credit.",
  payment_method_not_offered: "Choose one of the kinds and test numbers that the gateway knows.",
  nothing_to_collect_with: "Record the payment by hand; the account pays by transfer.",
  below_minimum_charge: "Record the payment by hand, let credit pay it, or write the rest off.",
  credit_note_exceeds_line: "Credit at most what is left of the line.",
  credit_note_is_nothing: "Credit more than zero.",
  credit_note_split_mismatch: "Let the parts add up to the note.",
  refund_exceeds_payment: "Refund at most the money that was paid that way; the rest goes to credit.",
  logo_invalid: "Choose a PNG or JPEG of at most 256 kB and 4 million pixels; a few hundred pixels wide print well.",
  numbers_invalid: "Give the next number of that prefix, or choose another prefix.",
  retry_days_invalid: "Give rising numbers of days from 1 to 365.",
  run_in_progress: "Wait for the running job, or stop it.",
  run_not_resumable: "Start a new run; this one is complete.",
  nothing_is_parked: "Nothing to do: the run parked no account, or they were all tried again.",

  approval_not_allowed: "Have somebody else decide it; the details name who could.",
  request_already_decided: "Look at what was decided; a request is decided once.",
  request_stale: "Reject it, and have it asked for anew as things stand now.",
  evidence_invalid: "Give files of 1 byte to 10 MB, ten at most.",

  upload_too_large: "Send at most 512 MB of CSV or 64 MB of a workbook; divide what is larger.",
  file_unreadable: "Save it as CSV or as an Excel workbook (.xlsx) and choose it again.",
  batch_has_problems: "Correct the rows that are named, or apply only those that are ready.",
  import_rejected: "Correct the rows that are listed; nothing was written.",
  test_clock_unconfirmed:
    "Try it in a book made for trying. In this one, give its name as it is written, if you are sure.",
  clock_before_ledger:
    "Choose a moment after what the book holds; what was written stays, so its clock does not go back.",

  approval_required:
    "Ask for approval, or have it done by somebody whose limits allow it; the details name who that is.",

  too_many_open_files: "Close other programs, or raise the limit of open files (ulimit -n), then start again.",
  disk_full: "Make room on the disk, then try again. Nothing of it was written.",

  internal_error: "Try again. If it happens again, report it with what you did.",
} as const satisfies Record<string, string>;

/** One of the closed set of codes. */
export type ErrorCode = keyof typeof errorRemedies;

/** The codes that mean there is no open book to work in. */
export const noBookCodes = [
  "book_missing",
  "book_not_ours",
  "book_newer",
  "book_damaged",
  "book_read_only",
  "book_locked",
  "book_moved",
  "book_has_links",
  "book_log_foreign",
  "book_incomplete",
  "book_lock_blocked",
  "book_disk_failed",
  "book_unreachable",
  "book_server_exhausted",
  "book_server_unsuitable",
  "book_older",
] as const satisfies readonly ErrorCode[];

/**
 * What any call may be answered with, whatever it asks for: its form, who asks, the state of the book, of the disk and of the clock, and
 * of what goes on beside it.
 * Every other code is named by the methods that answer it. `internal_error` is none of either: it is always a fault.
 */
export const commonErrorCodes: readonly ErrorCode[] = [
  "unknown_method",
  "invalid_input",
  "unauthorized",
  "opened_for_reading",
  "sign_in_required",
  "not_allowed",
  "forbidden_origin",
  "request_too_large",
  ...noBookCodes,
  "book_is_linked",
  "import_in_progress",
  "work_held_elsewhere",
  "engine_restarted",
  "engine_stopped",
  "date_out_of_range",
  "period_closed",
  "too_many_open_files",
  "disk_full",
];

export const errorCodes = Object.keys(errorRemedies) as ErrorCode[];

/** An error as it crosses a boundary: what a host prints, an API returns, a screen shows. */
export interface ErrorView {
  readonly code: ErrorCode;
  /** In English. */
  readonly message: string;
  /** The same, as it can be told in other languages; missing where others said it, and where an older version wrote it down. */
  readonly sentence?: Sentence | undefined;
  readonly remedy: string;
  /** Facts for programs: fields that are wrong, the amount available, a fresh preview. Shape depends on the code. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What is needed of a refusal to throw it anew. */
interface AnsweredRefusal extends Pick<ErrorView, "code" | "message"> {
  readonly sentence?: Sentence | undefined;
  readonly details?: ErrorView["details"] | undefined;
}

/** A refusal. Nothing was written when one is thrown out of a command. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly sentence: Sentence;
  readonly details: Readonly<Record<string, unknown>> | undefined;

  /** @param sentence one for the operator: what happened, to what. What others said is `verbatim`, and stays as it is. */
  constructor(code: ErrorCode, sentence: Sentence, details?: Readonly<Record<string, unknown>>) {
    super(inEnglish(sentence));
    this.name = "AppError";
    this.code = code;
    this.sentence = sentence;
    this.details = details;
  }

  /** A refusal that was answered somewhere else. */
  static from({ code, message, sentence, details }: AnsweredRefusal): AppError {
    return new AppError(code, sentence ?? verbatim(message), details);
  }

  toView(): ErrorView {
    const view = { code: this.code, ...told(this.sentence), remedy: errorRemedies[this.code] };
    return this.details === undefined ? view : { ...view, details: this.details };
  }
}

/** What every call answers with: the value, or why not. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: ErrorView };

/** For the default branch of a switch over a union: the compiler proves that it is never reached. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}

/** The value of an answer, where a refusal ends the work. @throws AppError the refusal. */
export function requireOk<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw AppError.from(result.error);
}
