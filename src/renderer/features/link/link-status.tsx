import { IconAlertCircle, IconLock } from "@tabler/icons-react";
import type { LinkView } from "../../../shared/contract/link.ts";
import { ageText } from "../../components/age-text.ts";
import { momentText } from "../../foundation/moment-text.ts";
import { PlaceLink } from "../../components/place-link.tsx";
import { useNow } from "../../components/use-now.ts";
import { useBook } from "../../foundation/book.ts";
import { countText } from "../../foundation/count-text.ts";
import { refusalText } from "../../foundation/refusal-text.ts";
import { useIsNarrow } from "../../foundation/use-is-narrow.ts";
import type { Place } from "../../foundation/router.ts";
import { linkStanding, type LinkStanding } from "./link-standing.ts";
import { linkText } from "./link-text.ts";
import { useLink } from "./use-link.ts";

const words = linkText.status;

/** What the book is linked to, whether it answers, and what waits for it or for somebody here; leads to that. */
export function LinkStatus({ className }: { readonly className: string | undefined }) {
  const { timeZone } = useBook();
  const linked = useLink();
  const nowMs = useNow();
  const isNarrow = useIsNarrow();
  if (!linked) return null;
  const { link, upstream } = linked;
  const standing = linkStanding(link);
  // Without a network everything goes on, so that is said calmly; what was refused and what no waiting helps is not.
  const isAlarm = standing === "stopped" || link.refusedCount > 0;
  const age = link.lastContactAtMs === null ? null : ageText(link.lastContactAtMs, nowMs);
  return (
    <PlaceLink
      to={placeOf(link, standing)}
      className={className}
      data-alarm={isAlarm || undefined}
      title={[
        upstream.address,
        ...(link.lastContactAtMs === null ? [] : [words.lastContact(momentText(link.lastContactAtMs, timeZone))]),
        ...(link.problem === null ? [] : [refusalText({ ...link.problem, remedy: "" }).message]),
      ].join("\n")}
    >
      {isAlarm && <IconAlertCircle size={14} aria-hidden="true" />}
      {!isAlarm && standing === "locked" && <IconLock size={14} aria-hidden="true" />}
      {[words.standings[standing](upstream.name, isNarrow ? null : age), ...countsOf(link)].join(", ")}
    </PlaceLink>
  );
}

/** What there is to say of each, where there is anything. */
function countsOf({ queuedCount, refusedCount, differenceCount, doubtfulCount }: LinkView): string[] {
  const counts = [
    [queuedCount, words.waiting],
    [refusedCount, words.refused],
    [differenceCount, words.differ],
    [doubtfulCount, words.doubtful],
  ] as const;
  return counts.filter(([count]) => count > 0).map(([count, say]) => say(countText(count)));
}

/** Where there is something to do. */
function placeOf({ refusedCount, differenceCount, doubtfulCount }: LinkView, standing: LinkStanding): Place {
  if (standing === "locked" || standing === "stopped") return { screen: "settings", section: "link" };
  if (refusedCount === 0 && differenceCount > 0) return { screen: "link", tab: "differences" };
  if (refusedCount === 0 && doubtfulCount > 0) return { screen: "link", tab: "accounts" };
  return { screen: "link", tab: "outbox" };
}
