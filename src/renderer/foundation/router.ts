import { useSyncExternalStore } from "react";
import { invoiceOutcomes, type InvoiceOutcome } from "../../shared/contract/invoice-outcomes.ts";
import { assertNever } from "../../shared/errors.ts";

export const accountTabs = ["overview", "subscription", "credit", "ledger", "invoices", "activity"] as const;
export type AccountTab = (typeof accountTabs)[number];

export const billingTabs = ["runs", "subscriptions", "plans", "discounts"] as const;
export type BillingTab = (typeof billingTabs)[number];

export const reports = [
  "roll-forward",
  "ageing",
  "expiring",
  "receivers",
  "revenue",
  "collections",
  "anomalies",
] as const;
export type Report = (typeof reports)[number];

export const importTabs = ["files", "adjustments"] as const;
export type ImportTab = (typeof importTabs)[number];

export const approvalTabs = ["for-me", "mine", "decided"] as const;
export type ApprovalTab = (typeof approvalTabs)[number];

export const linkTabs = ["outbox", "differences", "accounts", "plans", "items", "statements"] as const;
export type LinkTab = (typeof linkTabs)[number];

export const settingsSections = [
  "company",
  "operators",
  "journal",
  "backups",
  "periods",
  "link",
  "api-keys",
  "webhooks",
] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** The invoices of a billing run: all of them, or those of one of the sums that its report adds up. */
export type RunInvoices = InvoiceOutcome | "all";

/** Every place of the application. A place is an address, so that it can be linked to, gone back from and come back to. */
export type Place =
  | { readonly screen: "accounts" }
  | { readonly screen: "account"; readonly accountId: string; readonly tab: AccountTab }
  | { readonly screen: "ledger" }
  | { readonly screen: "entry"; readonly entryId: string }
  | { readonly screen: "invoices" }
  | { readonly screen: "invoice"; readonly invoiceId: string }
  | { readonly screen: "preview"; readonly accountId: string }
  | { readonly screen: "billing"; readonly tab: BillingTab }
  | { readonly screen: "run"; readonly runId: string; readonly invoices?: RunInvoices }
  | { readonly screen: "plan"; readonly planId: string }
  | { readonly screen: "approvals"; readonly tab: ApprovalTab; readonly requestId?: string }
  | { readonly screen: "link"; readonly tab: LinkTab; readonly entryId?: string }
  | { readonly screen: "imports"; readonly tab?: ImportTab }
  | { readonly screen: "batch"; readonly batchId: string }
  | { readonly screen: "audit" }
  | { readonly screen: "reports"; readonly report: Report }
  | { readonly screen: "settings"; readonly section?: SettingsSection }
  /** What an address leads to that names nothing. */
  | { readonly screen: "nowhere" };

export const firstPlace: Place = { screen: "accounts" };

/** The address of a place: the part after `#`, so that it works on every host without the host knowing. */
export function addressOf(place: Place): string {
  switch (place.screen) {
    case "account":
      return `#/account/${encodeURIComponent(place.accountId)}/${place.tab}`;
    case "entry":
      return `#/entry/${encodeURIComponent(place.entryId)}`;
    case "invoice":
      return `#/invoice/${encodeURIComponent(place.invoiceId)}`;
    case "preview":
      return `#/preview/${encodeURIComponent(place.accountId)}`;
    case "run":
      return `#/run/${encodeURIComponent(place.runId)}${place.invoices === undefined ? "" : `/${place.invoices}`}`;
    case "plan":
      return `#/plan/${encodeURIComponent(place.planId)}`;
    case "accounts":
    case "ledger":
    case "invoices":
    case "audit":
    case "nowhere":
      return `#/${place.screen}`;
    case "reports":
      return `#/reports/${place.report}`;
    case "approvals":
      return `#/approvals/${place.tab}${place.requestId === undefined ? "" : `/${encodeURIComponent(place.requestId)}`}`;
    case "link":
      return `#/link/${place.tab}${place.entryId === undefined ? "" : `/${encodeURIComponent(place.entryId)}`}`;
    case "imports":
      return place.tab === "adjustments" ? "#/imports/adjustments" : "#/imports";
    case "batch":
      return `#/batch/${encodeURIComponent(place.batchId)}`;
    case "billing":
      return `#/billing/${place.tab}`;
    case "settings":
      return (place.section ?? "company") === "company" ? "#/settings" : `#/settings/${place.section}`;
    default:
      return assertNever(place);
  }
}

/** The place at an address; null where it names none. */
export function placeAt(address: string): Place | null {
  const [screen = "", encodedId = "", part] = address.replace(/^#?\/?/u, "").split("/");
  const id = decodeOrEmpty(encodedId);
  switch (screen) {
    case "accounts":
    case "ledger":
    case "invoices":
    case "audit":
      return { screen };
    case "reports":
      return reportsPlace(id || reports[0]);
    case "approvals":
      return approvalsPlace(id || approvalTabs[0], decodeOrEmpty(part ?? ""));
    case "link":
      return linkPlace(id || linkTabs[0], decodeOrEmpty(part ?? ""));
    case "imports":
      return importsPlace(id || importTabs[0]);
    case "batch":
      return id === "" ? null : { screen, batchId: id };
    case "billing":
      return billingPlace(id || billingTabs[0]);
    case "settings":
      return settingsPlace(id || settingsSections[0]);
    case "account":
      return accountPlace(id, part ?? accountTabs[0]);
    case "entry":
      return id === "" ? null : { screen, entryId: id };
    case "invoice":
      return id === "" ? null : { screen, invoiceId: id };
    case "preview":
      return id === "" ? null : { screen, accountId: id };
    case "run":
      return id === "" ? null : runPlace(id, part);
    case "plan":
      return id === "" ? null : { screen, planId: id };
    default:
      return null;
  }
}

function accountPlace(accountId: string, tab: string): Place | null {
  return accountId !== "" && isAccountTab(tab) ? { screen: "account", accountId, tab } : null;
}

function billingPlace(text: string): Place | null {
  const tab = billingTabs.find((each) => each === text);
  return tab === undefined ? null : { screen: "billing", tab };
}

function approvalsPlace(text: string, requestId: string): Place | null {
  const tab = approvalTabs.find((each) => each === text);
  if (tab === undefined) return null;
  return requestId === "" ? { screen: "approvals", tab } : { screen: "approvals", tab, requestId };
}

function linkPlace(text: string, entryId: string): Place | null {
  const tab = linkTabs.find((each) => each === text);
  if (tab === undefined || (entryId !== "" && tab !== "outbox")) return null;
  return entryId === "" ? { screen: "link", tab } : { screen: "link", tab, entryId };
}

function reportsPlace(text: string): Place | null {
  const report = reports.find((each) => each === text);
  return report === undefined ? null : { screen: "reports", report };
}

function runPlace(runId: string, part: string | undefined): Place | null {
  if (part === undefined) return { screen: "run", runId };
  const invoices = part === "all" ? part : invoiceOutcomes.find((outcome) => outcome === part);
  return invoices === undefined ? null : { screen: "run", runId, invoices };
}

function isAccountTab(text: string): text is AccountTab {
  return (accountTabs as readonly string[]).includes(text);
}

function importsPlace(text: string): Place | null {
  const tab = importTabs.find((each) => each === text);
  if (tab === undefined) return null;
  return tab === importTabs[0] ? { screen: "imports" } : { screen: "imports", tab };
}

function settingsPlace(text: string): Place | null {
  const section = settingsSections.find((each) => each === text);
  if (section === undefined) return null;
  return section === settingsSections[0] ? { screen: "settings" } : { screen: "settings", section };
}

function decodeOrEmpty(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** Open a place. The place before stays behind the window's Back. */
export function goTo(place: Place): void {
  window.location.hash = addressOf(place);
}

/** Open a place instead of the current one, which Back then passes over: another tab of the same screen. */
export function replacePlace(place: Place): void {
  window.history.replaceState(null, "", addressOf(place));
  window.dispatchEvent(new HashChangeEvent("hashchange"));
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener("hashchange", onChange);
  return () => window.removeEventListener("hashchange", onChange);
}

/** The open place; the first one where there is no address yet. */
export function usePlace(): Place {
  const address = useSyncExternalStore(subscribe, () => window.location.hash);
  return address === "" ? firstPlace : (placeAt(address) ?? { screen: "nowhere" });
}
