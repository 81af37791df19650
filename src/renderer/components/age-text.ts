import { operatorLocale } from "../foundation/locale.ts";

const format = new Intl.RelativeTimeFormat(operatorLocale, { numeric: "auto" });
const units = [
  ["day", 24 * 60 * 60 * 1000],
  ["hour", 60 * 60 * 1000],
  ["minute", 60 * 1000],
] as const;

/** How long ago something was, in its largest whole unit: "3 hours ago". */
export function ageText(atMs: number, nowMs: number): string {
  const ageMs = Math.max(0, nowMs - atMs);
  const [unit, unitMs] = units.find(([, eachMs]) => ageMs >= eachMs) ?? units[2];
  return format.format(-Math.floor(ageMs / unitMs), unit);
}
