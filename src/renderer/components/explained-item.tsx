import { Menu, Text } from "@mantine/core";

interface ExplainedItemProps {
  readonly name: string;
  /** Why it cannot be done now; null where it can. */
  readonly refusal: string | null;
  readonly onClick: () => void;
}

/** An item of a menu. One that is refused can be reached like the others, so that its reason is read, and does nothing. */
export function ExplainedItem({ name, refusal, onClick }: ExplainedItemProps) {
  if (refusal === null) return <Menu.Item onClick={onClick}>{name}</Menu.Item>;
  return (
    <Menu.Item aria-disabled="true" closeMenuOnClick={false}>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text size="xs" c="dimmed">
        {refusal}
      </Text>
    </Menu.Item>
  );
}
