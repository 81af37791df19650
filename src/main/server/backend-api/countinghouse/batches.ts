import { z } from "zod";
import { contract } from "../../../../shared/contract/index.ts";
import { flag } from "../parameters.ts";
import { route, type ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";
import { cursorOf, cursorPaging, pageAnswer, sequenceOf } from "./page.ts";

const rows = pageAnswer(contract["batches.rows"].output.shape.rows.element, "batch_row");
const batch = "/batches/{batch_id}";

/** Adjustments by the file: looked at once it was sent, checked row by row, applied, undone. */
export const batchRoutes: readonly ApiRoute[] = [
  contractRoute({
    method: "POST",
    path: "/batches/inspect",
    asks: "batches.inspect",
    object: "started_job",
  }),
  contractRoute({
    method: "POST",
    path: "/batches",
    asks: "batches.check",
    object: "started_job",
  }),
  contractRoute({
    method: "GET",
    path: "/batches",
    asks: "batches.list",
    list: "batches",
    object: "batch_summary",
  }),
  contractRoute({
    method: "GET",
    path: batch,
    asks: "batches.get",
    object: "batch",
  }),
  route({
    method: "GET",
    path: `/countinghouse${batch}/rows`,
    asks: "batches.rows",
    summary: contract["batches.rows"].summary,
    query: z.object({ ...cursorPaging, with_problems: flag, repeated: flag }),
    answer: rows.schema,
    async respond({ ask, path, query }) {
      const {
        rows: listed,
        nextAfterPosition,
        total,
      } = await ask("batches.rows", {
        batchId: path["batch_id"] ?? "",
        withProblems: query.with_problems ?? false,
        repeated: query.repeated ?? false,
        afterPosition: sequenceOf(query.cursor) ?? 0,
        limit: query.limit,
      });
      return rows.write({ rows: listed, nextCursor: cursorOf(nextAfterPosition), total });
    },
  }),
  contractRoute({
    method: "POST",
    path: `${batch}/apply`,
    asks: "batches.apply",
    object: "started_job",
  }),
  contractRoute({
    method: "POST",
    path: `${batch}/undo`,
    asks: "batches.undo",
    object: "started_job",
  }),
  contractRoute({
    method: "DELETE",
    path: batch,
    asks: "batches.discard",
    object: "discarded_batch",
  }),
];
