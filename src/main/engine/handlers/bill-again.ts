import type { InvoiceStanding } from "../../storage/payment-store.ts";
import type { CommandContext } from "../handler.ts";

export function billAgain(_context: CommandContext, _invoice: InvoiceStanding): void {}
