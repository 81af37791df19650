import { type Command, Option } from "commander";
import { collectionKind, invoiceAge, type CollectionKind, type InvoiceAge } from "../../../shared/contract/reports.ts";
import {
  agedInvoiceColumns,
  collectionColumns,
  collectionItemColumns,
  invoiceAgeingColumns,
  revenueColumns,
  revenueLineColumns,
} from "../../../shared/report-columns.ts";
import { currencyOption, withDayOptions, withExamples } from "../foundation/options.ts";
import type { CommandLine } from "../foundation/run-command.ts";
import {
  answerItems,
  answerSums,
  periodOf,
  withAgeing,
  withReportOptions,
  type AgeingFlags,
  type PeriodFlags,
} from "./report-options.ts";

export function addInvoiceAgeing(report: Command, line: CommandLine): void {
  const ageing = withAgeing(report.command("invoice-ageing"), "invoices", invoiceAge.options)
    .description("Add up what invoices asked for at the end of a day, by how long they were past due.")
    .action((flags: AgeingFlags<InvoiceAge>) =>
      line.withBook(flags, async (book) => {
        const { asOf: on = null, age = null, currency = null, list } = flags;
        if (list || age !== null) {
          const input = { on, age, currency };
          return answerItems(
            { line, book, flags },
            { list: "report_aged_invoices", ...input },
            agedInvoiceColumns,
            (page) => book.ask("reports.agedInvoices", { ...input, ...page }),
          );
        }
        const input = { on, currency };
        return answerSums(
          { line, book, flags },
          { list: "report_invoice_ageing", ...input },
          invoiceAgeingColumns,
          () => book.ask("reports.invoiceAgeing", input),
        );
      }),
    );
  withExamples(
    withReportOptions(ageing),
    "report invoice-ageing",
    "report invoice-ageing --as-of 2026-03-31 --age days_over_90 --csv > overdue.csv",
  );
}

export function addRevenue(report: Command, line: CommandLine): void {
  const revenue = report
    .command("revenue")
    .description(
      "Add up what invoices charged by plan and month, after discounts and without tax, less credit notes and voided invoices.",
    )
    .addOption(currencyOption("only this currency"))
    .option("--list", "print the lines that the sums are made of")
    .option("--plan <id>", "only the lines of this plan, listed; none: those of no plan")
    .action((flags: PeriodFlags & { plan?: string }) =>
      line.withBook(flags, async (book) => {
        const input = { ...(await periodOf(book, flags)), currency: flags.currency ?? null };
        if (flags.list || flags.plan !== undefined) {
          const planId = flags.plan ?? null;
          return answerItems(
            { line, book, flags },
            { list: "report_revenue_lines", ...input, planId },
            revenueLineColumns,
            (page) => book.ask("reports.revenueLines", { ...input, planId, ...page }),
          );
        }
        return answerSums({ line, book, flags }, { list: "report_revenue", ...input }, revenueColumns, () =>
          book.ask("reports.revenue", input),
        );
      }),
    );
  withExamples(
    withReportOptions(withDayOptions(revenue)),
    "report revenue --from 2026-01-01 --through 2026-03-31",
    "report revenue --plan none --csv > one-off.csv",
  );
}

export function addCollections(report: Command, line: CommandLine): void {
  const collections = report
    .command("collections")
    .description("Add up by month what was collected, taken back, refunded, what failed and what was written off.")
    .addOption(currencyOption("only this currency"))
    .option("--list", "print the payments, attempts, notes and write-offs that the sums are made of")
    .addOption(new Option("--kind <kind>", "only those of this kind, listed").choices(collectionKind.options))
    .action((flags: PeriodFlags & { kind?: CollectionKind }) =>
      line.withBook(flags, async (book) => {
        const input = { ...(await periodOf(book, flags)), currency: flags.currency ?? null };
        if (flags.list || flags.kind !== undefined) {
          const kind = flags.kind ?? null;
          return answerItems(
            { line, book, flags },
            { list: "report_collection_items", ...input, kind },
            collectionItemColumns,
            (page) => book.ask("reports.collectionItems", { ...input, kind, ...page }),
          );
        }
        return answerSums({ line, book, flags }, { list: "report_collections", ...input }, collectionColumns, () =>
          book.ask("reports.collections", input),
        );
      }),
    );
  withExamples(
    withReportOptions(withDayOptions(collections)),
    "report collections --from 2026-01-01 --through 2026-03-31",
    "report collections --kind written_off --csv > written-off.csv",
  );
}
