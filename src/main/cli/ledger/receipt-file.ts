import { readFileSync } from "node:fs";
import { requireUnchangedReceipt } from "../../../shared/closing-receipt.ts";
import type { ReceiptProof } from "../../../shared/contract/ledger.ts";
import { closingReceipt } from "../../../shared/contract/periods.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

/**
 * What of a receipt's file a book is compared with.
 *
 * @throws AppError `invalid_input` where it is no receipt, `receipt_changed` where it shows something else than its hash covers.
 */
export function readReceipt(path: string): ReceiptProof {
  const receipt = closingReceipt.safeParse(jsonIn(path));
  if (!receipt.success)
    throw new AppError("invalid_input", sentence("{path} is not the JSON of a closing's receipt.", { path }));
  requireUnchangedReceipt(receipt.data);
  const { canonicalText, previousHash, hash } = receipt.data;
  return { canonicalText, previousHash, hash };
}

function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw new AppError("invalid_input", sentence("The file {path} cannot be read.", { path }));
  }
}
