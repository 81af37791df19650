import { Alert, Button, Group, List, Stack, Text } from "@mantine/core";
import { IconRefreshAlert } from "@tabler/icons-react";
import { assertNever } from "../../../shared/errors.ts";
import { DateText } from "../../components/date-text.tsx";
import { Money } from "../../components/money.tsx";
import type { FigureChange } from "./figures-difference.ts";
import { invoicesText } from "./invoices-text.ts";

interface ChangeNoticeProps {
  readonly changes: readonly FigureChange[];
  /** The invoice was to be issued and was not, because of the change. */
  readonly wasRefused: boolean;
  readonly onDismiss: () => void;
}

const words = invoicesText.preview;

/** Says what is different on a fresh preview from the one that was read. */
export function ChangeNotice({ changes, wasRefused, onDismiss }: ChangeNoticeProps) {
  return (
    <Alert role="alert" color="yellow" icon={<IconRefreshAlert aria-hidden="true" />} title={words.changedTitle}>
      <Stack gap="xs">
        <Text size="sm">{wasRefused ? words.changedRefused : words.changed}</Text>
        {changes.length === 0 ? <Text size="sm">{words.changedElsewhere}</Text> : <ChangeList changes={changes} />}
        <Group>
          <Button size="compact-sm" variant="default" onClick={onDismiss}>
            {words.dismiss}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

/** The changes one by one. */
export function ChangeList({ changes }: { readonly changes: readonly FigureChange[] }) {
  return (
    <List size="sm" className="tabular">
      {changes.map((change, index) => (
        // Two equal lines may both be gone, so the place in the list is the only key.
        <List.Item key={index}>
          <Change change={change} />
        </List.Item>
      ))}
    </List>
  );
}

function Change({ change }: { readonly change: FigureChange }) {
  switch (change.kind) {
    case "line":
      return `${change.change === "added" ? words.lineAdded : words.lineRemoved}: ${change.description}`;
    case "date":
      return (
        <>
          {words.fields[change.field]}: {words.was} <DateText on={change.before} />, {words.becomes}{" "}
          <DateText on={change.after} />
        </>
      );
    case "text":
      return `${words.fields[change.field]}: ${words.was} ${change.before ?? words.nothingThere}, ${words.becomes} ${change.after ?? words.nothingThere}`;
    case "money":
      return (
        <>
          {invoicesText.figures[change.field]}: {words.was}{" "}
          <Money amountMinor={change.beforeMinor} currency={change.beforeCurrency} />, {words.becomes}{" "}
          <Money amountMinor={change.afterMinor} currency={change.afterCurrency} emphasis="strong" />
        </>
      );
    default:
      return assertNever(change);
  }
}
