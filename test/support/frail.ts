import type { MethodInput } from "../../src/shared/contract/index.ts";

/**
 * Room for the threads of a small book and their work, and not for {@link tooLarge}. A thread holds some 13 MB of programs; V8 gives one that
 * is over its limit 16 MB more to come to its end in, and ends the whole process where that is not enough.
 */
export const frailMemoryLimitMb = 35;

type Import = Omit<MethodInput<"accounts.import">, "idempotencyKey">;

/** A call that kills a writer with so little room: its text alone, sent in one piece as only a program of this machine can, fills it. */
export const tooLarge: Import = {
  files: [{ kind: "users", name: "users.csv", text: `name,email\n${"User,user@example.com\n".repeat(1_090_000)}` }],
  mode: "check",
};

const users = Array.from({ length: 60_000 }, (_each, index) => `User ${index},u${index}@example.com`);

/** A job that a writer with so little room does to its end, if it is left the time. */
export const longJob: Import = {
  files: [{ kind: "users", name: "users.csv", text: `name,email\n${users.join("\n")}\n` }],
  mode: "check",
};
