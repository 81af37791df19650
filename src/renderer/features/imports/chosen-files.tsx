import { ActionIcon, Button, Table } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ImportFileKind } from "../../../shared/contract/account-import.ts";
import { Choice } from "../../components/choice.tsx";
import { Section } from "../../components/section.tsx";
import { sizeText } from "../../foundation/size-text.ts";
import { importFileKinds } from "../../../shared/import-file-kinds.ts";
import type { ChosenFile } from "./import-draft.ts";
import { importsText } from "./imports-text.ts";

interface ChosenFilesProps {
  readonly files: readonly ChosenFile[];
  readonly isDisabled: boolean;
  readonly onKindChange: (name: string, kind: ImportFileKind) => void;
  readonly onRemove: (name: string) => void;
  readonly onClear: () => void;
}

const words = importsText.files;
const kindOptions = importFileKinds.map((value) => ({ value, label: importsText.kinds[value] }));

/** The chosen files and what each of them holds, which can be changed. */
export function ChosenFiles({ files, isDisabled, onKindChange, onRemove, onClear }: ChosenFilesProps) {
  return (
    <Section
      title={words.caption}
      action={
        <Button size="compact-sm" variant="subtle" disabled={isDisabled} onClick={onClear}>
          {words.clear}
        </Button>
      }
    >
      <Table.ScrollContainer minWidth={480} type="native">
        <Table verticalSpacing={4} className="tabular" aria-label={words.caption}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.name}</Table.Th>
              <Table.Th scope="col" w={240}>
                {words.kind}
              </Table.Th>
              <Table.Th scope="col" ta="end" w={110}>
                {words.size}
              </Table.Th>
              <Table.Th scope="col" w={60}>
                <span className="visually-hidden">{words.remove}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {files.map(({ name, kind, file }) => (
              <Table.Tr key={name}>
                <Table.Td className="free-text">{name}</Table.Td>
                <Table.Td>
                  <Choice
                    size="xs"
                    aria-label={words.kindOf(name)}
                    placeholder={words.chooseKind}
                    data={kindOptions}
                    disabled={isDisabled}
                    value={kind}
                    onChange={(chosen) => chosen !== null && onKindChange(name, chosen)}
                    allowDeselect={false}
                  />
                </Table.Td>
                <Table.Td ta="end">{sizeText(file.size)}</Table.Td>
                <Table.Td ta="end">
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    disabled={isDisabled}
                    aria-label={words.removeFile(name)}
                    onClick={() => onRemove(name)}
                  >
                    <IconX size={16} aria-hidden="true" />
                  </ActionIcon>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}
