import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { clientOf } from "./client-address.ts";

/** How much one may try from one place. */
export interface SignInLimits {
  /** Failures in a minute; with more, nothing from there is looked at until the minute is over. */
  readonly failuresPerMinute: number;
  /** Tries that wait at once, of the few that the engine takes from everybody. */
  readonly atOnce: number;
}

/** A passphrase is mistyped by many who share an address; a guesser comes by a few thousand a day. */
export const defaultSignInLimits: SignInLimits = { failuresPerMinute: 20, atOnce: 4 };

const minuteMs = 60_000;
/** With more places than that, the one that tried longest ago is forgotten. */
const placeLimit = 10_000;

interface Place {
  failures: number;
  sinceMs: number;
  underWay: number;
}

/**
 * Keeps one place from guessing at many names, where the book keeps everybody from guessing at one (BEHAVIOUR 11.7).
 *
 * @returns does a try from an address. @throws AppError `sign_in_locked` where it is not looked at.
 */
export function createSignInRate(
  limits: SignInLimits,
): <Answer extends { readonly ok: boolean }>(address: string, work: () => Promise<Answer>) => Promise<Answer> {
  const places = new Map<string, Place>();

  function placeOf(address: string): Place {
    const client = clientOf(address);
    const nowMs = performance.now();
    const place = places.get(client) ?? { failures: 0, sinceMs: nowMs, underWay: 0 };
    // The same place, because what is under way counts itself off it.
    if (nowMs - place.sinceMs >= minuteMs) Object.assign(place, { failures: 0, sinceMs: nowMs });
    places.delete(client);
    places.set(client, place);
    const [oldest] = places.keys();
    if (places.size > placeLimit && oldest !== undefined) places.delete(oldest);
    return place;
  }

  return async (address, work) => {
    const place = placeOf(address);
    if (place.failures >= limits.failuresPerMinute) {
      const lockedUntilMs = Math.ceil(Date.now() + minuteMs - (performance.now() - place.sinceMs));
      const until = new Date(lockedUntilMs).toISOString();
      throw new AppError(
        "sign_in_locked",
        sentence("Too many sign-ins have failed from this address. It is locked until {until}.", { until }),
        { lockedUntilMs },
      );
    }
    if (place.underWay >= limits.atOnce)
      throw new AppError("sign_in_locked", sentence("Too many sign-ins are tried at once."));
    place.underWay += 1;
    try {
      const answer = await work();
      if (!answer.ok) place.failures += 1;
      return answer;
    } finally {
      place.underWay -= 1;
    }
  };
}
