import type { ChangedEvent } from "./change-topics.ts";

/** What somebody does by hand changes one account, or two. */
const namedByHand = 2;
/** How often screens follow work that changes many accounts, one batch after the other: people see no more, and the desk stays quick. */
const followedMs = 250;

/** Whether a change may be what somebody does by hand, and waits to see. */
export const isByHand = ({ accountIds }: ChangedEvent): boolean =>
  accountIds !== null && accountIds.length <= namedByHand;

/**
 * Passes changes on to the screens. What concerns an account or two is passed on at once, and so is the first of anything else; what
 * comes right after that, as a billing run's batches do, is gathered for a moment and passed on as one.
 */
export function createChangeGatherer(tell: (change: ChangedEvent) => void): (change: ChangedEvent) => void {
  let gathered: ChangedEvent | null = null;
  let isFollowing = false;
  const follow = () => {
    isFollowing = gathered !== null;
    if (gathered === null) return;
    tell(gathered);
    gathered = null;
    setTimeout(follow, followedMs);
  };
  return (change) => {
    if (isByHand(change)) return tell(change);
    gathered = gathered === null ? change : merge(gathered, change);
    if (!isFollowing) follow();
  };
}

function merge(one: ChangedEvent, other: ChangedEvent): ChangedEvent {
  return {
    type: "changed",
    topics: [...new Set([...one.topics, ...other.topics])],
    accountIds:
      one.accountIds === null || other.accountIds === null
        ? null
        : [...new Set([...one.accountIds, ...other.accountIds])],
  };
}
