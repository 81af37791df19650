import type { MethodInput } from "../../src/shared/contract/index.ts";

/** Room for the threads of a small book and their work, and not for {@link tooLarge}. */
export const frailMemoryLimitMb = 32;

const users = Array.from({ length: 200_000 }, (_each, index) => `User ${index},u${index}@example.com`);

/** A call that kills a writer with so little room: what an import reads is kept until all of it was read. */
export const tooLarge: Omit<MethodInput<"accounts.import">, "idempotencyKey"> = {
  files: [{ kind: "users", name: "users.csv", text: `name,email\n${users.join("\n")}\n` }],
  mode: "check",
};
