import { operatorLocale } from "./locale.ts";

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** How large a file is, in the unit that leaves one to three digits before the point. */
export function sizeText(bytes: number): string {
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** power;
  return new Intl.NumberFormat(operatorLocale, {
    style: "unit",
    unit: units[power] ?? "byte",
    // The short form of bytes has no plural.
    unitDisplay: power === 0 ? "long" : "short",
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  }).format(value);
}
