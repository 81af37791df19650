import { randomInt } from "node:crypto";

/** A number in [0, 1) that nobody can guess, for the random part of ids. */
export function randomFraction(): number {
  return randomInt(2 ** 32) / 2 ** 32;
}
