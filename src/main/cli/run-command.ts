import { AppError, type ErrorView } from "../../shared/errors.ts";
import type { Engine } from "../engine/engine.ts";
import { startEngine } from "../engine/start.ts";
import { refusalText, type Terminal } from "./terminal.ts";

/** 0: done. 1: refused, and the reason is on standard error. 2: the command line itself was wrong. */
export const exitCodes = { done: 0, refused: 1, usage: 2 } as const;

/** What a command came to: the value for programs and the same for people, or a refusal. */
export type Outcome =
  | { readonly ok: true; readonly value: unknown; readonly text: string }
  | { readonly ok: false; readonly error: ErrorView };

/** Run a command's work and tell its outcome, as JSON where asked for. @returns the exit code. */
export async function tellOutcome(terminal: Terminal, isJson: boolean, work: () => Promise<Outcome>): Promise<number> {
  const outcome = await work().catch((error: unknown): Outcome => {
    if (error instanceof AppError) return { ok: false, error: error.toView() };
    throw error;
  });
  if (isJson) {
    terminal.print(JSON.stringify(outcome.ok ? { ok: true, value: outcome.value } : outcome));
  } else if (outcome.ok) {
    terminal.print(outcome.text);
  }
  if (outcome.ok) return exitCodes.done;
  terminal.say(refusalText(outcome.error));
  return exitCodes.refused;
}

/** Open the book, work on it, close it again whatever happens. */
export async function withEngine<Answer>(bookPath: string, work: (engine: Engine) => Promise<Answer>): Promise<Answer> {
  const engine = await startEngine({ bookPath });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
}
