import { Badge } from "@mantine/core";
import type { AccountRow } from "../../../shared/contract/accounts.ts";
import { NoValue } from "../../components/no-value.tsx";
import { accountsText } from "./accounts-text.ts";

type Status = NonNullable<AccountRow["subscriptionStatus"]>;

const colors: Readonly<Record<Status, string>> = {
  active: "green",
  past_due: "red",
  canceled: "gray",
  ended: "gray",
  abandoned: "gray",
  incomplete: "yellow",
};

/** The state of a subscription; a dash where nothing is subscribed. */
export function StatusBadge({ status }: { readonly status: Status | null }) {
  if (status === null) return <NoValue meaning={accountsText.noSubscription} />;
  return (
    <Badge variant="light" color={colors[status]} tt="none" fw={600}>
      {accountsText.status[status]}
    </Badge>
  );
}
