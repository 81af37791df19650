import { Button, Popover, Progress } from "@mantine/core";
import { useState } from "react";
import type { JobView } from "../../shared/contract/jobs.ts";
import { announcedPercent } from "../components/announced-progress.ts";
import { useAnnouncement } from "../components/use-announcement.ts";
import { useCommand } from "../foundation/commands.ts";
import { countText } from "../foundation/count-text.ts";
import { useEngineQuery } from "../foundation/engine.ts";
import { text } from "../foundation/text.ts";
import { jobName } from "./job-name.ts";
import { JobsPanel } from "./jobs-panel.tsx";
import classes from "./status-bar.module.css";

/** The work that is under way in the book, on every screen; opens to all of it. */
export function JobsStatus() {
  const [isOpen, setOpen] = useState(false);
  const jobs = useEngineQuery("jobs.list", {}).data?.jobs ?? [];
  const [newestRun] = useEngineQuery("billing.runs", {}).data?.runs ?? [];
  const running = jobs.filter(({ state }) => state === "running");
  const isStopped = newestRun?.state === "interrupted" || newestRun?.state === "stopped";
  useCommand("jobs.show", () => setOpen(true));
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top-start" trapFocus returnFocus withinPortal shadow="md">
      <Popover.Target>
        <Button
          size="compact-xs"
          variant="subtle"
          color="gray"
          className={classes.button}
          onClick={() => setOpen(!isOpen)}
        >
          {running[0] ? <RunningJobs first={running[0]} others={running.length - 1} /> : text.jobs.label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={text.jobs.label}>
        <JobsPanel jobs={jobs} stoppedRun={isStopped && running.length === 0 ? newestRun : null} />
      </Popover.Dropdown>
    </Popover>
  );
}

function RunningJobs({ first, others }: { readonly first: JobView; readonly others: number }) {
  const { done, total } = first.progress;
  const share = total ? Math.min(100, (100 * done) / total) : null;
  const name = jobName(first);
  const percent = announcedPercent(first.progress);
  useAnnouncement(percent === null ? name : text.jobs.spoken(name, percent));
  return (
    // What is over in a moment is not shown at all.
    <span className={classes.job}>
      <span className="visually-hidden">{text.jobs.label}: </span>
      {name}
      <Progress
        className={classes.progress}
        value={share ?? 100}
        animated={share === null}
        aria-label={text.jobs.progressOf(name)}
      />
      {share !== null && <span className="tabular">{text.jobs.percent(countText(Math.floor(share)))}</span>}
      {others > 0 && text.jobs.andMore(countText(others))}
    </span>
  );
}
