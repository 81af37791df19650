import { hash } from "node:crypto";
import { serialize } from "node:v8";
import type { MethodName } from "../../shared/contract/index.ts";
import type { Caller } from "./engine.ts";

/** Exports that have begun; with more of them, those are forgotten and written down anew when they go on. */
const keptExportLimit = 1000;

/** Where a page of a list begins; the rest of its input is the list's. */
const placeFields = new Set(["after", "beforeSequence", "skip", "limit"]);

/** An export comes in pages, and all of them are one act. */
export interface ExportList {
  /** Whether the call goes on with a list that the same caller has begun; from now on it is one. */
  isFurtherPage(method: MethodName, input: unknown, caller: Caller): boolean;
}

export function createExportList(): ExportList {
  const begun = new Set<string>();
  return {
    isFurtherPage(method, input, caller) {
      const fields = Object.entries(input ?? {}).filter(([, value]) => value !== null);
      const isFirst = !fields.some(([name]) => name === "after" || name === "beforeSequence");
      const list = fields.filter(([name]) => !placeFields.has(name)).toSorted(([a], [b]) => (a < b ? -1 : 1));
      // Nobody has looked at the input yet, and what JSON has no words for is refused later, and not here.
      const asked = [caller.agent?.id, caller.signedIn?.operatorId, caller.operator, method, list];
      const key = hash("sha256", serialize(asked));
      if (!isFirst && begun.has(key)) return true;
      if (begun.size >= keptExportLimit) begun.clear();
      begun.add(key);
      return false;
    },
  };
}
