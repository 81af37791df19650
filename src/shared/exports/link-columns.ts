import type {
  Difference,
  LinkedAccountView,
  LinkedItemView,
  LinkedPlanView,
  LinkedStatementView,
} from "../contract/link.ts";
import type { OutboxItem } from "../contract/outbox.ts";
import { exportedAmount, exportedInstant, exportedMoment, type ExportColumn } from "./column.ts";

/** What the lists of a linked book hold, wherever they are shown or written to a file (BEHAVIOUR 12). */

/** How an account of the upstream stands to those that are here. */
export function linkedAccountState({ doubt, goneAtMs }: Pick<LinkedAccountView, "doubt" | "goneAtMs">) {
  if (doubt !== null) return "doubtful";
  return goneAtMs === null ? "matched" : "gone";
}

/** Why a plan of the upstream, or a price of it, is nothing here; null where all of it is. */
export function linkedPlanProblem({ problem, prices }: Pick<LinkedPlanView, "problem" | "prices">): string | null {
  return problem ?? prices.find((price) => price.problem !== null)?.problem ?? null;
}

/** Whose something of the upstream is: by name where the account is here, else by its id there. */
export function linkedAccountName({
  accountName,
  upstreamAccountId,
}: Pick<LinkedItemView, "accountName" | "upstreamAccountId">): string {
  return accountName ?? upstreamAccountId;
}

export const linkedAccountColumns: readonly ExportColumn<LinkedAccountView>[] = [
  { name: "upstream_id", value: ({ upstreamId }) => upstreamId },
  { name: "kind", value: ({ kind }) => kind },
  { name: "name", value: ({ name }) => name },
  { name: "contact", value: ({ contact }) => contact },
  { name: "account_id", value: ({ accountId }) => accountId },
  { name: "account_name", value: ({ accountName }) => accountName },
  { name: "matched_by", value: ({ matchedBy }) => matchedBy },
  { name: "state", value: linkedAccountState },
  { name: "doubt", value: ({ doubt }) => doubt },
  { name: "currency", value: ({ balance }) => balance && balance.currency },
  { name: "balance", isAmount: true, value: ({ balance }) => balance },
  exportedMoment("balance_read_at", ({ balanceAtMs }) => balanceAtMs),
  exportedMoment("gone_at", ({ goneAtMs }) => goneAtMs),
];

export const linkedPlanColumns: readonly ExportColumn<LinkedPlanView>[] = [
  { name: "upstream_id", value: ({ upstreamId }) => upstreamId },
  { name: "name", value: ({ name }) => name },
  { name: "slug", value: ({ slug }) => slug },
  { name: "plan_id", value: ({ planId }) => planId },
  { name: "plan_name", value: ({ planName }) => planName },
  { name: "matched_by", value: ({ matchedBy }) => matchedBy },
  { name: "prices", value: ({ prices }) => prices.length },
  { name: "problem", value: linkedPlanProblem },
  exportedMoment("gone_at", ({ goneAtMs }) => goneAtMs),
];

export const linkedItemColumns: readonly ExportColumn<LinkedItemView>[] = [
  { name: "upstream_id", value: ({ upstreamId }) => upstreamId },
  { name: "upstream_account_id", value: ({ upstreamAccountId }) => upstreamAccountId },
  { name: "account_id", value: ({ accountId }) => accountId },
  { name: "account", value: linkedAccountName },
  { name: "plan", value: ({ planName }) => planName },
  { name: "status", value: ({ status }) => status },
  { name: "period", value: ({ period }) => period },
  { name: "seats", value: ({ seats }) => seats },
  { name: "trial", value: ({ isTrial }) => (isTrial ? "yes" : "no") },
  { name: "period_start", value: ({ periodStartMs }) => exportedInstant(periodStartMs) },
  exportedMoment("period_end", ({ periodEndMs }) => periodEndMs),
  { name: "problem", value: ({ problem }) => problem },
];

export const linkedStatementColumns: readonly ExportColumn<LinkedStatementView>[] = [
  { name: "upstream_id", value: ({ upstreamId }) => upstreamId },
  { name: "at", value: ({ atMs }) => exportedInstant(atMs) },
  { name: "upstream_account_id", value: ({ upstreamAccountId }) => upstreamAccountId },
  { name: "account_id", value: ({ accountId }) => accountId },
  { name: "account", value: linkedAccountName },
  { name: "status", value: ({ status }) => status },
  { name: "currency", value: ({ currency }) => currency },
  exportedAmount("total", ({ totalMinor }) => totalMinor),
  exportedAmount("applied", ({ appliedMinor }) => appliedMinor),
  exportedAmount("settled", ({ settledMinor }) => settledMinor),
  { name: "entry_id", value: ({ entryId }) => entryId },
];

export const differenceColumns: readonly ExportColumn<Difference>[] = [
  { name: "account", value: ({ accountName }) => accountName },
  { name: "account_id", value: ({ accountId }) => accountId },
  { name: "currency", value: ({ currency }) => currency },
  exportedAmount("here", ({ hereMinor }) => hereMinor),
  exportedAmount("there", ({ thereMinor }) => thereMinor),
  exportedAmount("difference", ({ differenceMinor }) => differenceMinor),
  exportedAmount("explained", ({ explanation }) => explanation && explanation.amountMinor),
  { name: "why", value: whyDifferent },
  { name: "read_at", value: ({ readAtMs }) => exportedInstant(readAtMs) },
];

/** What is known of why two sides differ. */
function whyDifferent({ isKept, explanation }: Difference): string {
  const statements = explanation?.statements.map(({ upstreamId }) => upstreamId).join(", ") ?? "";
  return [...(isKept ? ["kept"] : []), ...(statements === "" ? [] : [`statements ${statements}`])].join("; ");
}

export const outboxColumns: readonly ExportColumn<OutboxItem>[] = [
  { name: "entry_id", value: ({ entryId }) => entryId },
  { name: "account_id", value: ({ accountId }) => accountId },
  { name: "account", value: ({ accountName }) => accountName },
  { name: "currency", value: ({ currency }) => currency },
  exportedAmount("amount", ({ amountMinor }) => amountMinor),
  { name: "state", value: ({ state, settledAs }) => (settledAs === null ? state : `${state}, ${settledAs}`) },
  { name: "attempts", value: ({ attemptCount }) => attemptCount },
  { name: "last_status", value: ({ lastStatus }) => lastStatus },
  { name: "problem", value: ({ problem }) => problem },
  { name: "note", value: ({ note }) => note },
  { name: "operator", value: ({ operator }) => operator },
  { name: "created_at", value: ({ createdAtMs }) => exportedInstant(createdAtMs) },
  { name: "upstream_entry_id", value: ({ upstreamEntryId }) => upstreamEntryId },
];
