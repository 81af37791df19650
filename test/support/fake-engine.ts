import type { Caller, Engine } from "../../src/main/engine/engine.ts";
import type { EngineEvent } from "../../src/shared/contract/events.ts";
import type { Result } from "../../src/shared/errors.ts";

type Answer = (method: string) => Result<unknown> | Promise<Result<unknown>>;

/** An engine that keeps what it was asked and answers what it was told to: for tests of what stands before it. */
export interface FakeEngine extends Engine {
  readonly calls: readonly { readonly method: string; readonly input: unknown; readonly caller: Caller }[];
  /** Answer every further call with what this returns. */
  answerWith(next: Answer): void;
  emit(event: EngineEvent): void;
  listenerCount(): number;
  isClosed(): boolean;
}

/** What delivers webhooks, what keeps who may call the API and what tells pages of changes listen to the engine for as long as a host runs. */
export const hostListenerCount = 3;

export function createFakeEngine(): FakeEngine {
  const calls: { method: string; input: unknown; caller: Caller }[] = [];
  const listeners = new Set<(event: EngineEvent) => void>();
  let answer: Answer = (method) => ({ ok: true, value: method === "operators.current" ? { rights: ["read"] } : {} });
  let closed = false;
  return {
    calls,
    async dispatch(method, input, caller) {
      calls.push({ method, input, caller });
      return await answer(method);
    },
    call() {
      return Promise.reject(new Error("Hosts pass on what they were sent through dispatch"));
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      await Promise.resolve();
    },
    answerWith(next) {
      answer = next;
    },
    emit(event) {
      for (const listener of listeners) listener(event);
    },
    listenerCount: () => listeners.size,
    isClosed: () => closed,
  };
}
