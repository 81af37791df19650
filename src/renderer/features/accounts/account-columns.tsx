import type { AccountRow } from "../../../shared/contract/accounts.ts";
import type { MethodInput } from "../../../shared/contract/index.ts";
import type { ListColumn } from "../../components/list/list-column.ts";
import { accountsText } from "./accounts-text.ts";
import { statusWord } from "./status-word.ts";

export type AccountSort = NonNullable<MethodInput<"accounts.list">["sort"]>["by"];

const { columns: titles } = accountsText;

/** A column that the engine sorts by carries the name it knows it under. */
const sorted = (id: AccountSort) => ({ id, isSortable: true }) as const;

/** The columns of the list of accounts. */
export const accountColumns: readonly ListColumn<AccountRow>[] = [
  {
    ...sorted("name"),
    kind: "text",
    title: titles.name,
    isLead: true,
    minimumWidth: 160,
    growth: 2,
    text: ({ name }) => name,
    place: ({ id }) => ({ screen: "account", accountId: id, tab: "overview" }),
  },
  {
    ...sorted("contact"),
    kind: "text",
    title: titles.contact,
    minimumWidth: 120,
    growth: 2,
    text: ({ contact }) => contact,
  },
  {
    ...sorted("planName"),
    kind: "text",
    title: titles.plan,
    minimumWidth: 116,
    growth: 1,
    text: ({ planName }) => planName,
  },
  {
    ...sorted("subscriptionStatus"),
    kind: "state",
    title: titles.status,
    state: ({ subscriptionStatus }) => subscriptionStatus && statusWord(subscriptionStatus),
  },
  {
    ...sorted("creditBalance"),
    kind: "money",
    title: titles.creditBalance,
    hint: accountsText.sortedByCurrency,
    noAmount: accountsText.neverHadCredit,
    money: ({ creditBalanceMinor, currency }) => ({ amountMinor: creditBalanceMinor, currency }),
  },
  {
    ...sorted("nextChargeOn"),
    kind: "date",
    title: titles.nextChargeOn,
    on: ({ nextChargeOn }) => nextChargeOn,
  },
  {
    ...sorted("nextCharge"),
    kind: "money",
    title: titles.nextCharge,
    hint: accountsText.sortedByCurrency,
    money: ({ nextChargeMinor, currency }) => ({ amountMinor: nextChargeMinor, currency }),
  },
  {
    id: "nextChargeCredit",
    kind: "money",
    title: titles.nextChargeCredit,
    isBlankAtZero: true,
    money: ({ nextChargeCreditMinor, currency }) => ({ amountMinor: nextChargeCreditMinor, currency }),
  },
  {
    ...sorted("pastDue"),
    kind: "money",
    title: titles.pastDue,
    isStrong: true,
    money: ({ pastDueMinor, currency }) => ({ amountMinor: pastDueMinor === 0 ? null : pastDueMinor, currency }),
  },
  {
    id: "kind",
    kind: "text",
    title: titles.kind,
    isHiddenAtFirst: true,
    minimumWidth: 96,
    growth: 0,
    text: ({ kind }) => accountsText.kindNames[kind],
  },
  {
    id: "id",
    kind: "text",
    title: titles.id,
    isHiddenAtFirst: true,
    minimumWidth: 120,
    growth: 1,
    text: ({ id }) => id,
  },
];
