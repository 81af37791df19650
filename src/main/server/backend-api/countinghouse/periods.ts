import { z } from "zod";
import { contract } from "../../../../shared/contract/index.ts";
import { month } from "../../../../shared/contract/periods.ts";
import { route, type ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";

const period = "/periods/{month}";

/** Months that are closed, and their receipts. */
export const periodRoutes: readonly ApiRoute[] = [
  contractRoute({ method: "GET", path: "/periods", asks: "periods.list", object: "closed_periods" }),
  contractRoute({ method: "GET", path: `${period}/preview`, asks: "periods.preview", object: "closing_preview" }),
  contractRoute({
    method: "POST",
    path: `${period}/close`,
    asks: "periods.close",
    part: "receipt",
    object: "closing_receipt",
  }),
  contractRoute({ method: "POST", path: `${period}/reopen`, asks: "periods.reopen", object: "reopened_period" }),
  contractRoute({
    method: "GET",
    path: `${period}/receipt`,
    asks: "periods.receipt",
    part: "receipt",
    object: "closing_receipt",
  }),
  route({
    method: "GET",
    path: `/countinghouse${period}/receipt/pdf`,
    asks: "periods.receiptPdf",
    summary: contract["periods.receiptPdf"].summary,
    mediaType: "application/pdf",
    answer: z.instanceof(Uint8Array),
    async respond({ ask, path }) {
      const { contentBase64 } = await ask("periods.receiptPdf", { month: month.parse(path["month"]) });
      return Buffer.from(contentBase64, "base64");
    },
  }),
];
