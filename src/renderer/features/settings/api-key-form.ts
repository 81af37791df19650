import { isCivilDate, startOfDayMs } from "../../../shared/calendar.ts";
import { apiScopes, type ApiScope } from "../../../shared/contract/rights.ts";
import { dateText } from "../../foundation/day-text.ts";
import { settingsText } from "./settings-text.ts";

/** A new key, as it was filled in. */
export interface ApiKeyForm {
  readonly name: string;
  readonly scopes: readonly ApiScope[];
  readonly expiry: "never" | "date";
  /** Kept while `never` is chosen, for who comes back to it. */
  readonly expiresOn: string;
}

export const emptyApiKeyForm: ApiKeyForm = { name: "", scopes: [], expiry: "never", expiresOn: "" };

/** What a filled-in form means: what the book is told beside the key itself, else what is wrong with which field. */
export interface ReadApiKey {
  readonly input: { readonly name: string; readonly scopes: ApiScope[]; readonly expiresAtMs: number | null } | null;
  readonly problems: Readonly<Partial<Record<"name" | "scopes" | "expiresOn", string>>>;
}

const words = settingsText.newApiKey;

/**
 * @param today by the book's clock. A key ends as its last day begins, so one that ends today has ended.
 * @param timeZone the book's, where that day begins.
 */
export function readApiKey(form: ApiKeyForm, today: string, timeZone: string): ReadApiKey {
  const name = form.name.trim();
  const scopes = apiScopes.filter((scope) => form.scopes.includes(scope));
  const { expiry, expiresOn } = form;
  const expiresAtMs =
    expiry === "date" && isCivilDate(expiresOn) && expiresOn > today ? startOfDayMs(expiresOn, timeZone) : null;
  const problems = {
    ...(name === "" && { name: words.nameMissing }),
    ...(scopes.length === 0 && { scopes: words.scopesMissing }),
    ...(expiry === "date" && expiresAtMs === null && { expiresOn: words.dateWrong(dateText(today)) }),
  };
  if (Object.keys(problems).length > 0) return { input: null, problems };
  return { input: { name, scopes, expiresAtMs }, problems };
}
