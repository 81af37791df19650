import { z } from "zod";
import { contract, type MethodOutput } from "../../../../shared/contract/index.ts";
import { invoiceOutcome, invoiceRow, invoiceView } from "../../../../shared/contract/invoice-view.ts";
import { flag } from "../parameters.ts";
import { route, type ApiCall, type ApiRoute } from "../route.ts";
import { contractRoute } from "./contract-route.ts";
import { amountParameter, cursorPaging, pageAnswer, parameter } from "./page.ts";

const { shape } = contract["invoices.list"].input;
const listParameters = z.object({
  ...cursorPaging,
  state: parameter(invoiceView.shape.state.optional()),
  is_past_due: flag,
  billing_run_id: parameter(invoiceRow.shape.id.optional()),
  outcome: parameter(invoiceOutcome.optional()),
  issued_from_on: parameter(optional(shape.issuedFromOn)),
  issued_through_on: parameter(optional(shape.issuedThroughOn)),
  due_from_on: parameter(optional(shape.dueFromOn)),
  due_through_on: parameter(optional(shape.dueThroughOn)),
  currency: parameter(optional(shape.currency)),
  minimum_amount: amountParameter.describe("Of the total, in the smallest unit of `currency`, which has to be given."),
  maximum_amount: amountParameter.describe("Of the total, in the smallest unit of `currency`, which has to be given."),
  paid_by: parameter(optional(shape.paidBy)),
  search: parameter(shape.search.unwrap().optional()),
});

/** A field of the contract that is null by default, as a parameter that may be left out. */
function optional<Field extends z.ZodType>(field: z.ZodDefault<z.ZodNullable<Field>>): z.ZodOptional<Field> {
  return field.unwrap().unwrap().optional();
}

const page = pageAnswer(invoiceRow, "invoice_summary");

const account = "/accounts/{account_id}";
const invoice = "/invoices/{invoice_id}";

/** Invoices as they are printed, with the steps of every figure, and what is done with them. */
export const invoiceRoutes: readonly ApiRoute[] = [
  route({
    method: "GET",
    path: "/countinghouse/invoices",
    asks: "invoices.list",
    summary: "Lists invoices, newest number first.",
    query: listParameters,
    answer: page.schema,
    respond: async (call) => await list(call, null),
  }),
  route({
    method: "GET",
    path: `/countinghouse${account}/invoices`,
    asks: "invoices.list",
    summary: "Lists an account's invoices, newest number first.",
    query: listParameters,
    answer: page.schema,
    respond: async (call) => await list(call, call.path["account_id"] ?? ""),
  }),
  contractRoute({
    method: "GET",
    path: invoice,
    asks: "invoices.get",
    object: "invoice",
    summary: "Reads one invoice as it is printed, with its payments and with how each figure came about.",
  }),
  route({
    method: "GET",
    path: `/countinghouse${invoice}/pdf`,
    asks: "invoices.pdf",
    summary: contract["invoices.pdf"].summary,
    mediaType: "application/pdf",
    answer: z.instanceof(Uint8Array),
    async respond({ ask, path }) {
      const { contentBase64 } = await ask("invoices.pdf", { invoiceId: path["invoice_id"] ?? "" });
      return Buffer.from(contentBase64, "base64");
    },
  }),
  contractRoute({
    method: "POST",
    path: "/invoice_pdf_exports",
    asks: "invoices.exportPdfs",
    object: "started_job",
    without: ["toPath"],
  }),
  contractRoute({
    method: "GET",
    path: `${account}/invoice_preview`,
    asks: "invoices.preview",
    object: "invoice_preview",
  }),
  paperRoute(`${account}/invoice_preview/pdf`, "invoices.previewPdf", ({ ask, path }) =>
    ask("invoices.previewPdf", { accountId: path["account_id"] ?? "" }),
  ),
  paperRoute(`${invoice}/credit_notes/{credit_note_id}/pdf`, "creditNotes.pdf", ({ ask, path }) =>
    ask("creditNotes.pdf", { invoiceId: path["invoice_id"] ?? "", creditNoteId: path["credit_note_id"] ?? "" }),
  ),
  contractRoute({
    method: "POST",
    path: `${account}/invoices`,
    asks: "invoices.issue",
    part: "invoice",
    object: "invoice",
  }),
  contractRoute({
    method: "GET",
    path: `${account}/charges`,
    asks: "invoices.charges",
    list: "charges",
    object: "charge",
  }),
  contractRoute({
    method: "POST",
    path: `${account}/charges`,
    asks: "invoices.addCharge",
    object: "added_charge",
  }),
  contractRoute({
    method: "DELETE",
    path: "/charges/{charge_id}",
    asks: "invoices.removeCharge",
    object: "removed_charge",
  }),
  contractRoute({
    method: "POST",
    path: `${invoice}/payments`,
    asks: "invoices.recordPayment",
    part: "invoice",
    object: "invoice",
  }),
  contractRoute({
    method: "POST",
    path: `${invoice}/collect`,
    asks: "invoices.collect",
    part: "invoice",
    object: "invoice",
  }),
  contractRoute({
    method: "POST",
    path: `${invoice}/mark_uncollectible`,
    asks: "invoices.markUncollectible",
    part: "invoice",
    object: "invoice",
  }),
  contractRoute({
    method: "POST",
    path: `${invoice}/write_off`,
    asks: "invoices.writeOff",
    part: "invoice",
    object: "invoice",
  }),
  contractRoute({
    method: "POST",
    path: "/payments/{payment_id}/take_back",
    asks: "invoices.takeBackPayment",
    part: "invoice",
    object: "invoice",
  }),
  contractRoute({
    method: "POST",
    path: `${invoice}/void`,
    asks: "invoices.void",
    part: "invoice",
    object: "invoice",
  }),
  contractRoute({
    method: "POST",
    path: `${invoice}/credit_notes/preview`,
    asks: "creditNotes.preview",
    object: "credit_note_preview",
  }),
  contractRoute({
    method: "POST",
    path: `${invoice}/credit_notes`,
    asks: "creditNotes.issue",
    part: "creditNote",
    object: "credit_note",
  }),
];

/** A route that answers with a paper. */
function paperRoute(
  path: string,
  asks: "invoices.previewPdf" | "creditNotes.pdf",
  make: (call: ApiCall) => Promise<MethodOutput<"invoices.pdf">>,
): ApiRoute {
  return route({
    method: "GET",
    path: `/countinghouse${path}`,
    asks,
    summary: contract[asks].summary,
    mediaType: "application/pdf",
    answer: z.instanceof(Uint8Array),
    respond: async (call) => Buffer.from((await make(call)).contentBase64, "base64"),
  });
}

async function list({ ask, query }: ApiCall<z.output<typeof listParameters>>, accountId: string | null) {
  return page.write(
    await ask("invoices.list", {
      accountId,
      state: query.state ?? null,
      isPastDue: query.is_past_due ?? false,
      billingRunId: query.billing_run_id ?? null,
      outcome: query.outcome ?? null,
      issuedFromOn: query.issued_from_on ?? null,
      issuedThroughOn: query.issued_through_on ?? null,
      dueFromOn: query.due_from_on ?? null,
      dueThroughOn: query.due_through_on ?? null,
      currency: query.currency ?? null,
      minimumMinor: query.minimum_amount ?? null,
      maximumMinor: query.maximum_amount ?? null,
      paidBy: query.paid_by ?? null,
      search: query.search ?? "",
      after: query.cursor ?? null,
      limit: query.limit,
    }),
  );
}
