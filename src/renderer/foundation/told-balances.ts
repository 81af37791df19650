/** The balance of an account after an entry that was made here. */
export interface ToldBalance {
  readonly accountId: string;
  readonly currency: string;
  readonly balanceMinor: number;
  /** When the command was sent, by `performance.now()`: what was loaded before knows nothing of the entry, what was loaded after may know more. */
  readonly sentAtMs: number;
}

const listeners = new Set<(told: ToldBalance) => void>();

/** For what shows balances and is to show this one at once; the engine's event makes it ask for everything as well. @returns ends the subscription. */
export function onBalanceTold(listener: (told: ToldBalance) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Pass on the balance that the answer to a command says. */
export function tellBalance(told: ToldBalance): void {
  for (const listener of listeners) listener(told);
}
