import { z } from "zod";
import { approvalRequest } from "../../../../shared/contract/approvals.ts";
import { contract } from "../../../../shared/contract/index.ts";
import { route, type ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";
import { cursorOf, cursorPaging, pageAnswer, parameter, sequenceOf } from "./page.ts";

const page = pageAnswer(approvalRequest, "approval_request");
const request = "/approvals/{request_id}";
const { which } = contract["approvals.list"].input.shape;

/** What is above somebody's limits and waits for somebody else. */
export const approvalRoutes: readonly ApiRoute[] = [
  route({
    method: "GET",
    path: "/countinghouse/approvals",
    asks: "approvals.list",
    summary: contract["approvals.list"].summary,
    query: z.object({ ...cursorPaging, which: parameter(which) }),
    answer: page.schema,
    async respond({ ask, query }) {
      const { rows, nextBeforeNumber, total } = await ask("approvals.list", {
        which: query.which,
        beforeNumber: sequenceOf(query.cursor),
        limit: query.limit,
      });
      return page.write({ rows, nextCursor: cursorOf(nextBeforeNumber), total });
    },
  }),
  contractRoute({
    method: "GET",
    path: request,
    asks: "approvals.get",
    object: "approval",
  }),
  contractRoute({
    method: "POST",
    path: "/approvals",
    asks: "approvals.request",
    part: "request",
    object: "approval_request",
  }),
  contractRoute({
    method: "POST",
    path: `${request}/approve`,
    asks: "approvals.approve",
    part: "request",
    object: "approval_request",
  }),
  contractRoute({
    method: "POST",
    path: `${request}/reject`,
    asks: "approvals.reject",
    part: "request",
    object: "approval_request",
  }),
  contractRoute({
    method: "POST",
    path: `${request}/withdraw`,
    asks: "approvals.withdraw",
    part: "request",
    object: "approval_request",
  }),
  route({
    method: "GET",
    path: `/countinghouse${request}/evidence/{digest}`,
    asks: "approvals.evidence",
    summary: contract["approvals.evidence"].summary,
    mediaType: "application/octet-stream",
    answer: z.instanceof(Uint8Array),
    async respond({ ask, path }) {
      const input = { requestId: path["request_id"] ?? "", sha256: path["digest"] ?? "" };
      return Buffer.from((await ask("approvals.evidence", input)).contentBase64, "base64");
    },
  }),
];
