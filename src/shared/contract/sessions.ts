import { z } from "zod";
import { command, query, record } from "./definition.ts";
import { id, idempotencyKey, instantMs } from "./fields.ts";
import { signedIn } from "./operators.ts";

const sessionView = z.strictObject({
  id,
  operatorId: id,
  operatorName: z.string(),
  /** All of them by the system's clock. */
  createdAtMs: instantMs,
  lastSeenAtMs: instantMs,
  /** When it ends if nothing more is asked in it. */
  endsAtMs: instantMs,
  /** From where it was begun. */
  address: z.string(),
  /** How the browser calls itself. */
  agent: z.string(),
  /** Whether it is the one in which this is asked. */
  isThisOne: z.boolean(),
});
export type SessionView = z.infer<typeof sessionView>;

/** SHA-256 of a session's secret, in base64. */
const secretHash = z.base64().length(44);

export const sessionsContract = {
  "sessions.list": query({
    summary:
      "Lists where operators are signed in with a browser, the one seen last first: one's own, and all of them with the right to manage operators.",
    input: z.strictObject({}),
    output: z.strictObject({ sessions: z.array(sessionView) }),
    errors: [],
  }),
  "sessions.end": command({
    summary:
      "Signs out where somebody is signed in with a browser, from the next call on: one's own session, or, with the right to manage operators, another's.",
    right: "enter",
    audit: { notes: ["sessionId", "operatorId"] },
    input: z.strictObject({ sessionId: id, idempotencyKey }),
    output: z.strictObject({ operatorId: id }),
    errors: ["session_not_found", "idempotency_conflict"],
  }),
  "sessions.find": query({
    summary:
      "Says who signed in with the secret that a browser brings. Only the host that the browser came to may ask.",
    right: "host",
    input: z.strictObject({ secretHash }),
    output: z.strictObject({ signedIn: signedIn.nullable() }),
    errors: ["unknown_method"],
  }),
  "sessions.move": record({
    summary:
      "Lets a session go on under another secret, because its browser has proved to its host that it is the same one. Nobody else may.",
    right: "host",
    input: z.strictObject({ fromSecretHash: secretHash, toSecretHash: secretHash }),
    output: z.strictObject({ signedIn: signedIn.nullable() }),
    errors: ["unknown_method"],
  }),
  "sessions.seen": record({
    summary: "Keeps when the last calls of sessions came, several at once. Nobody but a host may.",
    right: "host",
    input: z.strictObject({ calls: z.array(z.strictObject({ sessionId: id, atMs: instantMs })).max(1000) }),
    output: z.strictObject({}),
    errors: ["unknown_method"],
  }),
};
