import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { readShareIn } from "../../../shared/share.ts";
import { spoken } from "./spoken.ts";

const partsPerMillionOfPercent = 10_000;

/**
 * A percentage as people write it, in parts per million: `19`, `7.5 %` or `7,5`.
 *
 * @throws AppError `invalid_input` unless it is one from 0 to 100.
 */
export function readPercent(text: string): number {
  const partsPerMillion = readShareIn(spoken.locale, text);
  if (partsPerMillion !== null) return partsPerMillion;
  throw new AppError("invalid_input", sentence('"{text}" is not a percentage from 0 to 100, such as 7.5.', { text }));
}

/** For a table: `7.5`. */
export function percentText(partsPerMillion: number): string {
  return (partsPerMillion / partsPerMillionOfPercent).toLocaleString(spoken.locale, { maximumFractionDigits: 4 });
}
