import { Stack, Table, Text, Title } from "@mantine/core";
import type { BillingReport } from "../../../shared/contract/billing.ts";
import { PlaceLink } from "../../components/place-link.tsx";
import { billingText } from "./billing-text.ts";
import { countText } from "../../foundation/count-text.ts";
import { refusalText } from "../../foundation/refusal-text.ts";
import { ScrollBox } from "../../components/scroll-box.tsx";
import { ToldText } from "../../components/told-text.tsx";

/** The accounts that a run leaves out, each with its reason and the way to it. */
export function ProblemsTable({ report }: { readonly report: Pick<BillingReport, "problems" | "problemCount"> }) {
  const words = billingText.problems;
  if (report.problemCount === 0) return <Text size="sm">{words.none}</Text>;
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {words.title(countText(report.problemCount))}
      </Title>
      <Text size="sm">{words.explain}</Text>
      {report.problems.length < report.problemCount && (
        <Text size="sm">{words.listed(countText(report.problems.length), countText(report.problemCount))}</Text>
      )}
      <ScrollBox label={words.label} size="medium">
        <Table verticalSpacing={6} stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{words.account}</Table.Th>
              <Table.Th scope="col">{words.problem}</Table.Th>
              <Table.Th scope="col">{words.remedy}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {report.problems.map(({ accountId, accountName, error }) => {
              const { message, remedy } = refusalText(error);
              return (
                <Table.Tr key={accountId}>
                  <Table.Td className="free-text">
                    <PlaceLink size="sm" to={{ screen: "account", accountId, tab: "overview" }}>
                      {accountName}
                    </PlaceLink>
                  </Table.Td>
                  <Table.Td className="free-text">{message}</Table.Td>
                  <Table.Td>
                    <ToldText>{remedy}</ToldText>
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </ScrollBox>
    </Stack>
  );
}
