import { create } from "zustand";

/** Files under way to the host: how much of them is there, and the way to stop it. */
interface Sending {
  /** What is being done, in words. */
  readonly what: string;
  readonly sentBytes: number;
  readonly totalBytes: number;
  readonly stop: () => void;
}

interface SendingStore {
  /** By what they are sent for. */
  readonly under: Readonly<Record<string, Sending | undefined>>;
}

/** What is under way stays in sight when one comes back from another screen. */
const useSendingStore = create<SendingStore>()(() => ({ under: {} }));

/** So much is there before anybody could read how far it is. */
const unnoticedBytes = 1_000_000;

/** What is under way for a purpose; null where nothing is that takes a while. */
export function useSending(purpose: string): Sending | null {
  const sending = useSendingStore(({ under }) => under[purpose]);
  return sending && sending.totalBytes > unnoticedBytes ? sending : null;
}

/** Somebody stopped it. */
export class SendingStopped extends Error {
  constructor() {
    super("The file was not sent: it was stopped");
    this.name = "SendingStopped";
  }
}

/** What sending tells of itself, and is told. */
export interface SendingWay {
  /** @throws SendingStopped once it was stopped. */
  requireWanted(): void;
  onSent(sentBytes: number): void;
}

/**
 * Send files, and show how far that is.
 *
 * @param until ends it too, such as the screen that asked for it being left.
 * @throws SendingStopped where it was stopped; whatever sending throws.
 */
export async function whileShown<Sent>(
  purpose: string,
  { what, totalBytes }: Pick<Sending, "what" | "totalBytes">,
  send: (way: SendingWay) => Promise<Sent>,
  until?: AbortSignal,
): Promise<Sent> {
  let isStopped = false;
  const stop = () => {
    isStopped = true;
  };
  const show = (sending: Sending | undefined) =>
    useSendingStore.setState(({ under }) => ({ under: { ...under, [purpose]: sending } }));
  const shown = (sentBytes: number): Sending => ({ what, sentBytes, totalBytes, stop });
  let last = shown(0);
  show(last);
  try {
    return await send({
      requireWanted() {
        if (isStopped || until?.aborted) throw new SendingStopped();
      },
      onSent(sentBytes) {
        last = shown(sentBytes);
        show(last);
      },
    });
  } finally {
    // Another one for the same purpose may have taken its place.
    if (useSendingStore.getState().under[purpose] === last) show(undefined);
  }
}
