import { Button } from "@mantine/core";
import { EmptyState } from "../components/empty-state.tsx";
import { Page } from "../components/page.tsx";
import { addressOf, firstPlace } from "../foundation/router.ts";
import { text } from "../foundation/text.ts";

/** What an address shows that names no place, such as one that was typed wrong or is from another version. */
export function NowherePage() {
  return (
    <Page title={text.nowhere.title}>
      <EmptyState
        title={text.nowhere.heading}
        actions={
          <Button component="a" href={addressOf(firstPlace)}>
            {text.nowhere.toAccounts}
          </Button>
        }
      >
        {text.nowhere.explain(window.location.hash)}
      </EmptyState>
    </Page>
  );
}
