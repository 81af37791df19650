import { Stack, Tabs, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Page } from "../../components/page.tsx";
import { replacePlace, reports, type Report } from "../../foundation/router.ts";
import { AgeingReport } from "./ageing-report.tsx";
import { AnomaliesReport } from "./anomalies-report.tsx";
import { CollectionsReport } from "./collections-report.tsx";
import { ExpiringReport } from "./expiring-report.tsx";
import { ReceiversReport } from "./receivers-report.tsx";
import classes from "./reports.module.css";
import { reportsText as words } from "./reports-text.ts";
import { RevenueReport } from "./revenue-report.tsx";
import { RollForwardReport } from "./roll-forward-report.tsx";

const contents: Readonly<Record<Report, () => ReactNode>> = {
  "roll-forward": () => <RollForwardReport />,
  ageing: () => <AgeingReport />,
  expiring: () => <ExpiringReport />,
  receivers: () => <ReceiversReport />,
  revenue: () => <RevenueReport />,
  collections: () => <CollectionsReport />,
  anomalies: () => <AnomaliesReport />,
};

/** Figures about the whole book. Each says what it is, and leads to what it is made of. */
export function ReportsPage({ report }: { readonly report: Report }) {
  return (
    <Page title={words.title}>
      <Tabs
        value={report}
        keepMounted={false}
        onChange={(value) => replacePlace({ screen: "reports", report: (value ?? reports[0]) as Report })}
      >
        <Tabs.List aria-label={words.label} mb="sm">
          {reports.map((value) => (
            <Tabs.Tab key={value} value={value} className={classes.tab}>
              {words.tabs[value]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {reports.map((value) => (
          <Tabs.Panel key={value} value={value}>
            <Stack gap="sm">
              <Text size="sm" className={classes.explain}>
                {words.explain[value]}
              </Text>
              {contents[value]()}
            </Stack>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}
