import type { ComponentProps } from "react";
import type { Right } from "../../shared/contract/rights.ts";
import { useWhyNot } from "../foundation/session.ts";
import { ExplainedItem } from "./explained-item.tsx";

interface ActionItemProps extends Omit<ComponentProps<typeof ExplainedItem>, "refusal"> {
  /** What one has to be allowed to do. */
  readonly takes: Right;
  /** Why it cannot be done now, whoever asks; null where it can. */
  readonly refusal?: string | null;
}

/** An item of a menu for what not everybody may do. */
export function ActionItem({ takes, refusal = null, ...item }: ActionItemProps) {
  return <ExplainedItem {...item} refusal={useWhyNot(takes) ?? refusal} />;
}
