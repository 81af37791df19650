import type { MethodInput } from "../../src/shared/contract/index.ts";

/** Room for the threads of a small book and their work, and not for {@link tooLarge}. */
export const frailMemoryLimitMb = 32;

type Import = Omit<MethodInput<"accounts.import">, "idempotencyKey">;

/** A call that kills a writer with so little room: its text alone, sent in one piece as only a program of this machine can, fills it. */
export const tooLarge: Import = {
  files: [{ kind: "users", name: "users.csv", text: `name,email\n${"User,user@example.com\n".repeat(1_250_000)}` }],
  mode: "check",
};

const users = Array.from({ length: 60_000 }, (_each, index) => `User ${index},u${index}@example.com`);

/** A job that a writer with so little room does to its end, if it is left the time. */
export const longJob: Import = {
  files: [{ kind: "users", name: "users.csv", text: `name,email\n${users.join("\n")}\n` }],
  mode: "check",
};
