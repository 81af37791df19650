import { Badge } from "@mantine/core";
import { invoicesText } from "../invoices/invoices-text.ts";
import { accountsText } from "./accounts-text.ts";

/** Marks an account whose gateway only pretends to charge, wherever the account shows (BEHAVIOUR 9.2). */
export function TestGatewayBadge() {
  return (
    <Badge variant="light" color="yellow" tt="none" title={invoicesText.testGateway}>
      {accountsText.account.testGateway}
    </Badge>
  );
}
