import type { AccountView } from "../../../shared/contract/accounts.ts";
import type { MethodInput, MethodOutput } from "../../../shared/contract/index.ts";
import { AppError } from "../../../shared/errors.ts";
import { money } from "../foundation/amounts.ts";
import type { OpenBook, Outcome } from "../foundation/run-command.ts";
import { said } from "../foundation/spoken.ts";
import { layOutFields, type Field } from "../foundation/table.ts";
import { toldText } from "../foundation/terminal.ts";

type Preview = MethodOutput<"credits.preview">;
type Adjustment = Omit<MethodInput<"credits.adjust">, "idempotencyKey">;

/** What an adjustment would do, or the refusal that it would be answered with; nothing is written. */
export async function previewAdjustment(
  book: OpenBook,
  account: AccountView,
  { reasonCode: _reasonCode, note: _note, ...adjustment }: Adjustment,
): Promise<Outcome> {
  const preview = await book.ask("credits.preview", adjustment);
  if (preview.problem) return { ok: false, error: AppError.from(preview.problem).toView() };
  const { currency } = adjustment;
  const balance = (of: Preview["balanceBefore"]): string => money(of?.ledgerMinor ?? 0, currency);
  const fields: Field[] = [
    ["Account", account.name],
    ["Before", balance(preview.balanceBefore)],
    ["After", balance(preview.balanceAfter)],
    ...nextInvoiceFields(preview),
  ];
  const parts = [
    layOutFields(fields),
    ...(preview.approval ? [toldText(preview.approval)] : []),
    said("Nothing was written, as asked."),
  ];
  return { ok: true, value: preview, text: parts.join("\n\n") };
}

function nextInvoiceFields({ nextInvoiceBefore: before, nextInvoiceAfter: after }: Preview): Field[] {
  if (!before || !after) return [];
  const given = {
    on: after.on,
    before: money(before.dueMinor, before.currency),
    after: money(after.dueMinor, after.currency),
  };
  return [["Next invoice", said("{on}: {after} to pay instead of {before}", given)]];
}
