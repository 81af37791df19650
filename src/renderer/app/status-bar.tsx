import { ActionIcon, Button } from "@mantine/core";
import { IconClockPause, IconCircleCheck, IconAlertCircle, IconLock } from "@tabler/icons-react";
import { MomentText, momentText } from "../components/date-text.tsx";
import { BackupStatus } from "../features/book/backup-status.tsx";
import { LinkStatus } from "../features/link/link-status.tsx";
import { useLock } from "../foundation/session.ts";
import { useBook } from "../foundation/book.ts";
import { countText } from "../foundation/count-text.ts";
import classes from "./status-bar.module.css";
import { JobsStatus } from "./jobs-status.tsx";
import { ApiStatus, InterruptedRunStatus, WebhooksStatus } from "./status-links.tsx";
import { text } from "../foundation/text.ts";
import { useVerification } from "./use-verification.ts";

interface StatusBarProps {
  readonly onSetClock: () => void;
}

/** The state of the book, under every screen. */
export function StatusBar({ onSetClock }: StatusBarProps) {
  const book = useBook();
  return (
    <footer aria-label={text.frame.statusBar} className={classes.bar} data-pane="" tabIndex={-1}>
      <AtTheDesk />
      {book.isReadOnly && <span className={classes.item}>{text.status.readOnly}</span>}
      {book.isForTrying && <span className={classes.item}>{text.status.forTrying}</span>}
      <Clock onSetClock={onSetClock} />
      <span className={classes.item}>{text.status.entries(countText(book.entryCount))}</span>
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

/** Who works here; where several do, with the way to leave the desk. */
function AtTheDesk() {
  const { operator } = useBook();
  const lock = useLock();
  return (
    <span className={classes.item}>
      {text.status.operator(operator)}
      {lock && (
        <ActionIcon size="xs" variant="subtle" color="gray" aria-label={text.commands.lockDesk} onClick={lock}>
          <IconLock size={14} aria-hidden="true" />
        </ActionIcon>
      )}
    </span>
  );
}

function Clock({ onSetClock }: StatusBarProps) {
  const { clock } = useBook();
  const isTest = clock.kind === "test";
  return (
    <Button
      size="compact-xs"
      variant={isTest ? "light" : "subtle"}
      color={isTest ? "yellow" : "gray"}
      leftSection={isTest && <IconClockPause size={14} aria-hidden="true" />}
      onClick={onSetClock}
      className={classes.button}
    >
      {isTest ? (
        <>
          {text.status.testClock}:&nbsp;
          <MomentText atMs={clock.nowMs} />
        </>
      ) : (
        text.status.systemClock
      )}
    </Button>
  );
}

function Verification() {
  const { lastVerification, timeZone } = useBook();
  const { isVerifying, verify } = useVerification();
  if (isVerifying) return <span className={classes.item}>{text.status.verifying}</span>;
  return (
    <span className={classes.item} data-alarm={lastVerification?.ok === false || undefined}>
      {lastVerification &&
        (lastVerification.ok ? (
          <IconCircleCheck size={14} aria-hidden="true" />
        ) : (
          <IconAlertCircle size={14} aria-hidden="true" />
        ))}
      {verificationText(lastVerification, timeZone)}
      <Button size="compact-xs" variant="subtle" color="gray" className={classes.button} onClick={verify}>
        {text.status.verify}
      </Button>
    </span>
  );
}

function verificationText(last: ReturnType<typeof useBook>["lastVerification"], timeZone: string): string {
  if (!last) return text.status.notVerified;
  const when = momentText(last.atMs, timeZone);
  return last.ok ? text.status.verified(when) : text.status.brokenAt(when);
}
