/**
 * An amount as the operator would type it, to stand in a field at the start: the decimal string with the locale's decimal
 * separator and no groups, so that it reads back as the same amount everywhere.
 */
export function typedAmount(decimalString: string, locale: string): string {
  const separator =
    new Intl.NumberFormat(locale).formatToParts(1.5).find(({ type }) => type === "decimal")?.value ?? ".";
  return decimalString.replace(".", separator);
}
