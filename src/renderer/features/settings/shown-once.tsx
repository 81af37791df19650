import { Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import { useId } from "react";
import { focusFirstField } from "../../components/focus-first-field.ts";
import classes from "./shown-once.module.css";

interface ShownOnceProps {
  readonly secret: string;
  readonly words: { readonly once: string; readonly copy: string; readonly copied: string; readonly close: string };
  readonly onClose: () => void;
}

/** A secret that was just made. It is nowhere else, and gone with the dialog that it stands in. */
export function ShownOnce({ secret, words, onClose }: ShownOnceProps) {
  const onceId = useId();
  return (
    <Stack gap="md" ref={focusFirstField}>
      <Text size="sm" id={onceId}>
        {words.once}
      </Text>
      <Code block className={classes.secret}>
        {secret}
      </Code>
      <Group justify="flex-end" gap="sm">
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button data-autofocus aria-describedby={onceId} variant="default" onClick={copy}>
              {copied ? words.copied : words.copy}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>{words.close}</Button>
      </Group>
    </Stack>
  );
}
