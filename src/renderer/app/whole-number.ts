/**
 * Read a whole number of things as people type it: digits, and nothing else.
 *
 * @returns null where it is none, or more than a number holds exactly.
 */
export function readWholeNumber(typed: string): number | null {
  const digits = typed.trim();
  if (!/^\d{1,15}$/u.test(digits)) return null;
  return Number(digits);
}
