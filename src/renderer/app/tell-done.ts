import { announce } from "../foundation/announcer.tsx";

/** What they do is told by a notice, with figures or with names. */
const toldByNotices: ReadonlySet<string> = new Set(["credits", "creditNotes", "invoices", "subscriptions"]);
const tellThemselves: ReadonlySet<string> = new Set(["book.restore", "operators.signIn", "webhooks.update"]);

/** Say to those who use a screen reader that an act is done: in the words of the audit log, which has some for each. */
export async function tellDone(act: string): Promise<void> {
  const [room = ""] = act.split(".");
  if (toldByNotices.has(room) || tellThemselves.has(act)) return;
  const { auditText } = await import("../features/access/audit-text.ts");
  const acts: Readonly<Record<string, string>> = auditText.acts;
  const words = acts[act];
  if (words !== undefined) announce(words);
}
