import { z } from "zod";
import { problemText } from "../sentences/sentence.ts";
import { command, query, record } from "./definition.ts";
import { id, idempotencyKey, instantMs, line } from "./fields.ts";
import { rights, roles, type Right } from "./rights.ts";

const role = z.enum(roles);

/** What somebody signs in by. Capitals do not matter: it is kept in small letters. */
const signInName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._@+-]{0,63}$/u, {
    error: problemText("is not a name of a-z, 0-9 and . _ @ + - with 64 characters at most"),
  });

/** The same letters, however the keyboard puts them together, and as many as a person counts: half an emoji is none. */
const passphrase = z.string().max(10_000).normalize("NFC");
const lettersOf = (text: string): number => Array.from(text).length;
/** What is tried is not judged by the rules of a new one. */
const triedPassphrase = passphrase.min(1).max(2000);
const newPassphrase = passphrase
  .refine((text) => lettersOf(text) >= 8, { error: problemText("is shorter than 8 characters") })
  .refine((text) => lettersOf(text) <= 1000, { error: problemText("is longer than 1,000 characters") });

const operatorView = z.strictObject({
  id,
  name: z.string(),
  /** Null for the owner of a book that nobody else works in, until one is given. */
  signInName: z.string().nullable(),
  role,
  state: z.enum(["active", "suspended"]),
  hasPassphrase: z.boolean(),
  /** By what a single sign-on knows them; null for who signs in by passphrase alone. */
  identity: z.strictObject({ issuer: z.string(), subject: z.string() }).nullable(),
  /** Until when no passphrase is looked at, by the system's clock; null where it is now. */
  lockedUntilMs: instantMs.nullable(),
  createdAtMs: instantMs,
  /** By the system's clock; null for who never did. */
  lastSignInAtMs: instantMs.nullable(),
});
export type OperatorView = z.infer<typeof operatorView>;

/** Who signed in, and by which of their passphrases: a door that let somebody in says this of every call of theirs. */
export const signedIn = z.strictObject({
  operatorId: id,
  credentialNumber: z.int(),
  /** The session that the book keeps of it; null where the sign-in ends with the door. */
  sessionId: id.nullable(),
});

/** Who a provider of single sign-on speaks of: a subject, of which the issuer gives each to one person only (OpenID Connect, 2). */
const identity = { issuer: z.string().min(1).max(500), subject: z.string().min(1).max(255) };

/** How a host's single sign-on is offered at its door. */
const signOnOffer = z.strictObject({
  /** What people call the provider. */
  name: z.string(),
  /** Whether one may sign in by name and passphrase as well. */
  allowsPassphrases: z.boolean(),
});
export type SignOnOffer = z.infer<typeof signOnOffer>;

const withKey = { idempotencyKey };

export const operatorsContract = {
  "operators.current": query({
    summary: "Says who asks, and what they may do. Who has to sign in first is told so.",
    right: "enter",
    input: z.strictObject({}),
    output: z.strictObject({
      /** The operator; null for who has not signed in, and for a program. */
      operator: operatorView.nullable(),
      rights: z.array(z.enum(Object.keys(rights) as Right[])),
      /** Whether everyone signs in, because there is more than one operator (BEHAVIOUR 11.7). */
      asksForSignIn: z.boolean(),
      /** The single sign-on that the host of this door takes; left out: none. */
      signOn: signOnOffer.optional(),
    }),
    errors: [],
  }),
  "operators.list": query({
    summary: "Lists the operators, in the order in which they were added.",
    input: z.strictObject({}),
    output: z.strictObject({ operators: z.array(operatorView) }),
    errors: [],
  }),
  "operators.unready": query({
    summary:
      "Names the active operators who could not sign in, for a host that is to serve other machines. Nobody else may ask.",
    right: "host",
    input: z.strictObject({
      /** Whose word the host takes for who somebody is; null: passphrases alone. */
      issuer: identity.issuer.nullable(),
    }),
    output: z.strictObject({ names: z.array(z.string()) }),
    errors: ["unknown_method"],
  }),
  "operators.create": command({
    summary:
      "Adds an operator, who can sign in once a passphrase is set. With the second one, everyone signs in, so whoever adds it has a passphrase already.",
    right: "operators",
    audit: { about: "operator", id: "operator.id" },
    input: z.strictObject({ name: line(100), signInName, role, ...withKey }),
    output: z.strictObject({ operator: operatorView }),
    errors: ["idempotency_conflict", "operator_exists", "own_sign_in_missing"],
  }),
  "operators.update": command({
    summary: "Changes an operator's name, the name to sign in by, or the role. What is left out stays as it is.",
    right: "operators",
    audit: { about: "operator", id: "operatorId" },
    input: z.strictObject({
      operatorId: id,
      name: line(100).optional(),
      signInName: signInName.optional(),
      role: role.optional(),
      ...withKey,
    }),
    output: z.strictObject({ operator: operatorView }),
    errors: ["operator_not_found", "idempotency_conflict", "operator_exists", "last_admin"],
  }),
  "operators.suspend": command({
    summary:
      "Lets an operator in no more, from the next call on; their keys of the API neither. Doing it twice changes nothing.",
    right: "operators",
    audit: { about: "operator", id: "operatorId" },
    input: z.strictObject({ operatorId: id, ...withKey }),
    output: z.strictObject({ operator: operatorView }),
    errors: ["operator_not_found", "idempotency_conflict", "last_admin"],
  }),
  "operators.reinstate": command({
    summary: "Lets a suspended operator in again, who has to sign in anew.",
    right: "operators",
    audit: { about: "operator", id: "operatorId" },
    input: z.strictObject({ operatorId: id, ...withKey }),
    output: z.strictObject({ operator: operatorView }),
    errors: ["operator_not_found", "idempotency_conflict"],
  }),
  "operators.setPassphrase": record({
    summary:
      "Sets a passphrase: one's own by naming the one before, another's with the right to manage operators. Whoever signed in by the former one signs in anew.",
    right: "enter",
    audit: { about: "operator", id: "operatorId" },
    input: z.strictObject({
      operatorId: id,
      /** One's own, where one has one. */
      currentPassphrase: triedPassphrase.nullable().default(null),
      passphrase: newPassphrase,
    }),
    output: z.strictObject({ operator: operatorView, signedIn }),
    errors: ["sign_in_refused", "sign_in_locked", "operator_not_found", "own_sign_in_missing"],
  }),
  "operators.signIn": record({
    summary:
      "Signs an operator in at the door that the call came through. Five failures lock the name for a minute, doubling.",
    right: "enter",
    audit: { notes: ["signInName", "failedSignIns"] },
    input: z.strictObject({ signInName, passphrase: triedPassphrase }),
    output: z.strictObject({
      operator: operatorView,
      signedIn,
      /** In a row; the audit log has of every try which it was, and none of one that was good. */
      failedSignIns: z.int(),
    }),
    errors: ["sign_in_refused", "sign_in_locked"],
  }),
  "operators.signInByIdentity": record({
    summary:
      "Signs in who a provider of single sign-on vouches for, with the role that their groups give; with the first time they become an operator. Only the host that has the provider's word may.",
    right: "host",
    audit: { notes: ["operatorId", "operatorName", "issuer", "subject", "role", "roleBefore"] },
    input: z.strictObject({
      ...identity,
      /** How the provider calls them. */
      name: line(100),
      /** By what else they go there; an operator who signs in by one of these may be the same person. */
      knownAs: z.array(z.string().max(320)).max(10),
      /** Null where none of their groups gives one. */
      grantedRole: role.nullable(),
    }),
    output: z.strictObject({
      operatorId: id,
      operatorName: z.string(),
      operator: operatorView,
      signedIn,
      role,
      /** Null for who is one only now. */
      roleBefore: role.nullable(),
    }),
    errors: ["sign_on_unlinked", "sign_on_not_allowed", "own_sign_in_missing"],
  }),
  "operators.linkIdentity": record({
    summary:
      "Ties an operator who has just signed in by passphrase to who a provider of single sign-on says they are. Only the host that has the provider's word may.",
    right: "host",
    audit: { about: "operator", id: "operatorId" },
    input: z.strictObject({ operatorId: id, ...identity }),
    output: z.strictObject({ operator: operatorView }),
    errors: ["sign_on_not_allowed", "operator_not_found", "operator_exists"],
  }),
  "operators.signOut": record({
    summary: "Signs the operator out who signed in at this door.",
    right: "enter",
    audit: { notes: [] },
    input: z.strictObject({}),
    output: z.strictObject({ wasSignedIn: z.boolean() }),
    errors: [],
  }),
  "operators.recover": record({
    summary:
      "Sets a new passphrase for an admin who lost theirs. Only for who holds the book's file: a command on a book that nobody has open.",
    right: "enter",
    audit: { about: "operator", id: "operatorId" },
    input: z.strictObject({ signInName, passphrase: newPassphrase }),
    output: z.strictObject({ operatorId: id, operator: operatorView }),
    errors: ["operator_not_found"],
  }),
};
