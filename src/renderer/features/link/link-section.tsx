import { Group, PasswordInput, Skeleton, Stack, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { LinkProblem, LinkView } from "../../../shared/contract/link.ts";
import { errorRemedies } from "../../../shared/errors.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { MomentText } from "../../components/date-text.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { Section } from "../../components/section.tsx";
import { StateMark } from "../../components/state-mark.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery, useEngineRecord } from "../../foundation/engine.ts";
import { refusalText } from "../../foundation/refusal-text.ts";
import { upstreamName } from "../../foundation/upstream.ts";
import { LinkDialog } from "./link-dialog.tsx";
import classes from "./link.module.css";
import { linkStanding } from "./link-standing.ts";
import { linkText as words, standingWord, underWayText } from "./link-text.ts";
import { notice } from "../../foundation/notice.tsx";

type Opened = "link" | "remove";

/** What the book is linked to and how that is going, with the ways to link it, to another key, and out of it. */
export function LinkSection() {
  const shown = useEngineQuery("link.show", {});
  const syncing = useEngineRecord("link.sync");
  const [opened, setOpened] = useState<Opened | null>(null);
  const link = shown.data?.link ?? null;
  const sync = () =>
    void syncing.run({}).then(
      () => notice(words.synced),
      () => undefined,
    );
  return (
    <Section
      title={words.title}
      action={
        <Group gap="xs">
          {link && (
            <>
              <ActionButton takes="book" size="compact-sm" variant="default" onClick={() => setOpened("remove")}>
                {words.unlink}
              </ActionButton>
              <ActionButton takes="book" size="compact-sm" variant="default" onClick={() => setOpened("link")}>
                {words.anotherKey}
              </ActionButton>
              {link.isUnlocked && (
                <ActionButton takes="credits" size="compact-sm" loading={syncing.isPending} onClick={sync}>
                  {words.syncNow}
                </ActionButton>
              )}
            </>
          )}
          {shown.data && !link && (
            <ActionButton takes="book" size="compact-sm" variant="default" onClick={() => setOpened("link")}>
              {words.link}
            </ActionButton>
          )}
        </Group>
      }
    >
      <Stack gap="sm" py="xs">
        <Text size="sm" c="dimmed" maw="46rem">
          {words.explain}
        </Text>
        {shown.isPending && <Skeleton h={80} />}
        {shown.error && <ErrorNotice error={shown.error} onRetry={() => void shown.refetch()} />}
        {syncing.error && <ErrorNotice error={syncing.error} />}
        {shown.data && !link && <Text size="sm">{words.none}</Text>}
        {link && !link.isUnlocked && <Unlock upstream={upstreamName(link.address)} />}
        {link && <LinkFacts link={link} />}
      </Stack>
      {opened === "link" && <LinkDialog known={link} onClose={() => setOpened(null)} />}
      {opened === "remove" && link && <RemoveDialog link={link} onClose={() => setOpened(null)} />}
    </Section>
  );
}

function LinkFacts({ link }: { readonly link: LinkView }) {
  const { facts } = words;
  const { problem, lastContactAtMs, lastPullAtMs } = link;
  const underWay = underWayText(link);
  const moment = (atMs: number | null) => (atMs === null ? facts.never : <MomentText atMs={atMs} />);
  return (
    <dl aria-label={facts.label} className={classes.facts}>
      <Fact name={facts.address}>{link.address}</Fact>
      <Fact name={facts.instance}>{link.instanceId ?? facts.notKnown}</Fact>
      <Fact name={facts.state}>
        <StateMark {...standingWord(linkStanding(link))} />
      </Fact>
      {problem && (
        <Fact name={facts.problem}>
          <Problem problem={problem} />
        </Fact>
      )}
      <Fact name={facts.lastContact}>{moment(lastContactAtMs)}</Fact>
      <Fact name={facts.lastPull}>{moment(lastPullAtMs)}</Fact>
      {underWay !== null && (
        <Fact name={facts.underWay}>
          <span aria-live="polite">{underWay}</span>
          {link.pullStage !== null && ` · ${facts.soFar(countText(link.accountCount))}`}
        </Fact>
      )}
      <Fact name={facts.accounts}>
        <PlaceLink size="sm" to={{ screen: "link", tab: "accounts" }}>
          {facts.accountCounts(countText(link.accountCount), countText(link.doubtfulCount), countText(link.goneCount))}
        </PlaceLink>
      </Fact>
      <Fact name={facts.outbox}>
        <PlaceLink size="sm" to={{ screen: "link", tab: "outbox" }}>
          {facts.outboxCounts(countText(link.queuedCount), countText(link.refusedCount))}
        </PlaceLink>
      </Fact>
      <Fact name={facts.differences}>
        <PlaceLink size="sm" to={{ screen: "link", tab: "differences" }}>
          {countText(link.differenceCount)}
        </PlaceLink>
      </Fact>
    </dl>
  );
}

/** Why the upstream is not at hand. It is no error of anything that was asked for here, so it is said like the other facts. */
function Problem({ problem: { code, message } }: { readonly problem: LinkProblem }) {
  const told = refusalText({ code, message, remedy: errorRemedies[code] });
  return (
    <>
      {told.message} <span className={classes.remedy}>{told.remedy}</span>
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Gives the passphrase that the key is kept under, after a start. */
function Unlock({ upstream }: { readonly upstream: string }) {
  const [passphrase, setPassphrase] = useState("");
  const unlocking = useEngineRecord("link.unlock");
  const unlock = () =>
    void unlocking.run({ passphrase }).then(
      () => notice(words.unlock.done),
      () => undefined,
    );
  return (
    <SubmitForm onSubmit={unlock}>
      <Stack gap="xs" maw="30rem">
        <Text size="sm">{words.unlock.explain(upstream)}</Text>
        <Group gap="xs" align="flex-end" wrap="nowrap">
          <PasswordInput
            required
            flex={1}
            label={words.unlock.passphrase}
            maxLength={1000}
            autoComplete="off"
            value={passphrase}
            onChange={({ currentTarget }) => setPassphrase(currentTarget.value)}
          />
          <ActionButton takes="credits" type="submit" loading={unlocking.isPending}>
            {words.unlock.submit}
          </ActionButton>
        </Group>
        {unlocking.error && <ErrorNotice error={unlocking.error} />}
      </Stack>
    </SubmitForm>
  );
}

function RemoveDialog({ link, onClose }: { readonly link: LinkView; readonly onClose: () => void }) {
  const { remove } = words;
  const upstream = upstreamName(link.address);
  const { queuedCount, refusedCount } = link;
  const leavesWaiting = queuedCount + refusedCount > 0;
  return (
    <ConfirmDialog
      title={remove.title(upstream)}
      cancel={remove.cancel}
      confirm={remove.confirm}
      command="link.remove"
      input={{ leavesWaiting }}
      isDestructive
      onDone={({ address }) => notice(remove.done(address))}
      onClose={onClose}
    >
      <Text size="sm" {...(leavesWaiting && { fw: 600 })}>
        {leavesWaiting
          ? remove.neverArrives(upstream, countText(queuedCount), countText(refusedCount))
          : remove.nothingWaits(upstream)}
      </Text>
      <Text size="sm">{remove.explain}</Text>
    </ConfirmDialog>
  );
}
