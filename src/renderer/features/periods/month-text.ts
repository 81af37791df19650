import type { Month } from "../../../shared/months.ts";
import { operatorLocale } from "../../foundation/locale.ts";

const format = new Intl.DateTimeFormat(operatorLocale, { year: "numeric", month: "long", timeZone: "UTC" });

/** A month as the operator's locale writes it: January 2026. */
export function monthText(month: Month): string {
  return format.format(new Date(`${month}-01T00:00:00Z`));
}
