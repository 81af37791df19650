import { Stack, Tabs } from "@mantine/core";
import { billingTabs, replacePlace, type BillingTab } from "../../foundation/router.ts";
import { Page } from "../../components/page.tsx";
import { DiscountsPanel } from "../plans/discounts-panel.tsx";
import { PlansPanel } from "../plans/plans-panel.tsx";
import { UpstreamBills } from "../link/upstream-bills.tsx";
import { billingText } from "./billing-text.ts";
import { SubscriptionList } from "../subscriptions/subscription-list.tsx";
import classes from "./billing-page.module.css";
import { PastRuns } from "./past-runs.tsx";
import { RunPanel } from "./run-panel.tsx";

/** Billing: the run to a date with its history, the subscriptions, and the plans and discounts that are billed. */
export function BillingPage({ tab }: { readonly tab: BillingTab }) {
  return (
    <Page title={billingText.title} isFilled={tab === "subscriptions"}>
      <UpstreamBills />
      <Tabs
        value={tab}
        className={classes.tabs}
        keepMounted={false}
        onChange={(value) => replacePlace({ screen: "billing", tab: (value ?? "runs") as BillingTab })}
      >
        <Tabs.List aria-label={billingText.tabs.label} mb="sm">
          {billingTabs.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {billingText.tabs[value]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="runs">
          <Stack gap="sm">
            <RunPanel />
            <PastRuns />
          </Stack>
        </Tabs.Panel>
        <Tabs.Panel value="subscriptions" className={classes.list}>
          <SubscriptionList />
        </Tabs.Panel>
        <Tabs.Panel value="plans">
          <PlansPanel />
        </Tabs.Panel>
        <Tabs.Panel value="discounts">
          <DiscountsPanel />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
