import type { LinkedAccountView, MatchDoubt } from "../../../shared/contract/link.ts";

type Kind = LinkedAccountView["kind"];

/** An account here that one of the upstream might be. */
export interface Candidate {
  readonly id: string;
  readonly kind: Kind;
  /** Whether another one of the upstream is known to be it. */
  readonly isTaken: boolean;
}

/** Which account here one of the upstream is; or why that is doubtful; or that there is none yet. */
export type Match =
  | { readonly accountId: string; readonly matchedBy: NonNullable<LinkedAccountView["matchedBy"]> }
  | { readonly doubt: MatchDoubt };

/**
 * Find out which account here one of the upstream is: the one with its id, or else the one that goes by its e-mail address or slug
 * (BEHAVIOUR 12.2). What leaves a doubt is for an operator to say: credit that goes to the wrong account is not found again.
 *
 * @param byId the account here with the same id.
 * @param byContact those here that go by its e-mail address or slug.
 * @returns null where there is none, so that one is made.
 */
export function matchAccount(kind: Kind, byId: Candidate | undefined, byContact: readonly Candidate[]): Match | null {
  if (byId) return byId.kind === kind ? taken(byId, "id") : { doubt: "other_kind" };
  const [first, ...others] = byContact;
  if (!first) return null;
  if (others.length > 0) return { doubt: "several_accounts" };
  return first.kind === kind ? taken(first, "contact") : { doubt: "other_kind" };
}

function taken({ id, isTaken }: Candidate, matchedBy: "id" | "contact"): Match {
  return isTaken ? { doubt: "account_taken" } : { accountId: id, matchedBy };
}
