import { useState } from "react";
import type { RequestedActInput } from "../../../shared/contract/approvals.ts";
import type { AskedFor } from "../../../shared/contract/evidence.ts";
import { PlaceLink } from "../../components/place-link.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useEngineCommand, type EngineError } from "../../foundation/engine.ts";
import { orNothing } from "../../foundation/or-nothing.ts";
import { sendFile } from "../imports/send-file.ts";
import { nothingSaid, type Asking } from "./ask-fields.tsx";
import { approvalsText } from "./approvals-text.ts";
import { notice } from "../../foundation/notice.tsx";

const words = approvalsText.ask;

/** The input of an act as dialogs have it; the key that it is done under is made here. */
export type ActToAsk<Method extends RequestedActInput["method"]> = Omit<
  Extract<RequestedActInput, { method: Method }>["input"],
  "idempotencyKey"
>;

/** Asking for approval of what is above one's limits. */
export interface AskingInProgress {
  readonly asking: Asking;
  readonly change: (asking: Asking) => void;
  readonly isPending: boolean;
  readonly error: EngineError | null;
  /** @returns whether it was asked for; what was refused stands in `error`. */
  readonly ask: <Method extends RequestedActInput["method"]>(
    method: Method,
    input: ActToAsk<Method>,
  ) => Promise<boolean>;
}

/** Send the files that are given with a request. @returns what is said with it. */
export async function sendSaid({ comment, files }: Asking): Promise<AskedFor> {
  const evidence = [];
  for (const file of files) evidence.push({ uploadId: await sendFile(file), name: file.name });
  return { comment: orNothing(comment), evidence };
}

export function useAsking(): AskingInProgress {
  const [asking, change] = useState(nothingSaid);
  // One act, however often it is tried to ask for it.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  const [isSending, setSending] = useState(false);
  const requesting = useEngineCommand("approvals.request");
  return {
    asking,
    change,
    isPending: isSending || requesting.isPending,
    error: requesting.error,
    async ask(method, input) {
      setSending(true);
      try {
        const { request } = await requesting.run({
          act: { method, input: { ...input, idempotencyKey } } as unknown as RequestedActInput,
          ...(await sendSaid(asking)),
        });
        notice({
          title: words.asked(countText(request.number)),
          message: (
            <PlaceLink size="sm" to={{ screen: "approvals", tab: "mine", requestId: request.id }}>
              {words.askedHint}
            </PlaceLink>
          ),
        });
        return true;
      } catch {
        // The refusal stands in the command's state; what was typed stays.
        return false;
      } finally {
        setSending(false);
      }
    },
  };
}
