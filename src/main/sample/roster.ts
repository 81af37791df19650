import type { SampleAccount } from "./company.ts";

/** Who is in the book by now; it grows while the company does. */
export interface Roster {
  /** Came with a subscription, or subscribed since. */
  readonly customers: SampleAccount[];
  /** Of these, who came to a plan with seats. */
  readonly seatHolders: SampleAccount[];
  /** Of these, who came to a plan with a free trial, the latest last. */
  readonly triers: SampleAccount[];
  /** Came without a subscription. */
  readonly guests: SampleAccount[];
}

export function createRoster(): Roster {
  return { customers: [], seatHolders: [], triers: [], guests: [] };
}

/** Take in an account that came into the book, once its subscription is there, too. */
export function enroll(roster: Roster, account: SampleAccount): void {
  const { subscription } = account;
  if (subscription === null) {
    roster.guests.push(account);
    return;
  }
  roster.customers.push(account);
  if (subscription.seats !== null) roster.seatHolders.push(account);
  if (subscription.withTrial) roster.triers.push(account);
}
