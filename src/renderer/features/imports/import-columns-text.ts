import { inLanguage } from "../../foundation/language.ts";

const slugOfAccount = "Id, e-mail address or slug of an account, in these files or in the book.";
const currencyCode = "ISO 4217 code, such as USD.";
const notRead = "Not read.";
const noteOfEntry = "Stays in the ledger with the entry. At most 2,000 characters.";
const partOfNote = "Becomes part of the note where there is none.";

/** What the columns of import files hold, by the kind of file; `accounts` are those that users and organizations have in common. */
export const importColumnsText = inLanguage("importColumnsText", {
  plans: {
    id: "Begins with cplan_. Made by the import where it is left out.",
    slug: "Lower-case letters, digits and hyphens, at most 63. Subscriptions name the plan by it.",
    name: "As customers read it, at most 100 characters.",
    for: "user or organization.",
    currency: currencyCode,
    monthlyFee: "In major units, above zero, such as 20.00.",
    annualMonthlyFee: "One month where a year is paid at once; twelve of them are charged.",
  },
  users: {
    id: "Begins with user_. Made by the import where it is left out.",
    email: "E-mail address; may be empty beside an id. Other files may name the user by it.",
  },
  organizations: {
    id: "Begins with org_. Made by the import where it is left out.",
    slug: "Lower-case letters, digits, hyphens and underscores; may be empty beside an id. Other files may name the organization by it.",
  },
  accounts: {
    name: "At most 200 characters.",
    currency: "ISO 4217 code the account is billed in. The book’s currency where it is left out.",
    timeZone: "IANA name, such as Europe/Helsinki. The book’s time zone where it is left out.",
    taxRatePercent: "0 to 100 with at most 4 decimals, such as 24 or 8.875. No tax where it is left out.",
    taxRateName: "What a rate that the book does not have yet is called, at most 60 characters.",
    taxExempt: "yes or no (where it is left out).",
    paymentMethod:
      "manual (where it is left out), test_success, test_declined, test_needs_action, test_bank_success or test_bank_declined.",
    paymentTermsDays: "0 to 365. The book’s payment terms where it is left out.",
    invoiceNote: "Stands on its invoices, at most 2,000 characters. The book’s note where it is left out.",
    billingName: "Its name on the paper, at most 200 characters. Its own name where it is left out.",
    billingAddress: "Stands below the name, at most 12 lines and 1,000 characters.",
    taxNumbers: "One on each line, with what it is; at most 12 lines and 300 characters.",
    buyerReference: "What it wants to find on its invoices, at most 100 characters.",
    paperLanguage: "en or de. The book’s language where it is left out.",
    createdOn: "Day the account began, YYYY-MM-DD. The day of the import where it is left out.",
    createdAt: "The instant instead of the day, as an export has it: 2026-01-31T12:00:00.000Z.",
    kind: "user or organization, as an export has it; the file’s own kind.",
    contact: "What an export calls the e-mail address or the slug. Empty where the account has none.",
  },
  subscriptions: {
    account: slugOfAccount,
    plan: "Slug of a plan, in these files or in the book.",
    period: "month or annual.",
    startOn: "First day of the subscription, YYYY-MM-DD. Billing periods are counted from it.",
    seats: "How many seats, 1 to 1,000,000, where the plan charges for them. Empty for other plans.",
    billedThroughOn: "Periods that start before this day were billed elsewhere and are not billed again.",
  },
  openingBalances: {
    account: slugOfAccount,
    currency: currencyCode,
    amount: "Credit to begin with, in major units, above zero, such as 50.00.",
    note: noteOfEntry,
    effectiveOn: "First day on which the credit can be used, YYYY-MM-DD. Today where it is left out.",
    expiresOn: "Day whose first midnight ends it. It does not expire where it is left out.",
    priority: "0 to 100, lower is used first; 50 where it is left out.",
    category: "promotional or paid.",
  },
  ledgerEntries: {
    sequence: "The order of the entries. Without it the rows stand oldest first.",
    effectiveOn: "Day the entry counts for, YYYY-MM-DD; not later than today, but for what an invoice was dated by.",
    account: slugOfAccount,
    sourceType: "What the entry was. Kept as the source of the entry here, like its id, reason, invoice and operator.",
    currency: currencyCode,
    amount: "In major units: 50.00 adds credit, -20.00 takes it. The balance never falls below zero.",
    balanceAfter: "Checked where it is given: a row that is missing or was changed is found.",
    reason: partOfNote,
    invoice: partOfNote,
    operator: "Who made it there: who imports makes the entries here.",
    note: noteOfEntry,
    id: "The entry's id in the other ledger, at most 100 characters.",
    recordedAt: "When it was written there: 2026-01-31T12:00:00.000Z.",
    blocks:
      "What it moved in blocks of credit, as an export writes it. Without it credit is plain and does not expire.",
  },
  notRead,
});
