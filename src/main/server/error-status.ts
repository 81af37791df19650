import type { ErrorCode } from "../../shared/errors.ts";

/** The HTTP status that goes with each code. The body says more; the status is for programs that look no further. */
export const errorStatus: Readonly<Record<ErrorCode, number>> = {
  unknown_method: 404,
  invalid_input: 400,
  unauthorized: 401,
  forbidden_origin: 403,
  request_too_large: 413,

  book_missing: 503,
  book_exists: 409,
  book_not_ours: 503,
  book_newer: 503,
  book_damaged: 503,
  book_read_only: 503,
  book_locked: 503,
  engine_stopped: 503,

  account_not_found: 404,
  entry_not_found: 404,
  invoice_not_found: 404,
  plan_not_found: 404,
  run_not_found: 404,
  job_not_found: 404,
  reason_not_found: 404,

  idempotency_conflict: 409,
  account_exists: 409,
  plan_exists: 409,
  subscription_exists: 409,
  plan_for_other_kind: 422,
  currency_mismatch: 422,

  amount_out_of_range: 422,
  reason_not_allowed: 422,
  note_required: 422,
  transfer_to_itself: 422,
  insufficient_credit: 422,
  entry_already_reversed: 409,
  entry_not_reversible: 422,

  nothing_to_invoice: 422,
  preview_stale: 409,
  cutoff_too_far: 422,
  payment_in_future: 422,
  invoice_not_open: 409,
  invoice_has_payments: 409,
  nothing_to_apply: 422,
  payment_exceeds_due: 422,
  run_in_progress: 409,
  run_not_resumable: 409,

  import_rejected: 422,
  clock_before_ledger: 422,

  disk_full: 507,

  internal_error: 500,
};
