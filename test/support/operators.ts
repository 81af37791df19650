import { randomUUID } from "node:crypto";
import type { MethodAnswer, MethodInput, MethodName } from "../../src/shared/contract/index.ts";
import { contract } from "../../src/shared/contract/index.ts";
import type { Role } from "../../src/shared/contract/rights.ts";
import type { Result } from "../../src/shared/errors.ts";
import type { Caller, Engine, SignedIn } from "../../src/main/engine/engine.ts";
import { createDesk } from "../../src/main/hosts/desk.ts";
import { createDoor, type TestBook } from "./book.ts";
import { passphraseOf } from "./passphrases.ts";

/** A desk that a test works at: what is asked there is asked by whoever has signed in. */
export interface TestDesk {
  caller(): Caller;
  try<Name extends MethodName>(name: Name, input: unknown): Promise<Result<MethodAnswer<Name>>>;
  /** @throws where it is refused. */
  ask<Name extends MethodName>(
    name: Name,
    input: Omit<MethodInput<Name>, "idempotencyKey"> & { idempotencyKey?: string },
  ): Promise<MethodAnswer<Name>>;
  /** The code of the refusal; null where there is none. */
  code(name: MethodName, input: unknown): Promise<string | null>;
}

/**
 * @param at what the book keeps of a sign-in there; left out: nothing.
 * @param known who had signed in there with an earlier host.
 */
export function openDesk(
  engine: Pick<Engine, "dispatch">,
  systemUser = "Tess Tester",
  at: Pick<Caller, "door"> = {},
  known: SignedIn | null = null,
): TestDesk {
  const desk = createDesk({ origin: "desk", operator: systemUser, ...at }, known);
  const withKey = (name: MethodName, input: unknown): unknown =>
    contract[name].kind === "command" && input !== null
      ? { idempotencyKey: randomUUID(), ...(input as object) }
      : input;
  const attempt = async <Name extends MethodName>(name: Name, input: unknown) =>
    (await desk.dispatch(engine, name, withKey(name, input))) as Result<MethodAnswer<Name>>;
  return {
    caller: () => desk.caller(),
    try: attempt,
    async ask(name, input) {
      const result = await attempt(name, input);
      if (!result.ok) throw new Error(`${name} was refused: ${JSON.stringify(result.error)}`);
      return result.value;
    },
    async code(name, input) {
      const result = await attempt(name, input);
      return result.ok ? null : result.error.code;
    },
  };
}

/** Adds operators to a book that has one, who is named `bob` and stays signed in at the desk that is answered. */
export async function addOperators(
  { engine }: Pick<TestBook, "engine">,
  others: Readonly<Record<string, Role>>,
): Promise<{ readonly admin: TestDesk; readonly ids: Readonly<Record<string, string>> }> {
  const admin = openDesk(engine);
  const { operator: owner } = await admin.ask("operators.current", {});
  if (!owner) throw new Error("The book has more than one operator already");
  await admin.ask("operators.update", { operatorId: owner.id, name: "Bob", signInName: "bob" });
  await admin.ask("operators.setPassphrase", { operatorId: owner.id, passphrase: passphraseOf("bob") });
  const ids: Record<string, string> = { bob: owner.id };
  for (const [signInName, role] of Object.entries(others)) {
    const { operator } = await admin.ask("operators.create", { name: signInName.toUpperCase(), signInName, role });
    ids[signInName] = operator.id;
    await admin.ask("operators.setPassphrase", { operatorId: operator.id, passphrase: passphraseOf(signInName) });
  }
  return { admin, ids };
}

/** A book's door at which one of them has signed in: what is asked and answered there is compared with the contract. */
export async function signedInDoor(book: TestBook, signInName: string): Promise<TestBook> {
  const desk = await signedInDesk(book, signInName);
  const dispatch: Engine["dispatch"] = (method, input) => book.engine.dispatch(method, input, desk.caller());
  return createDoor(book.path, { ...book.engine, dispatch });
}

/** A desk at which one of them has signed in. */
export async function signedInDesk({ engine }: Pick<TestBook, "engine">, signInName: string): Promise<TestDesk> {
  const desk = openDesk(engine);
  await desk.ask("operators.signIn", { signInName, passphrase: passphraseOf(signInName) });
  return desk;
}
