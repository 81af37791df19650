import type { MethodInput } from "../../../shared/contract/index.ts";
import { inLanguage } from "../../foundation/language.ts";

/** How an account can pay, as the desk calls it. */
const kinds: Readonly<Record<MethodInput<"paymentMethods.add">["kind"], string>> = {
  card: "Card",
  bank_debit: "Bank debit",
  transfer: "Transfer",
};

/** Every visible text of the payment methods, ready for translation. */
export const paymentsText = inLanguage("paymentsText", {
  title: "Payment methods",
  kinds,
  none: "The account pays by transfer: what it owes stays open until the payment is recorded.",
  add: "Add",
  addLabel: "Add payment method",
  loading: "Loading the payment methods",
  default: "Default",
  test: "Test",
  makeDefault: "Make default",
  makeDefaultOf: (label: string) => `Make ${label} the default`,
  remove: "Remove",
  removeOf: (label: string) => `Remove ${label}`,
  nowDefault: (label: string) => `${label} is charged from now on.`,
  adding: {
    title: "Add a payment method",
    kind: "Kind",
    kinds: { card: "Test card", bank_debit: "Test bank account", transfer: "Transfer" },
    token: { card: "Card", bank_debit: "Bank account" },
    chooseToken: "Choose what it does",
    tokenMissing: "Choose one of them.",
    testGateway: "Test gateway: it only pretends to charge, and no real money moves.",
    transferHint: "What the account owes stays open until an operator records the payment.",
    label: "Name",
    labelHint: "What people know it by. Optional.",
    becomesDefault: "It becomes the default, which is tried for the next invoice.",
    cancel: "Cancel",
    confirm: "Add payment method",
    done: "Payment method added",
  },
  removing: {
    title: "Remove this payment method?",
    explain:
      "It is not tried any more. The newest of the others becomes the default; without any, the account pays by transfer.",
    cancel: "Cancel",
    confirm: "Remove payment method",
    done: (label: string) => `${label} was removed.`,
  },
});
