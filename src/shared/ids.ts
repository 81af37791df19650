import { monotonicFactory } from "ulid";

/**
 * Readable prefixes, one per kind of record, Clerk's where Clerk has the record. What follows the prefix is a ULID in lower
 * case: 48 bits of time, then 80 random bits, so ids sort by the moment they were made.
 */
export const idPrefixes = {
  user: "user_",
  organization: "org_",
  plan: "cplan_",
  price: "cprice_",
  feature: "feat_",
  discount: "cdisc_",
  discountRedemption: "cdr_",
  subscription: "csub_",
  subscriptionItem: "csubi_",
  ledgerEntry: "ccl_",
  creditBlock: "cblk_",
  transfer: "ctr_",
  adjustmentBatch: "batch_",
  invoice: "inv_",
  pendingCharge: "chg_",
  creditNote: "cn_",
  payment: "pay_",
  refund: "rfd_",
  paymentMethod: "pm_",
  taxRate: "txr_",
  billingRun: "run_",
  job: "job_",
  apiKey: "key_",
  operator: "opr_",
  session: "ses_",
  approvalRequest: "apr_",
  link: "lnk_",
  webhookEndpoint: "whe_",
  webhookEvent: "evt_",
  webhookDelivery: "whd_",
} as const;

/** A kind of record that has an id. */
export type IdKind = keyof typeof idPrefixes;

/** Makes ids; those made later sort after those made before, even within one millisecond. */
export type IdMaker = (kind: IdKind, nowMs: number) => string;

/**
 * @param random numbers in [0, 1). The engine passes a cryptographic source; tests pass a seeded one.
 */
export function createIdMaker(random: () => number): IdMaker {
  const nextUlid = monotonicFactory(random);
  return (kind, nowMs) => idPrefixes[kind] + nextUlid(nowMs).toLowerCase();
}
