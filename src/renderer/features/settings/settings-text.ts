import type { ApiKeyView } from "../../../shared/contract/api-keys.ts";
import type { ApiScope } from "../../../shared/contract/rights.ts";
import type { BookSettingsView } from "../../../shared/contract/book.ts";
import { inLanguage } from "../../foundation/language.ts";

const afterLastRetry: Readonly<Record<BookSettingsView["afterLastRetry"], { label: string; hint: string }>> = {
  keep: { label: "Keep the subscription", hint: "It goes on past due, and the invoice stays open." },
  cancel: { label: "Cancel the subscription", hint: "It is canceled, and the invoice stays open." },
  uncollectible: {
    label: "Give the invoice up",
    hint: "The invoice is marked uncollectible. It can still be paid or voided.",
  },
};

const scopes: Readonly<Record<ApiScope, { label: string; hint: string }>> = {
  read: { label: "Read", hint: "Read everything: accounts, credits, plans, subscriptions and statements." },
  credits: { label: "Credits", hint: "Add credit to accounts and take it away." },
  billing: {
    label: "Billing",
    hint: "Add users, organizations and prices, change and cancel subscription items, apply discounts.",
  },
  admin: { label: "Admin", hint: "Do all of it. No other scope holds another one." },
};

const keyStates: Readonly<Record<ApiKeyView["state"], string>> = {
  active: "Active",
  expired: "Expired",
  revoked: "Revoked",
  suspended: "Suspended, as its operator",
};

/** Everything that the settings say. */
export const settingsText = inLanguage("settingsText", {
  auditLog: "Audit log",
  title: "Settings",
  tabs: {
    label: "Parts of the settings",
    company: "Company",
    operators: "Operators",
    journal: "Journal",
    backups: "Backups",
    periods: "Closed months",
    link: "Link",
    "api-keys": "API keys",
    webhooks: "Webhooks",
  },
  onlyRead: "The settings are shown, and not yours to change.",
  saveBook: "Save settings",
  saved: "The settings were saved",
  discard: "Discard changes",
  paper: {
    title: "Company and invoice paper",
    name: "Name of the book",
    nameHint:
      "What it is called here. Unless another name is given, it is the seller’s on every invoice made from now on.",
    nameMissing: "Give the book a name.",
    sellerName: "Seller’s name on the paper",
    sellerAddress: "Address",
    sellerTaxNumbers: "Tax numbers",
    sellerTaxNumbersHint: "One on each line, with what it is: VAT ID DE123456789.",
    paymentDetails: "Payment details",
    paymentDetailsHint:
      "Where customers send money: bank, IBAN, BIC. The invoice’s number stands beside it as the reference.",
    language: "Language of the paper",
    tooManyLines: "Use at most 12 lines.",
    logo: "Logo",
    logoHint:
      "A PNG or JPEG of at most 256 kB, at the head of every invoice made from now on. Earlier ones keep theirs.",
    chooseLogo: "Choose a picture",
    removeLogo: "Remove the logo",
    logoSaved: "The logo was saved",
    logoRemoved: "The logo was removed",
    terms: "Payment terms in days",
    termsHint: "How many days after its date an invoice is due. An account can have its own.",
    termsWrong: "Enter 0 to 365 days.",
    note: "Note on the paper",
    noteHint: "Such as a word of thanks. It stands on every invoice whose account has no note of its own.",
    fixed: "Time zone and currency",
    fixedHint: "Chosen when the book was made.",
  },
  numbers: {
    title: "Numbers",
    explain:
      "What was issued keeps its number. A prefix that was used goes on without a gap; another one begins where you like, such as 2027-0001 with a new year.",
    nextInvoiceNumber: "Number of the next invoice",
    nextCreditNoteNumber: "Number of the next credit note",
    wrong: "Enter a prefix that ends in a letter, hyphen, dot or underscore, and a number from 1: INV-000042.",
  },
  retries: {
    title: "When a payment fails",
    explain:
      "A failed payment is tried again on these days, counted from the day on which it first failed. Account credit that was used stays used.",
    days: "Days of the retries",
    daysHint: "Rising numbers from 1 to 365, separated by commas. Empty: it is not tried again.",
    daysWrong: "Enter rising whole numbers from 1 to 365, separated by commas, twenty at most.",
    after: "After the last retry",
    afterLastRetry,
  },
  taxRates: {
    title: "Tax rates",
    explain:
      "A rate is given to an account in its billing details, or to a single charge. A rate never changes; a new one is added beside it.",
    caption: "Tax rates, lowest first",
    name: "Name",
    rate: "Rate",
    none: "No tax rate yet. Without one, no invoice is taxed.",
    add: "Add tax rate",
  },
  newTaxRate: {
    title: "Add tax rate",
    name: "Name",
    nameHint: "As it stands on the paper, such as VAT 24 %.",
    nameMissing: "Give the rate a name.",
    rate: "Rate in percent",
    rateWrong: "Enter 0 to 100, with four decimals at most.",
    save: "Add tax rate",
    cancel: "Cancel",
    done: (name: string) => `${name} can be given to accounts now`,
  },
  apiKeys: {
    title: "API keys",
    explain: "Programs on this machine use the Backend API with a key of their own. The API is off until a key exists.",
    address: {
      loopback: (address: string) =>
        `Its address is ${address} while the application is served here. Start it with --port to have the same address every time.`,
      desktop: (address: string) =>
        `Its address is ${address} while this window is open. Start the application with --api-port to have the same address every time.`,
      problem: (why: string) =>
        `Programs cannot reach this book: ${why}. Start the application again with another --api-port, or without it.`,
    },
    docs: "What it takes and answers is described at",
    caption: "API keys, newest first",
    name: "Name",
    scopes: "Scopes",
    created: "Made",
    expires: "Expires",
    never: "Never",
    lastUsed: "Last used",
    unused: "Not yet",
    state: "State",
    states: keyStates,
    none: "No key yet, and so no API.",
    add: "New key",
    revoke: "Revoke",
    revokeNamed: (name: string) => `Revoke ${name}`,
  },
  newApiKey: {
    title: "New API key",
    name: "Name",
    nameHint: "What the key is for. It stands as the operator on everything that is done with it.",
    nameMissing: "Give the key a name.",
    scopes: "What it may do",
    scope: scopes,
    scopesMissing: "Choose at least one scope.",
    expiry: "Expires",
    never: "Never",
    onDate: "On a date",
    date: "Date",
    dateHint: (timeZone: string) => `The key ends as this day begins in ${timeZone}, by the book’s clock.`,
    dateWrong: (today: string) => `Choose a date after ${today}, which is today by the book’s clock.`,
    save: "Make key",
    cancel: "Cancel",
  },
  newSecret: {
    title: (name: string) => `The key of ${name}`,
    once: "Copy the key now. It cannot be shown again: the book keeps only a digest of it.",
    copy: "Copy key",
    copied: "Copied",
    close: "Done",
  },
  revokeApiKey: {
    title: (name: string) => `Revoke ${name}?`,
    explain: "Programs that use this key are refused from their next call on. This cannot be undone.",
    confirm: "Revoke key",
    cancel: "Cancel",
    done: (name: string) => `${name} is revoked`,
  },
});
