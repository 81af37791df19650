import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { exitCodes } from "./exit-codes.ts";
import type { Outcome } from "./run-command.ts";
import type { Terminal } from "./terminal.ts";
import { said } from "./spoken.ts";

/**
 * Show a person what would be done and ask whether to do it. Where nobody is there to answer, `--yes` has to have said so.
 *
 * @returns undefined where it is to be done, else what the command comes to.
 */
export async function confirm(
  terminal: Terminal,
  saysYes: boolean,
  { shown, question }: { readonly shown: string; readonly question: string },
): Promise<Outcome | undefined> {
  if (saysYes) return undefined;
  if (!terminal.canAsk) {
    const refusal = new AppError("invalid_input", sentence("Nobody is there to be asked, and --yes was not said."));
    return { ok: false, error: refusal.toView(), exitCode: exitCodes.usage };
  }
  terminal.say(shown);
  const answer = await terminal.ask(`${question} ${said("[y/N]")} `);
  // A "y" is understood in every language, as other programs do.
  if (/^(?:y|yes|j|ja)$/iu.test(answer.trim())) return undefined;
  return { ok: true, value: null, text: said("Nothing was changed.") };
}
