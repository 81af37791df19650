import { Button, Group, Tabs, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { ageText } from "../../components/age-text.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { Page } from "../../components/page.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { StateMark } from "../../components/state-mark.tsx";
import { useNow } from "../../components/use-now.ts";
import { useBook } from "../../foundation/book.ts";
import { addressOf, linkTabs, replacePlace, type LinkTab } from "../../foundation/router.ts";
import { DifferenceList } from "./difference-list.tsx";
import classes from "./link.module.css";
import { linkStanding } from "./link-standing.ts";
import { standingWord, underWayText } from "./link-text.ts";
import { OutboxList } from "./outbox-list.tsx";
import { outboxText as words } from "./outbox-text.ts";
import { RetryAll } from "./retry-all.tsx";
import { SettleExplained } from "./settle-explained.tsx";
import { UpstreamAccountList } from "./upstream-account-list.tsx";
import { UpstreamItemList } from "./upstream-item-list.tsx";
import { UpstreamPlanList } from "./upstream-plan-list.tsx";
import { UpstreamStatementList } from "./upstream-statement-list.tsx";
import { useLink } from "./use-link.ts";

interface LinkPageProps {
  readonly tab: LinkTab;
  /** The entry whose adjustment is shown over the outbox. */
  readonly entryId?: string | undefined;
}

/** What waits to be sent to the upstream of a linked book, where the two differ, and who is on both sides. */
export function LinkPage({ tab, entryId }: LinkPageProps) {
  const { linkedTo } = useBook();
  if (linkedTo === null) return <NotLinked />;
  return (
    <Page title={words.title} isFilled description={<Standing />} actions={actionsOf(tab)}>
      <Tabs
        value={tab}
        keepMounted={false}
        className={classes.tabs}
        onChange={(value) => replacePlace({ screen: "link", tab: (value ?? "outbox") as LinkTab })}
      >
        <Tabs.List aria-label={words.tabs.label} mb="sm">
          {linkTabs.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {words.tabs[value]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="outbox" className={classes.list}>
          <OutboxList entryId={entryId} />
        </Tabs.Panel>
        <Tabs.Panel value="differences" className={classes.list}>
          <DifferenceList />
        </Tabs.Panel>
        <Tabs.Panel value="accounts" className={classes.list}>
          <UpstreamAccountList />
        </Tabs.Panel>
        <Tabs.Panel value="plans" className={classes.list}>
          <UpstreamPlanList />
        </Tabs.Panel>
        <Tabs.Panel value="items" className={classes.list}>
          <UpstreamItemList />
        </Tabs.Panel>
        <Tabs.Panel value="statements" className={classes.list}>
          <UpstreamStatementList />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function actionsOf(tab: LinkTab): ReactNode {
  if (tab === "outbox") return <RetryAll />;
  return tab === "differences" && <SettleExplained />;
}

/** To what the book is linked, and whether that answers. */
function Standing() {
  const linked = useLink();
  const nowMs = useNow();
  if (!linked) return null;
  const { link, upstream } = linked;
  const standing = linkStanding(link);
  const underWay = underWayText(link);
  return (
    <Group gap="sm" fz="sm" className={classes.standing}>
      <Text size="sm">{words.linkedTo(upstream.name)}</Text>
      <StateMark {...standingWord(standing)} />
      {link.lastContactAtMs !== null && (
        <Text size="sm" c="dimmed">
          {words.lastContact(ageText(link.lastContactAtMs, nowMs))}
        </Text>
      )}
      {underWay !== null && (
        <Text size="sm" c="dimmed">
          {underWay}
        </Text>
      )}
      <PlaceLink size="sm" to={{ screen: "settings", section: "link" }}>
        {standing === "locked" ? words.unlock : words.openLink}
      </PlaceLink>
    </Group>
  );
}

function NotLinked() {
  return (
    <Page title={words.title}>
      <EmptyState
        title={words.unlinkedTitle}
        actions={
          <Button size="sm" variant="default" component="a" href={addressOf({ screen: "settings", section: "link" })}>
            {words.openSettings}
          </Button>
        }
      >
        {words.unlinked}
      </EmptyState>
    </Page>
  );
}
