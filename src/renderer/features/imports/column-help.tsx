import { Accordion, Button, Code, Table, Text } from "@mantine/core";
import { Section } from "../../components/section.tsx";
import { platform } from "../../platform/platform.ts";
import { importFileKinds } from "../../../shared/import-file-kinds.ts";
import { emptyFileText, importColumnHelp } from "./import-columns.ts";
import { importsText } from "./imports-text.ts";

const words = importsText.help;

/** Which columns each kind of file has, and an empty file of each to start from. */
export function ColumnHelp() {
  return (
    <Section title={words.title}>
      <Text size="sm" c="dimmed" my="xs">
        {words.explain}
      </Text>
      <Accordion variant="default" multiple order={3}>
        {importFileKinds.map((kind) => (
          <Accordion.Item key={kind} value={kind}>
            <Accordion.Control>
              {importsText.kinds[kind]}{" "}
              <Text span size="sm" c="dimmed">
                {words.file(kind)}
              </Text>
            </Accordion.Control>
            <Accordion.Panel>
              <Table.ScrollContainer minWidth={520} type="native">
                <Table verticalSpacing={4} aria-label={importsText.kinds[kind]}>
                  <Table.Thead>
                    <Table.Tr>
                      <Table.Th scope="col">{words.column}</Table.Th>
                      <Table.Th scope="col">{words.required}</Table.Th>
                      <Table.Th scope="col">{words.content}</Table.Th>
                    </Table.Tr>
                  </Table.Thead>
                  <Table.Tbody>
                    {importColumnHelp[kind].map(({ name, isRequired, content }) => (
                      <Table.Tr key={name}>
                        <Table.Th scope="row">
                          <Code>{name}</Code>
                        </Table.Th>
                        <Table.Td>{isRequired ? words.yes : words.no}</Table.Td>
                        <Table.Td>{content}</Table.Td>
                      </Table.Tr>
                    ))}
                  </Table.Tbody>
                </Table>
              </Table.ScrollContainer>
              <Button
                size="compact-sm"
                variant="default"
                mt="xs"
                onClick={() => void platform.saveTextFile(words.file(kind), emptyFileText(kind))}
              >
                {words.saveEmpty(words.file(kind))}
              </Button>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Section>
  );
}
