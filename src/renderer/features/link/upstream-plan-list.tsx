import type { LinkedPlanView } from "../../../shared/contract/link.ts";
import { linkedPlanProblem } from "../../../shared/exports/link-columns.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { DataList } from "../../components/list/data-list.tsx";
import { ListBar } from "../../components/list/list-bar.tsx";
import type { ListColumn } from "../../components/list/list-column.ts";
import { ListFrame } from "../../components/list/list-frame.tsx";
import { useDataList } from "../../components/list/use-data-list.ts";
import { countText } from "../../foundation/count-text.ts";
import { callEngine } from "../../foundation/engine.ts";
import { goTo } from "../../foundation/router.ts";
import { cursorSource } from "./cursor-source.ts";
import { planState } from "./outbox-state.ts";
import { outboxText } from "./outbox-text.ts";

const words = outboxText.plans;
const { columns: titles } = words;

const columns: readonly ListColumn<LinkedPlanView>[] = [
  {
    id: "name",
    kind: "text",
    title: titles.name,
    isLead: true,
    minimumWidth: 120,
    growth: 2,
    text: ({ name }) => name,
  },
  { id: "state", kind: "state", title: titles.state, state: planState },
  { id: "here", kind: "text", title: titles.here, minimumWidth: 110, growth: 2, text: ({ planName }) => planName },
  {
    id: "matchedBy",
    kind: "text",
    title: titles.matchedBy,
    minimumWidth: 150,
    growth: 1,
    text: ({ matchedBy }) => matchedBy && words.matchedBy[matchedBy],
  },
  {
    id: "prices",
    kind: "text",
    title: titles.prices,
    minimumWidth: 60,
    growth: 0.5,
    text: ({ prices }) => countText(prices.length),
  },
  { id: "why", kind: "text", title: titles.why, minimumWidth: 180, growth: 3, text: linkedPlanProblem },
  { id: "id", kind: "text", title: titles.id, isHiddenAtFirst: true, minimumWidth: 120, growth: 1, text: idOf },
];

function idOf({ upstreamId }: LinkedPlanView): string {
  return upstreamId;
}

const source = cursorSource("link.plans", (place) => callEngine("link.plans", place));

const openPlan = ({ planId }: LinkedPlanView): void => {
  if (planId !== null) goTo({ screen: "plan", planId });
};
const nothing = () => undefined;

/** The plans of the upstream, with those here that they are, or why they are none. */
export function UpstreamPlanList() {
  const list = useDataList({ id: "upstream-plans", columns, source });
  return (
    <ListFrame
      heading={null}
      bar={<ListBar list={list} filters={[]} onClear={nothing} exported={{ list: "linked_plans" }} />}
    >
      <DataList<LinkedPlanView>
        list={list}
        placeKey="upstream-plans"
        label={words.label}
        rowIdOf={idOf}
        onOpen={openPlan}
        empty={<EmptyState title={words.emptyTitle}>{words.empty}</EmptyState>}
      />
    </ListFrame>
  );
}
