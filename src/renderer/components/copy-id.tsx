import { Code, CopyButton, Group, Tooltip, UnstyledButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { text } from "../foundation/text.ts";
import { ShortenedText } from "./shortened-text.tsx";
import classes from "./copy-id.module.css";

/** An id, copied by a click. */
export function CopyId({ id }: { readonly id: string }) {
  return (
    <CopyButton value={id} timeout={1_500}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? text.components.copied : text.components.copyId}>
          <UnstyledButton onClick={copy} maw="100%" mih={24} aria-label={text.components.copy(id)}>
            <Group gap={6} wrap="nowrap">
              <Code className={classes.id}>
                <ShortenedText text={id} isTold />
              </Code>
              {copied ? <IconCheck size={14} aria-hidden="true" /> : <IconCopy size={14} aria-hidden="true" />}
            </Group>
          </UnstyledButton>
        </Tooltip>
      )}
    </CopyButton>
  );
}
