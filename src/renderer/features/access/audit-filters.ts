import type { MethodInput } from "../../../shared/contract/index.ts";
import { isCivilDate } from "../../../shared/civil-date.ts";

/** What stands in the filter bar. Empty text means that the filter is not in use. */
export interface AuditFilterForm {
  readonly search: string;
  readonly operatorId: string;
  readonly act: string;
  readonly accountId: string;
  /** The account's name when it was chosen. */
  readonly accountName: string;
  readonly fromOn: string;
  readonly throughOn: string;
}

export const emptyAuditFilterForm: AuditFilterForm = {
  search: "",
  operatorId: "",
  act: "",
  accountId: "",
  accountName: "",
  fromOn: "",
  throughOn: "",
};

/** What of a log is asked for, as `audit.list` and `audit.export` take it. */
export type AuditSelection = Pick<
  MethodInput<"audit.list">,
  "search" | "operatorId" | "act" | "accountId" | "fromOn" | "throughOn"
>;

export function toAuditSelection(form: AuditFilterForm): AuditSelection {
  const { search, operatorId, act, accountId, fromOn, throughOn } = form;
  return {
    search: search.trim(),
    operatorId: operatorId || null,
    act: act || null,
    accountId: accountId || null,
    fromOn: isCivilDate(fromOn) ? fromOn : null,
    throughOn: isCivilDate(throughOn) ? throughOn : null,
  };
}

export function isFiltered(form: AuditFilterForm): boolean {
  return Object.values(toAuditSelection(form)).some((value) => value !== null && value !== "");
}

/** The filters of the last session, from whatever is stored; what does not make sense any more is not in use. */
export function readAuditFilterForm(stored: unknown): AuditFilterForm {
  const found = typeof stored === "object" && stored !== null ? (stored as Readonly<Record<string, unknown>>) : {};
  const text = (name: keyof AuditFilterForm) => {
    const value = found[name];
    return typeof value === "string" ? value.slice(0, 200) : "";
  };
  return {
    search: text("search"),
    operatorId: text("operatorId"),
    act: text("act").slice(0, 100),
    accountId: /^[A-Za-z0-9_-]{1,64}$/u.test(text("accountId")) ? text("accountId") : "",
    accountName: text("accountName"),
    fromOn: text("fromOn"),
    throughOn: text("throughOn"),
  };
}
