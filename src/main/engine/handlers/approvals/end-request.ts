import { isBatchAct } from "../../../domain/approvals/request.ts";
import { releaseHolds } from "../../../storage/approvals/hold-store.ts";
import { decideRequest, type RequestDecision, type StoredRequest } from "../../../storage/approvals/request-store.ts";
import type { CommandContext } from "../../handler.ts";
import { accountIdsOf, readEffects } from "./request-view.ts";

/** Say what became of a request that waits, and let go of what it held. An approved batch lets go of it row by row. */
export function endRequest(
  context: CommandContext,
  request: StoredRequest,
  state: Exclude<StoredRequest["state"], "pending">,
  decision: Omit<RequestDecision, "state">,
): void {
  const { book, happened } = context;
  if (state !== "approved" || !isBatchAct(request.act)) releaseHolds(book, request.number);
  decideRequest(book, request.number, { ...decision, state });
  happened(`approval.${state}`, request.id);
  tellChanged(context, request);
}

/** What a request holds or lets go of changes what its accounts have available. */
export function tellChanged({ changed }: CommandContext, request: { readonly effects: string }): void {
  changed("approvals");
  for (const accountId of accountIdsOf(readEffects(request))) {
    changed("ledger", accountId);
    changed("accounts", accountId);
  }
}
