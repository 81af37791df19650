import type { ComponentProps } from "react";
import type { Right } from "../../shared/contract/rights.ts";
import { useWhyNot } from "../foundation/session.ts";
import { ExplainedItem } from "./explained-item.tsx";

interface ActionItemProps extends Omit<ComponentProps<typeof ExplainedItem>, "refusal"> {
  /** What one has to be allowed to do. */
  readonly takes: Right;
  /** Whether the upstream of a linked book does it, as the contract says of the method. */
  readonly isLeftToUpstream?: boolean;
  /** Why it cannot be done now, whoever asks; null where it can. */
  readonly refusal?: string | null;
}

/** An item of a menu for what not everybody may do, or not in every book. */
export function ActionItem({ takes, isLeftToUpstream = false, refusal = null, ...item }: ActionItemProps) {
  return <ExplainedItem {...item} refusal={useWhyNot(takes, isLeftToUpstream) ?? refusal} />;
}
