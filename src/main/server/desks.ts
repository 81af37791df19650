import { createHash } from "node:crypto";
import type { Caller } from "../engine/engine.ts";
import { createDesk, type Desk } from "../hosts/desk.ts";

/** More desks than that are nobody's: of those that were left, the oldest is forgotten, and whoever comes back signs in anew. */
const deskLimit = 1000;

/** The desks of a host, each by the secret that its requests carry. */
export interface Desks {
  of(secret: string): Desk;
}

/** @param unsigned who is at each of them as long as nobody has signed in. */
export function createDesks(unsigned: () => Caller): Desks {
  const desks = new Map<string, Desk>();
  return {
    of(secret) {
      const key = createHash("sha256").update(secret).digest("base64");
      const desk = desks.get(key) ?? createDesk(unsigned());
      // The one that was used last stands last.
      desks.delete(key);
      desks.set(key, desk);
      const [oldest] = desks.keys();
      if (desks.size > deskLimit && oldest !== undefined) desks.delete(oldest);
      return desk;
    },
  };
}
