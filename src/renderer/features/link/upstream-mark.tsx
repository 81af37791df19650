import type { LedgerRow } from "../../../shared/contract/ledger.ts";
import { StateMark } from "../../components/state-mark.tsx";
import { useUpstream } from "../../foundation/upstream.ts";
import { upstreamMark } from "./outbox-state.ts";

/** Marks an entry that the upstream of a linked book does not have (BEHAVIOUR 12.2); nothing for any other. */
export function UpstreamMark({ entry }: { readonly entry: Pick<LedgerRow, "upstreamState"> }) {
  const upstream = useUpstream();
  const mark = upstream && upstreamMark(entry, upstream.name);
  return mark && <StateMark {...mark} />;
}
