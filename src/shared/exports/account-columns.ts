import type { ExportedAccount } from "../contract/accounts.ts";
import { exportedAmount, exportedInstant, exportedPercent, type ExportColumn } from "./column.ts";

/** What an export says of an account, so that an import makes the same accounts of it (docs/csv.md). */
export const accountColumns: readonly ExportColumn<ExportedAccount>[] = [
  { name: "id", value: ({ id }) => id },
  { name: "name", value: ({ name }) => name },
  { name: "kind", value: ({ kind }) => kind },
  { name: "contact", value: ({ contact }) => contact },
  { name: "plan", value: ({ planName }) => planName },
  { name: "subscription_status", value: ({ subscriptionStatus }) => subscriptionStatus },
  { name: "currency", value: ({ currency }) => currency },
  exportedAmount("credit", ({ creditBalanceMinor }) => creditBalanceMinor),
  { name: "next_charge_on", value: ({ nextChargeOn }) => nextChargeOn },
  exportedAmount("next_charge", ({ nextChargeMinor }) => nextChargeMinor),
  exportedAmount("past_due", ({ pastDueMinor }) => pastDueMinor),
  { name: "time_zone", value: ({ timeZone }) => timeZone },
  exportedPercent("tax_rate_percent", ({ taxRatePartsPerMillion }) => taxRatePartsPerMillion),
  { name: "tax_rate_name", value: ({ taxRateName }) => taxRateName },
  { name: "tax_exempt", value: ({ isTaxExempt }) => (isTaxExempt ? "yes" : "no") },
  { name: "payment_method", value: ({ paymentMethod }) => paymentMethod },
  { name: "payment_terms_days", value: ({ paymentTermsDays }) => paymentTermsDays },
  { name: "invoice_note", value: ({ invoiceNote }) => invoiceNote },
  { name: "billing_name", value: ({ billingName }) => billingName },
  { name: "billing_address", value: ({ billingAddress }) => billingAddress },
  { name: "tax_numbers", value: ({ taxNumbers }) => taxNumbers },
  { name: "buyer_reference", value: ({ buyerReference }) => buyerReference },
  { name: "paper_language", value: ({ paperLanguage }) => paperLanguage },
  { name: "created_at", value: ({ createdAtMs }) => exportedInstant(createdAtMs) },
];
