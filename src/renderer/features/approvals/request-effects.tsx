import { Table } from "@mantine/core";
import type { RequestEffect } from "../../../shared/contract/approvals.ts";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { MoneyFigure } from "../../components/money-figure.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { Section } from "../../components/section.tsx";
import { countText } from "../../foundation/count-text.ts";
import { approvalsText } from "./approvals-text.ts";

type Details = MethodOutput<"approvals.get">;

const words = approvalsText.pane;

/** What a request comes to, account by account; while it waits, with the balance as it is and as it would be. */
export function RequestEffects({ request, balances }: Details) {
  const isPending = request.state === "pending";
  const batchId = request.input["batchId"];
  return (
    <Section title={words.effects}>
      <Table verticalSpacing={4} className="tabular">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.account}</Table.Th>
            <Table.Th scope="col" ta="end">
              {words.change}
            </Table.Th>
            {isPending && (
              <>
                <Table.Th scope="col" ta="end" className="one-line">
                  {words.now}
                </Table.Th>
                <Table.Th scope="col" ta="end">
                  {words.after}
                </Table.Th>
              </>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {request.effects.map((effect, index) => (
            <EffectRow
              key={`${index}`}
              effect={effect}
              isImport={request.act === "accounts.import"}
              name={request.accounts.find(({ accountId }) => accountId === effect.accountId)?.name ?? effect.accountId}
              balance={isPending ? balanceAfter(request.effects.slice(0, index + 1), effect, balances) : null}
            />
          ))}
        </Table.Tbody>
      </Table>
      {typeof batchId === "string" && (
        <PlaceLink size="sm" to={{ screen: "batch", batchId }}>
          {words.batch}
        </PlaceLink>
      )}
    </Section>
  );
}

interface BalanceAround {
  readonly beforeMinor: number | null;
  readonly afterMinor: number | null;
}

/** The balance before and after an effect, as things stand; none is known of a batch. */
function balanceAfter(
  upTo: readonly RequestEffect[],
  { accountId, currency, amountMinor }: RequestEffect,
  balances: Details["balances"],
): BalanceAround {
  const now = balances.find((each) => each.accountId === accountId && each.currency === currency)?.ledgerMinor;
  if (now === undefined) return { beforeMinor: null, afterMinor: null };
  const afterMinor = upTo
    .filter((each) => each.accountId === accountId && each.currency === currency)
    .reduce((sum, each) => sum + each.amountMinor, now);
  return { beforeMinor: afterMinor - amountMinor, afterMinor };
}

interface EffectRowProps {
  readonly effect: RequestEffect;
  readonly isImport: boolean;
  readonly name: string | null;
  /** Null once it is decided: what was shown then is over. */
  readonly balance: BalanceAround | null;
}

function EffectRow({ effect, isImport, name, balance }: EffectRowProps) {
  const { accountId, currency, amountMinor, entryCount } = effect;
  return (
    <Table.Tr>
      <Table.Td className="free-text">
        {accountId === null ? (
          words[isImport ? "ofImport" : "ofBatch"](countText(entryCount))
        ) : (
          <PlaceLink size="sm" to={{ screen: "account", accountId, tab: "overview" }}>
            {name}
          </PlaceLink>
        )}
      </Table.Td>
      <Table.Td ta="end">
        <MoneyFigure amountMinor={amountMinor} currency={currency} showsPlus isStrong />
      </Table.Td>
      {balance && (
        <>
          <Table.Td ta="end">
            <MoneyFigure amountMinor={balance.beforeMinor} currency={currency} isCurrencyTold />
          </Table.Td>
          <Table.Td ta="end">
            <MoneyFigure amountMinor={balance.afterMinor} currency={currency} isCurrencyTold />
          </Table.Td>
        </>
      )}
    </Table.Tr>
  );
}
