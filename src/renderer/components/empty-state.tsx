import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface EmptyStateProps {
  readonly title: string;
  /** What goes here. */
  readonly children: ReactNode;
  /** The first steps that can be taken, as buttons. */
  readonly actions?: ReactNode;
}

/** A screen or list with nothing in it says what goes here and offers the first step. */
export function EmptyState({ title, children, actions }: EmptyStateProps) {
  return (
    <Stack align="center" justify="center" gap="xs" p="xl" mih="100%">
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text c="dimmed" ta="center" maw={460}>
        {children}
      </Text>
      {actions && <Group mt="sm">{actions}</Group>}
    </Stack>
  );
}
