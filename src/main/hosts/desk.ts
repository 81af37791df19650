import type { MethodAnswer } from "../../shared/contract/index.ts";
import type { Result } from "../../shared/errors.ts";
import type { Caller, Engine, SignedIn } from "../engine/engine.ts";

/** A place that one person works at: a window, a browser's session, a command. It knows who signed in there, and nobody else can say so. */
export interface Desk {
  caller(): Caller;
  /** The same person, who has named a place in the host's own dialog. */
  dialogCaller(): Caller;
  /** Asks the engine what the page asks, on behalf of whoever is there. */
  dispatch(engine: Pick<Engine, "dispatch">, method: string, input: unknown): Promise<Result<unknown>>;
}

/** By this header a command says which one it is, with a secret of its own, so that who signed in there is nobody else's sign-in. */
export const commandDeskHeader = "countinghouse-command";

/**
 * @param unsigned who it is as long as nobody has signed in.
 * @param known who had signed in there with an earlier host; left out: nobody.
 */
export function createDesk(unsigned: Caller, known: SignedIn | null = null): Desk {
  let signedIn = known;
  /** How often somebody left: who would be let in by an answer that was under way then has left as well. */
  let departures = 0;
  const caller = (): Caller => ({ ...unsigned, ...(signedIn && { signedIn }) });

  /** A passphrase that somebody sets for another signs nobody in. */
  function takeSignIn(method: string, answer: MethodAnswer<"operators.signIn">): void {
    const isOwn = signedIn === null || signedIn.operatorId === answer.signedIn.operatorId;
    if (method === "operators.signIn" || isOwn) ({ signedIn } = answer);
  }

  return {
    caller,
    dialogCaller: () => ({ ...caller(), namesPaths: true }),
    async dispatch(engine, method, input) {
      const asker = caller();
      if (method === "operators.signOut") {
        departures += 1;
        signedIn = null;
      }
      const departuresBefore = departures;
      const result = await engine.dispatch(method, input, asker);
      const letsIn = method === "operators.signIn" || method === "operators.setPassphrase";
      if (!letsIn || !result.ok) return result;
      const answer = result.value as MethodAnswer<"operators.signIn">;
      if (departures === departuresBefore) takeSignIn(method, answer);
      else if (answer.signedIn.sessionId !== null) {
        // The book has kept a session that nobody is to come back to.
        await engine.dispatch("operators.signOut", {}, { ...unsigned, signedIn: answer.signedIn });
      }
      return result;
    },
  };
}
