/**
 * What one may be allowed to do in a book, each with what it lets one do (BEHAVIOUR 11.1). Every method of the contract names the one
 * that it needs; what a caller may do is a set of these, whichever door it comes through.
 */
export const rights = {
  /** What everybody may who stands at the door, whoever they are: all else takes that they say who they are (BEHAVIOUR 11.7). */
  enter: "sign in and out",
  read: "look at the book, preview, make dry runs, verify the ledger",
  audit: "read who did what",
  credits: "adjust, transfer, reverse, void and apply credit",
  requests: "ask for approval of what is above one's limits",
  approvals: "approve and reject what others ask for",
  accounts: "add users and organizations, and change how they are billed",
  subscriptions: "subscribe accounts and change their subscriptions",
  invoices: "charge, issue, void, credit and write off",
  payments: "record, collect and take back payments, and keep payment methods",
  runs: "run billing, and stop work that is under way",
  prices: "add prices beside a plan's own",
  catalog: "add and change plans, tax rates and discounts",
  imports: "import files",
  book: "make the book, set how it bills and its clock, close its months, copy and restore it",
  programs: "make keys of the API, and say where webhooks go",
  operators: "add operators, say what they may do, and suspend them",
  /** What a host does by itself. No operator and no key has it, and nobody else is told that such methods exist. */
  host: "tell the book what the host that serves it did",
} as const satisfies Record<string, string>;

export type Right = keyof typeof rights;

/** What the person has whose book it is. */
export const ownerRights: readonly Right[] = (Object.keys(rights) as Right[]).filter((right) => right !== "host");

/** What somebody may do who has not said who they are, where that has to be said. */
export const doorRights: readonly Right[] = ["enter"];

const viewerRights = ["enter", "read"] as const;
const clerkRights = [
  ...viewerRights,
  "credits",
  "requests",
  "accounts",
  "subscriptions",
  "invoices",
  "payments",
] as const;
const approverRights = [...clerkRights, "approvals", "audit", "runs", "prices", "imports"] as const;

/** What an operator may do, by role (BEHAVIOUR 11.1). Each role holds what the one before it does. */
export const roleRights = {
  viewer: viewerRights,
  clerk: clerkRights,
  approver: approverRights,
  admin: ownerRights,
} as const satisfies Record<string, readonly Right[]>;

export type Role = keyof typeof roleRights;
export const roles = Object.keys(roleRights) as Role[];

/** The roles that hold a right, the narrowest first: who could do what somebody may not. */
export function rolesWith(right: Right): readonly Role[] {
  return roles.filter((role) => (roleRights[role] as readonly Right[]).includes(right));
}

/** What a key of the Backend API may do, by the names that keys are made with. No scope holds another one but `admin`. */
export const scopeRights = {
  read: ["read"],
  credits: ["credits", "requests"],
  billing: ["requests", "accounts", "subscriptions", "invoices", "payments", "runs", "prices"],
  admin: ownerRights,
} as const satisfies Record<string, readonly Right[]>;

export type ApiScope = keyof typeof scopeRights;
export const apiScopes = Object.keys(scopeRights) as ApiScope[];

/** The narrowest scope that holds a right. */
export function scopeOf(right: Right): ApiScope {
  return apiScopes.find((scope) => (scopeRights[scope] as readonly Right[]).includes(right)) ?? "admin";
}

/** All that keys of these scopes may do. */
export function rightsOfScopes(scopes: readonly ApiScope[]): readonly Right[] {
  return [...new Set(scopes.flatMap((scope): readonly Right[] => scopeRights[scope]))];
}
