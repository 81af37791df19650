import { Badge } from "@mantine/core";
import { countText } from "../../foundation/count-text.ts";
import { toDecideCount } from "./link-standing.ts";
import { linkText } from "./link-text.ts";
import { useLink } from "./use-link.ts";

/** How many refused adjustments, differences and doubtful accounts wait for a decision; nothing where none does. */
export function LinkBadge() {
  const linked = useLink();
  const count = linked ? toDecideCount(linked.link) : 0;
  if (count === 0) return null;
  return (
    <Badge size="sm" flex="none" circle={count < 10} aria-label={linkText.toDecide(countText(count))}>
      {countText(count)}
    </Badge>
  );
}
