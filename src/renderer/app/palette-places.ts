import { approvalsText } from "../features/approvals/approvals-text.ts";
import { billingText } from "../features/billing/billing-text.ts";
import { importsText } from "../features/imports/imports-text.ts";
import { reportsText } from "../features/reports/reports-text.ts";
import { settingsText } from "../features/settings/settings-text.ts";
import {
  importTabs,
  reports,
  type ApprovalTab,
  type BillingTab,
  type Place,
  type SettingsSection,
} from "../foundation/router.ts";
import { text } from "../foundation/text.ts";

/** A part of a screen, as its tab is called there. */
export interface PartOfScreen {
  readonly title: string;
  /** What the screen itself is called. */
  readonly screen: string;
  readonly place: Place;
}

// The other parts of these screens have a command of their own.
const billing: readonly BillingTab[] = ["runs", "plans", "discounts"];
const approvals: readonly ApprovalTab[] = ["mine", "decided"];
const settings: readonly SettingsSection[] = ["company", "journal"];

/** The parts of screens that the palette leads to beside its commands. */
export const partsOfScreens: readonly PartOfScreen[] = [
  ...reports.map((report) => part(reportsText.tabs[report], text.navigation.reports, { screen: "reports", report })),
  ...billing.map((tab) => part(billingText.tabs[tab], text.navigation.billing, { screen: "billing", tab })),
  ...approvals.map((tab) => part(approvalsText.tabs[tab], text.navigation.approvals, { screen: "approvals", tab })),
  ...importTabs.map((tab) => part(importsText.tabs[tab], text.navigation.imports, { screen: "imports", tab })),
  ...settings.map((section) =>
    part(settingsText.tabs[section], text.navigation.settings, { screen: "settings", section }),
  ),
];

function part(title: string, screen: string, place: Place): PartOfScreen {
  return { title, screen, place };
}
