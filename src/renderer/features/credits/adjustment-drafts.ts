import { createKeyedRunner, type KeyedRunner } from "../../foundation/idempotency.ts";
import type { AdjustmentForm } from "./adjustment-form.ts";

/**
 * An adjustment that was left before it was made, for as long as the window is open. With what was typed goes the key of a try whose
 * answer nobody waited for, so that making it later cannot make it twice (BEHAVIOUR 3.2).
 */
interface AdjustmentDraft {
  readonly form: AdjustmentForm;
  readonly runner: KeyedRunner;
}

const drafts = new Map<string, AdjustmentDraft>();

/** What was left for an account; else the form that it begins with, and a runner of its own. */
export function openDraft(accountId: string, begin: AdjustmentForm): AdjustmentDraft & { readonly isKept: boolean } {
  const draft = drafts.get(accountId);
  return { ...(draft ?? { form: begin, runner: createKeyedRunner() }), isKept: draft !== undefined };
}

export function keepDraft(accountId: string, draft: AdjustmentDraft): void {
  drafts.set(accountId, draft);
}

/** The adjustment was made, or is not wanted any more. */
export function dropDraft(accountId: string): void {
  drafts.delete(accountId);
}
