import { Skeleton, Stack } from "@mantine/core";
import { lazy, Suspense } from "react";
import { assertNever } from "../../shared/errors.ts";
import { AccountsPage } from "../features/accounts/accounts-page.tsx";
import { text } from "../foundation/text.ts";
import { NowherePage } from "./nowhere-page.tsx";
import type { Place } from "../foundation/router.ts";

// What is not open at the start is loaded when it is gone to.
const AccountPage = lazy(async () => ({
  default: (await import("../features/accounts/account-page.tsx")).AccountPage,
}));
const LedgerPage = lazy(async () => ({ default: (await import("../features/ledger/ledger-page.tsx")).LedgerPage }));
const EntryPage = lazy(async () => ({ default: (await import("../features/ledger/entry-page.tsx")).EntryPage }));
const InvoicesPage = lazy(async () => ({
  default: (await import("../features/invoices/invoices-page.tsx")).InvoicesPage,
}));
const InvoicePage = lazy(async () => ({
  default: (await import("../features/invoices/invoice-page.tsx")).InvoicePage,
}));
const PreviewPage = lazy(async () => ({
  default: (await import("../features/invoices/preview-page.tsx")).PreviewPage,
}));
const BillingPage = lazy(async () => ({ default: (await import("../features/billing/billing-page.tsx")).BillingPage }));
const RunPage = lazy(async () => ({ default: (await import("../features/billing/run-page.tsx")).RunPage }));
const RunInvoicesPage = lazy(async () => ({
  default: (await import("../features/billing/run-invoices-page.tsx")).RunInvoicesPage,
}));
const PlanPage = lazy(async () => ({ default: (await import("../features/plans/plan-page.tsx")).PlanPage }));
const BatchPage = lazy(async () => ({ default: (await import("../features/imports/batch-page.tsx")).BatchPage }));
const ImportsPage = lazy(async () => ({ default: (await import("../features/imports/imports-page.tsx")).ImportsPage }));
const ApprovalsPage = lazy(async () => ({
  default: (await import("../features/approvals/approvals-page.tsx")).ApprovalsPage,
}));
const LinkPage = lazy(async () => ({ default: (await import("../features/link/link-page.tsx")).LinkPage }));
const AuditPage = lazy(async () => ({ default: (await import("../features/access/audit-page.tsx")).AuditPage }));
const ReportsPage = lazy(async () => ({ default: (await import("../features/reports/reports-page.tsx")).ReportsPage }));
const SettingsPage = lazy(async () => ({
  default: (await import("../features/settings/settings-page.tsx")).SettingsPage,
}));

/** The screen of a place. */
export function Screen({ place }: { readonly place: Place }) {
  return <Suspense fallback={<ScreenLoading />}>{screenOf(place)}</Suspense>;
}

function screenOf(place: Place) {
  switch (place.screen) {
    case "accounts":
      return <AccountsPage />;
    case "account":
      return <AccountPage key={place.accountId} accountId={place.accountId} tab={place.tab} />;
    case "ledger":
      return <LedgerPage />;
    case "entry":
      return <EntryPage key={place.entryId} entryId={place.entryId} />;
    case "invoices":
      return <InvoicesPage />;
    case "invoice":
      return <InvoicePage key={place.invoiceId} invoiceId={place.invoiceId} />;
    case "preview":
      return <PreviewPage key={place.accountId} accountId={place.accountId} />;
    case "billing":
      return <BillingPage tab={place.tab} />;
    case "run":
      return place.invoices === undefined ? (
        <RunPage key={place.runId} runId={place.runId} />
      ) : (
        <RunInvoicesPage key={`${place.runId} ${place.invoices}`} runId={place.runId} invoices={place.invoices} />
      );
    case "plan":
      return <PlanPage key={place.planId} planId={place.planId} />;
    case "audit":
      return <AuditPage />;
    case "reports":
      return <ReportsPage report={place.report} />;
    case "approvals":
      return <ApprovalsPage tab={place.tab} requestId={place.requestId} />;
    case "link":
      return <LinkPage tab={place.tab} entryId={place.entryId} />;
    case "imports":
      return <ImportsPage tab={place.tab ?? "files"} />;
    case "batch":
      return <BatchPage key={place.batchId} batchId={place.batchId} />;
    case "settings":
      return <SettingsPage section={place.section ?? "company"} />;
    case "nowhere":
      return <NowherePage />;
    default:
      return assertNever(place);
  }
}

function ScreenLoading() {
  return (
    <Stack p="md" gap="md" aria-busy="true" aria-label={text.frame.loadingScreen}>
      <Skeleton h={28} w={220} />
      <Skeleton h={360} />
    </Stack>
  );
}
