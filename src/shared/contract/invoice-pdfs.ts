import { z } from "zod";
import { job } from "./definition.ts";
import { exportedFile, exportPath } from "./exports.ts";
import { placeInList } from "./fields.ts";
import { invoicesContract } from "./invoices.ts";

const chosen = invoicesContract["invoices.list"].input.omit(placeInList);

export const invoicePdfsContract = {
  "invoices.exportPdfs": job({
    summary:
      "Makes the papers of all invoices that match, such as those of a billing run, and writes them to one ZIP, each named by its number.",
    right: "read",
    audit: { notes: ["of"] },
    input: z.strictObject({
      /** Which invoices, as `invoices.list` chooses them; left out, all of the book. */
      of: chosen.default(chosen.parse({})),
      toPath: exportPath,
    }),
    output: exportedFile,
    errors: ["path_not_allowed", "export_failed", "account_not_found", "run_not_found", "nothing_to_export"],
  }),
};
