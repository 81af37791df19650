import { IconAlertCircle } from "@tabler/icons-react";
import { ageText } from "../../components/age-text.ts";
import { PlaceLink } from "../../components/place-link.tsx";
import { momentText } from "../../foundation/moment-text.ts";
import { useIsNarrow } from "../../foundation/use-is-narrow.ts";
import { useNow } from "../../components/use-now.ts";
import { useBook } from "../../foundation/book.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { refusalText } from "../../foundation/refusal-text.ts";
import { backupsText } from "./backups-text.ts";

const words = backupsText.status;
/** A book that is copied by itself and whose last copy is older than that is not as safe as its plan says. */
const lateAfterMs = 3 * 24 * 60 * 60 * 1000;

/** How old the last copy of the book is, and whether something keeps it from being copied; leads to the backups. */
export function BackupStatus({ className }: { readonly className: string | undefined }) {
  const { timeZone } = useBook();
  const plan = useEngineQuery("backups.plan", {}).data;
  const nowMs = useNow();
  const isNarrow = useIsNarrow();
  if (!plan) return null;
  const { lastBackupAtMs, problem } = plan;
  const age = lastBackupAtMs === null ? null : ageText(lastBackupAtMs, nowMs);
  const isLate = plan.every !== "off" && lastBackupAtMs !== null && nowMs - lastBackupAtMs > lateAfterMs;
  const isAlarm = problem !== null || isLate;
  return (
    <PlaceLink
      to={{ screen: "settings", section: "backups" }}
      className={className}
      data-alarm={isAlarm || undefined}
      title={
        problem
          ? refusalText(problem).message
          : lastBackupAtMs === null
            ? plan.folder
            : words.last(momentText(lastBackupAtMs, timeZone))
      }
    >
      {isAlarm && <IconAlertCircle size={14} aria-hidden="true" />}
      {problem
        ? words.failing(isNarrow ? null : age)
        : age === null
          ? words.never
          : (isNarrow ? words.lastBriefly : words.last)(age)}
    </PlaceLink>
  );
}
