import type { MethodName } from "../../../shared/contract/index.ts";
import type { ListSource } from "../../components/list/row-store.ts";
import { isMadeOldBy } from "../../foundation/change-topics.ts";

/** A place in a list that is paged by a cursor, as the engine's lists of a link are. */
interface CursorPlace {
  readonly after: string | null;
  readonly skip: number;
  readonly limit: number;
}

interface CursorPage<Row> {
  readonly rows: Row[];
  readonly nextCursor: string | null;
  readonly total: { readonly count: number; readonly isExact: boolean };
}

/**
 * The rows of a list of a link.
 *
 * @param name the query that it asks.
 * @param read asks it for a page.
 */
export function cursorSource<Row>(
  name: MethodName,
  read: (place: CursorPlace) => Promise<CursorPage<Row>>,
): ListSource<Row> {
  return {
    load: async ({ after, skip, limit }) => {
      const { rows, nextCursor, total } = await read({ after: typeof after === "string" ? after : null, skip, limit });
      return { rows, next: nextCursor, total };
    },
    isMadeOldBy: (change) => isMadeOldBy(name, {}, change),
  };
}
