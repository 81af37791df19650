import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { contract, type MethodInput, type MethodName, type MethodNameOf } from "../../src/shared/contract/index.ts";
import type { JobView } from "../../src/shared/contract/jobs.ts";
import { commonErrorCodes, type ErrorCode, type ErrorView } from "../../src/shared/errors.ts";
import type { TestBook } from "./book.ts";
import { untilAtRest } from "./jobs-at-rest.ts";

/** What a life at random tries, and may be refused. */

const caller = { origin: "desk", operator: "Tess Tester" } as const;

/** Send a call that may be refused. A refusal has one of the codes that the method names, and never is a fault of the engine. */
export async function attempt<Answer>(book: TestBook, method: MethodName, input: object): Promise<Answer | null> {
  const result = await book.engine.dispatch(method, input, caller);
  if (result.ok) return result.value as Answer;
  expectNamed(method, result.error);
  return null;
}

/** The same, for whom the refusal matters; null where there is none. */
export async function tryToDo(book: TestBook, method: MethodName, input: object): Promise<ErrorView | null> {
  const result = await book.engine.dispatch(method, input, caller);
  if (result.ok) return null;
  expectNamed(method, result.error);
  return result.error;
}

/** Begin a job that may be refused, at once or while it runs, and wait until it is over. */
export async function tryJob<Name extends MethodNameOf<"job">>(
  book: TestBook,
  method: Name,
  input: object,
): Promise<JobView | { readonly refusedWith: ErrorCode }> {
  const started = await book.engine.dispatch(method, command(input), caller);
  if (!started.ok) {
    expectNamed(method, started.error);
    return { refusedWith: started.error.code };
  }
  await untilAtRest(book);
  const job = await book.ask("jobs.get", started.value as { jobId: string });
  if (!job.error) return job;
  expectNamed(method, job.error);
  return { refusedWith: job.error.code };
}

function expectNamed(method: MethodName, { code, message }: Pick<ErrorView, "code" | "message">): void {
  expect([...contract[method].errors, ...commonErrorCodes], `${method}: ${message}`).toContain(code);
}

export const command = (input: object) => ({ idempotencyKey: randomUUID(), ...input });

export function choose<Item>(items: readonly Item[], pick: number): Item | undefined {
  return items[pick % Math.max(1, items.length)];
}

/** Something that can be asked for where it is above somebody's limits. */
type HandAct = MethodInput<"approvals.request">["act"];

export const byHand = <Method extends HandAct["method"]>(method: Method, input: object) =>
  ({ method, input: command(input) }) as unknown as HandAct;

/** Do it; who has limits asks for what is above them. */
export async function doByHand(door: TestBook, wanted: HandAct | undefined): Promise<void> {
  if (!wanted) return;
  const refusal = await tryToDo(door, wanted.method, wanted.input);
  if (refusal?.code !== "approval_required") return;
  await attempt(door, "approvals.request", command({ act: wanted, comment: "Please" }));
}
