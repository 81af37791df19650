import { ActionIcon, Table, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import type { ApprovalRequest } from "../../../shared/contract/approvals.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Section } from "../../components/section.tsx";
import { callEngine } from "../../foundation/engine.ts";
import { fromBase64 } from "../../foundation/from-base64.ts";
import { sizeText } from "../../foundation/size-text.ts";
import { platform } from "../../platform/platform.ts";
import classes from "./approvals.module.css";
import { approvalsText } from "./approvals-text.ts";

const words = approvalsText.pane;

/** The files that were given with a request, to be saved as they came. */
export function RequestEvidence({ request: { id, evidence } }: { readonly request: ApprovalRequest }) {
  const [error, setError] = useState<Error | null>(null);
  const save = async (sha256: string) => {
    setError(null);
    try {
      const { fileName, contentBase64 } = await callEngine("approvals.evidence", { requestId: id, sha256 });
      await platform.saveFile(fileName, fromBase64(contentBase64));
    } catch (failure) {
      setError(failure as Error);
    }
  };
  return (
    <Section title={words.evidence}>
      {evidence.length === 0 ? (
        <Text size="sm" c="dimmed" py={4}>
          {words.noEvidence}
        </Text>
      ) : (
        <>
          <Table verticalSpacing={2} className="tabular" aria-label={words.evidence}>
            <Table.Tbody>
              {evidence.map(({ name, sha256, sizeBytes }, index) => (
                <Table.Tr key={`${index}`}>
                  <Table.Td className="free-text">{name}</Table.Td>
                  <Table.Td ta="end" className={classes.size}>
                    {sizeText(sizeBytes)}
                  </Table.Td>
                  <Table.Td ta="end">
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      size="sm"
                      aria-label={words.saveOf(name)}
                      title={words.saveOf(name)}
                      onClick={() => void save(sha256)}
                    >
                      <IconDownload size={16} aria-hidden="true" />
                    </ActionIcon>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          <Text size="xs" c="dimmed">
            {words.evidenceHint}
          </Text>
        </>
      )}
      {error && <ErrorNotice error={error} />}
    </Section>
  );
}
