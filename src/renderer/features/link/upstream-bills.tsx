import { Alert, Text } from "@mantine/core";
import { IconTransfer } from "@tabler/icons-react";
import { PlaceLink } from "../../components/place-link.tsx";
import { useUpstream } from "../../foundation/upstream.ts";
import { linkText } from "./link-text.ts";

const words = linkText.bills;

/** Who bills the accounts of a linked book, and where (BEHAVIOUR 12.4); nothing in a book that bills itself. */
export function UpstreamBills() {
  const upstream = useUpstream();
  if (!upstream) return null;
  return (
    <Alert icon={<IconTransfer aria-hidden="true" />} title={words.title(upstream.name)} flex="none" mb="xs">
      <Text size="sm">
        {words.explain(upstream.address)}{" "}
        <PlaceLink size="sm" underline="always" to={{ screen: "settings", section: "link" }}>
          {words.settings}
        </PlaceLink>
      </Text>
    </Alert>
  );
}
