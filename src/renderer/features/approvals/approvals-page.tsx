import { Tabs } from "@mantine/core";
import { Page } from "../../components/page.tsx";
import { approvalTabs, replacePlace, type ApprovalTab } from "../../foundation/router.ts";
import classes from "./approvals.module.css";
import { approvalsText } from "./approvals-text.ts";
import { RequestList } from "./request-list.tsx";
import { RequestPane } from "./request-pane.tsx";

interface ApprovalsPageProps {
  readonly tab: ApprovalTab;
  /** The request that is shown beside the list. */
  readonly requestId?: string | undefined;
}

/** What is above somebody's limits and waits, what one asked for oneself, and what was decided; one of it whole. */
export function ApprovalsPage({ tab, requestId }: ApprovalsPageProps) {
  return (
    <Page title={approvalsText.title}>
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) => replacePlace({ screen: "approvals", tab: (value ?? "for-me") as ApprovalTab })}
      >
        <Tabs.List aria-label={approvalsText.tabs.label} mb="sm">
          {approvalTabs.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {approvalsText.tabs[value]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {approvalTabs.map((value) => (
          <Tabs.Panel key={value} value={value} className={classes.columns}>
            <RequestList tab={value} openId={requestId} />
            {requestId !== undefined && <RequestPane key={requestId} requestId={requestId} />}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
