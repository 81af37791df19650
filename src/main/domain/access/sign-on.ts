import type { Role } from "../../../shared/contract/rights.ts";

/** What of an operator decides who manages the book. */
interface Standing {
  readonly id: string;
  readonly role: Role;
  readonly isSuspended: boolean;
}

/** Whether nobody but this one manages the book (BEHAVIOUR 11.7). */
export function isLastAdmin({ id, role, isSuspended }: Standing, operators: readonly Standing[]): boolean {
  if (role !== "admin" || isSuspended) return false;
  return !operators.some((other) => other.id !== id && other.role === "admin" && !other.isSuspended);
}

/**
 * The role that somebody has once they have signed in by single sign-on: the one that their groups give them now, whatever it was
 * before. The last active admin stays one (BEHAVIOUR 11.7), or nobody could manage the book any more.
 */
export function roleAfterSignOn(operator: Standing, grantedRole: Role, operators: readonly Standing[]): Role {
  return isLastAdmin(operator, operators) ? "admin" : grantedRole;
}
