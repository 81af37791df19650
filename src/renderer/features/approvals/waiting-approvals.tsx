import { Badge } from "@mantine/core";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { approvalsText } from "./approvals-text.ts";

/** How many requests wait for whoever is at the desk; nothing where none does. */
export function WaitingApprovals() {
  const count = useEngineQuery("approvals.list", { which: "for_me", limit: 1 }).data?.total.count ?? 0;
  if (count === 0) return null;
  return (
    <Badge size="sm" flex="none" circle={count < 10} aria-label={approvalsText.waiting(countText(count))}>
      {countText(count)}
    </Badge>
  );
}
