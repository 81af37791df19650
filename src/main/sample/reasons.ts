import type { Random } from "./random.ts";

/** Why credit is given: the reason, what the operator writes, and how much in terms of the customer's monthly fee. */
interface CreditOccasion {
  readonly weight: number;
  readonly reasonCode: string;
  readonly notes: readonly string[];
  /** Amounts in major units of dollars; null where it is a share of the monthly fee. */
  readonly amounts: readonly number[] | null;
}

export const occasions: readonly CreditOccasion[] = [
  {
    weight: 30,
    reasonCode: "courtesy",
    notes: [
      "Waited four days for an answer from support",
      "Export failed twice before month end; apologised by phone",
      "Renewal notice went to a former colleague",
      "Asked for a refund of the add-on; credit agreed instead",
      "Confusing wording on the pricing page",
      "Seat was charged a week before the person started",
    ],
    amounts: [5, 10, 15, 20, 25, 50],
  },
  {
    weight: 16,
    reasonCode: "goodwill",
    notes: [
      "Long-standing customer, renewal talk",
      "Spoke at the user conference",
      "Reported a security problem responsibly",
    ],
    amounts: [20, 25, 50, 100],
  },
  {
    weight: 18,
    reasonCode: "promotion",
    notes: [
      "Newsletter offer, code LANTERN25",
      "Referred another customer",
      "Visited the stand at a trade fair",
      "Partner programme, second tier",
    ],
    amounts: [10, 20, 25, 30],
  },
  {
    weight: 8,
    reasonCode: "early_customer",
    notes: ["Among the first hundred customers", "Took part in the beta"],
    amounts: [25, 50, 100],
  },
  {
    weight: 14,
    reasonCode: "billing_error",
    notes: [
      "Charged for the old plan after the change",
      "VAT was charged although the number was valid",
      "Two subscriptions ran side by side for a month",
    ],
    amounts: null,
  },
  {
    weight: 6,
    reasonCode: "manual_discount",
    notes: ["Non-profit rate, agreed with sales", "Matched a competitor's offer for one term"],
    amounts: null,
  },
  {
    weight: 5,
    reasonCode: "contract",
    notes: ["Frame contract, clause 7.2: annual service credit", "Minimum commitment not reached, per side letter"],
    amounts: [50, 100, 150, 200],
  },
  { weight: 3, reasonCode: "other", notes: ["Winner of the customer survey draw"], amounts: [25, 50] },
];

/** A round amount in minor units: a dollar is about 150 yen, and the same figure in euros and pounds. */
export function majorToMinor(dollars: number, currency: string): number {
  return currency === "JPY" ? dollars * 150 : dollars * 100;
}

export function occasionAmount(
  occasion: CreditOccasion,
  currency: string,
  monthlyFeeMinor: number,
  random: Random,
): number {
  if (occasion.amounts === null) return monthlyFeeMinor;
  return majorToMinor(random.pick(occasion.amounts), currency);
}

export const reversalNotes: readonly string[] = [
  "Entered on the wrong account",
  "Entered twice",
  "Approved for another customer",
];
export const correctionNotes: readonly string[] = [
  "Entered too high; corrected after a call",
  "Promised less than was entered",
];
export const transferNotes: readonly string[] = [
  "Belongs to the sister company, on their request",
  "Account was merged into this one",
];
export const deskOperators: readonly string[] = ["maya.lindqvist", "tomas.oliveira", "grace.okafor", "sven.brandt"];
export const paymentReferences: readonly string[] = [
  "Bank transfer",
  "SEPA transfer",
  "ACH transfer",
  "Cheque",
  "Wire",
];
