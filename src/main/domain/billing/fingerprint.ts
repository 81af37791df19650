import { hash } from "node:crypto";
import type { CivilDate } from "../../../shared/calendar.ts";

/**
 * A digest of everything a preview was computed from, and of the date it pinned (BEHAVIOUR 8.9). Two previews with the same
 * fingerprint show the same figures; a commit whose facts give another one is refused as stale.
 *
 * @param facts plain data, made by the same function each time, so that its keys come in the same order.
 */
export function previewFingerprint(facts: unknown, pinnedOn: CivilDate): string {
  return hash("sha256", JSON.stringify([pinnedOn, facts]));
}
