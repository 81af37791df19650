import { Tabs } from "@mantine/core";
import { Page } from "../../components/page.tsx";
import { importTabs, replacePlace, type ImportTab } from "../../foundation/router.ts";
import { AdjustmentsImport } from "./adjustments-import.tsx";
import { FilesImport } from "./files-import.tsx";
import { UpstreamBills } from "../link/upstream-bills.tsx";
import { importsText } from "./imports-text.ts";

/** What comes in from elsewhere: accounts with all that belongs to them, and adjustments of their credit. */
export function ImportsPage({ tab }: { readonly tab: ImportTab }) {
  return (
    <Page title={importsText.title}>
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) => replacePlace({ screen: "imports", tab: (value ?? tab) as ImportTab })}
      >
        <Tabs.List aria-label={importsText.tabs.label} mb="sm">
          {importTabs.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {importsText.tabs[value]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="files">
          <UpstreamBills />
          <FilesImport />
        </Tabs.Panel>
        <Tabs.Panel value="adjustments">
          <AdjustmentsImport />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
