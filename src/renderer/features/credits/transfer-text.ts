import { inLanguage } from "../../foundation/language.ts";

/** Every visible text of transferring credit, ready for translation. */
export const transferText = inLanguage("transferText", {
  title: "Transfer credit",
  fromAccount: (name: string) => `from ${name}`,
  noCredit: "This account has no credit to transfer.",
  to: "To account",
  toMissing: "Choose the account that receives the credit.",
  amount: "Amount",
  currency: "Currency",
  note: "Note",
  balanceOf: (name: string) => `Credit balance of ${name}`,
  cancel: "Cancel",
  save: "Transfer credit",
  doneTitle: "Credit transferred",
  done: (amount: string, from: string, to: string) => `${amount} from ${from} to ${to}`,
});
