import { useMemo } from "react";
import { useEngineQuery } from "../../foundation/engine.ts";

/** The newest names of all who are in the audit log, by their ids. */
export function useOperatorNames(): ReadonlyMap<string, string> {
  const operators = useEngineQuery("audit.operators", {}).data?.operators;
  return useMemo(() => new Map(operators?.map(({ operatorId, operator }) => [operatorId, operator])), [operators]);
}
