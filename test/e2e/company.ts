import type { Page } from "@playwright/test";
import type { MethodInput } from "../../src/shared/contract/index.ts";
import type { InvoiceView } from "../../src/shared/contract/invoice-view.ts";
import { call, key } from "./call.ts";

/** Add credit to an account as a courtesy; without terms it is plain credit. */
export async function addCredit(
  page: Page,
  accountId: string,
  amountMinor: number,
  terms: MethodInput<"credits.adjust">["terms"] = null,
  note: string | null = null,
): Promise<void> {
  const adjustment = { action: "increase", amountMinor, currency: "USD", reasonCode: "courtesy", terms, note } as const;
  await call(page, "credits.adjust", { accountId, ...adjustment, ...key() });
}

/** Issue an account's next invoice. */
export async function issueInvoice(page: Page, accountId: string): Promise<InvoiceView> {
  const { pinnedOn, fingerprint } = await call(page, "invoices.preview", { accountId });
  return (await call(page, "invoices.issue", { accountId, pinnedOn, fingerprint, ...key() })).invoice;
}

/** Issue an account's next invoice, and record that it was paid whole. */
export async function issuePaidInvoice(page: Page, accountId: string): Promise<void> {
  const { id, outstandingMinor, issuedOn } = await issueInvoice(page, accountId);
  const payment = { amountMinor: outstandingMinor, receivedOn: issuedOn, ...key() };
  await call(page, "invoices.recordPayment", { invoiceId: id, ...payment });
}

/** Open a place by its address, once the browser has been let in. */
export async function goToPlace(page: Page, place: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/${place}`);
}
