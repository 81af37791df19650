import { ActionIcon, Button } from "@mantine/core";
import { IconClockPause, IconCircleCheck, IconAlertCircle, IconLock } from "@tabler/icons-react";
import { DateText, MomentText } from "../components/date-text.tsx";
import { ShortenedText } from "../components/shortened-text.tsx";
import { BackupStatus } from "../features/book/backup-status.tsx";
import { LinkStatus } from "../features/link/link-status.tsx";
import { useLock } from "../foundation/session.ts";
import { momentText } from "../foundation/moment-text.ts";
import { useIsNarrow } from "../foundation/use-is-narrow.ts";
import { useBook, useEntryCount } from "../foundation/book.ts";
import { countText } from "../foundation/count-text.ts";
import classes from "./status-bar.module.css";
import { JobsStatus } from "./jobs-status.tsx";
import { ApiStatus, InterruptedRunStatus, WebhooksStatus } from "./status-links.tsx";
import { text } from "../foundation/text.ts";
import { useIsFolded } from "./use-is-folded.ts";
import { useVerification } from "./use-verification.ts";

interface StatusBarProps {
  readonly onSetClock: () => void;
}

/** The state of the book, under every screen. */
export function StatusBar({ onSetClock }: StatusBarProps) {
  const book = useBook();
  const isNarrow = useIsNarrow();
  const isFolded = useIsFolded();
  return (
    <footer aria-label={text.frame.statusBar} className={classes.bar} data-pane="" tabIndex={-1}>
      {isFolded && (
        <span className={classes.bookName}>
          <ShortenedText text={book.name} />
        </span>
      )}
      <AtTheDesk />
      {book.isReadOnly && <span className={classes.item}>{text.status.readOnly}</span>}
      {book.isForTrying && <span className={classes.item}>{text.status.forTrying}</span>}
      <Clock onSetClock={onSetClock} />
      {!isNarrow && <EntryCount />}
      <Verification />
      <BackupStatus className={classes.link} />
      <JobsStatus />
      <InterruptedRunStatus />
      <LinkStatus className={classes.link} />
      <ApiStatus />
      <WebhooksStatus />
    </footer>
  );
}

function EntryCount() {
  return <span className={classes.item}>{text.status.entries(countText(useEntryCount()))}</span>;
}

/** Who works here; where several do, with the way to leave the desk. */
function AtTheDesk() {
  const { operator } = useBook();
  const lock = useLock();
  const isNarrow = useIsNarrow();
  const told = text.status.operator(operator);
  return (
    <span className={classes.item} title={told}>
      {isNarrow ? operator : told}
      {lock && (
        <ActionIcon size="xs" variant="subtle" color="gray" aria-label={text.commands.lockDesk} onClick={lock}>
          <IconLock size={14} aria-hidden="true" />
        </ActionIcon>
      )}
    </span>
  );
}

function Clock({ onSetClock }: StatusBarProps) {
  const { clock, today, timeZone } = useBook();
  const isNarrow = useIsNarrow();
  const isTest = clock.kind === "test";
  return (
    <Button
      size="compact-xs"
      variant={isTest ? "light" : "subtle"}
      color={isTest ? "yellow" : "gray"}
      leftSection={isTest && <IconClockPause size={14} aria-hidden="true" />}
      onClick={onSetClock}
      className={classes.button}
      {...(isTest && { title: `${text.status.testClock}: ${momentText(clock.nowMs, timeZone)}` })}
    >
      {isTest ? (
        <>
          {text.status.testClock}:&nbsp;
          {isNarrow ? <DateText on={today} /> : <MomentText atMs={clock.nowMs} />}
        </>
      ) : (
        text.status.systemClock
      )}
    </Button>
  );
}

function Verification() {
  const { lastVerification, timeZone } = useBook();
  const entryCount = useEntryCount();
  const isNarrow = useIsNarrow();
  const { isVerifying, verify } = useVerification();
  const told = isVerifying ? text.status.verifying : verificationText(lastVerification, timeZone);
  return (
    <span
      className={classes.item}
      title={`${told}\n${text.status.entries(countText(entryCount))}`}
      data-alarm={lastVerification?.ok === false || undefined}
    >
      {lastVerification &&
        !isVerifying &&
        (lastVerification.ok ? (
          <IconCircleCheck size={14} aria-hidden="true" />
        ) : (
          <IconAlertCircle size={14} aria-hidden="true" />
        ))}
      {isNarrow && !isVerifying ? (briefVerificationText(lastVerification) ?? told) : told}
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        className={classes.button}
        // It keeps the focus, which a button that is disabled or taken away would lose.
        aria-disabled={isVerifying}
        {...(isVerifying && { "data-disabled": true })}
        onClick={isVerifying ? undefined : verify}
      >
        {text.status.verify}
      </Button>
    </span>
  );
}

type Verified = ReturnType<typeof useBook>["lastVerification"];

/** In a word; null of a broken ledger, which is never said briefly. */
function briefVerificationText(last: Verified): string | null {
  if (!last) return text.status.notVerifiedBriefly;
  return last.ok ? text.status.verifiedBriefly : null;
}

function verificationText(last: Verified, timeZone: string): string {
  if (!last) return text.status.notVerified;
  const when = momentText(last.atMs, timeZone);
  return last.ok ? text.status.verified(when) : text.status.brokenAt(when);
}
