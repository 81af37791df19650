import type { LinkView } from "../../../shared/contract/link.ts";

/** How a link is doing: `stopped` is what no waiting helps, `locked` is a key whose passphrase was not given since the start. */
export type LinkStanding = "online" | "offline" | "locked" | "stopped";

/** No connection and an upstream that asks to be left alone go by; everything else has to be looked at. */
export function linkStanding({ isUnlocked, problem }: Pick<LinkView, "isUnlocked" | "problem">): LinkStanding {
  if (!isUnlocked || problem?.code === "link_locked") return "locked";
  if (problem === null) return "online";
  return problem.code === "upstream_unreachable" || problem.code === "upstream_busy" ? "offline" : "stopped";
}

/** How many things of a linked book wait for somebody's decision. */
export function toDecideCount({
  refusedCount,
  differenceCount,
  doubtfulCount,
}: Pick<LinkView, "refusedCount" | "differenceCount" | "doubtfulCount">): number {
  return refusedCount + differenceCount + doubtfulCount;
}
