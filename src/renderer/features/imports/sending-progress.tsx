import { ProgressView } from "../../components/progress-view.tsx";
import { sizeText } from "../../foundation/size-text.ts";
import { importsText } from "./imports-text.ts";
import { useSending } from "./sending.ts";

/** How much of what is sent for a purpose is there, and the way to stop it; nothing while nothing is sent that takes a while. */
export function SendingProgress({ purpose }: { readonly purpose: string }) {
  const sending = useSending(purpose);
  if (sending === null) return null;
  const { what, sentBytes, totalBytes, stop } = sending;
  return (
    <ProgressView
      what={what}
      progress={{ done: sentBytes, total: totalBytes }}
      counted={importsText.sending.of(sizeText(sentBytes), sizeText(totalBytes))}
      onStop={stop}
    />
  );
}
