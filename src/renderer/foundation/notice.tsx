import { notifications, type NotificationData } from "@mantine/notifications";
import { IconAlertTriangle, IconCheck, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { announce } from "./announcer.tsx";

interface Notice {
  /** By which it can be changed while it stands. */
  readonly id?: string;
  readonly title?: string;
  readonly message: ReactNode;
  /** How long it stands, in milliseconds; false: until it is closed. Left out, long enough for a sentence. */
  readonly standsMs?: number | false;
  /** What screen readers are told in place of all that stands in it, where that has buttons. */
  readonly announcement?: string;
}

const dresses = {
  done: { icon: IconCheck },
  hint: { icon: IconInfoCircle, color: "gray" },
  warning: { icon: IconAlertTriangle, color: "yellow" },
  failure: { icon: IconAlertTriangle, color: "red" },
} as const;

const usualMs = 8_000;

/** What stands there, by its words, and how often it was said since. */
const standing = new Map<string, { readonly id: string; times: number }>();

/** Say that something is done. Said again while it still stands there, it stands for its whole time again and is not piled up. */
export function notice(said: string | Notice): void {
  show("done", said);
}

/** Say in the same way what is neither done nor wrong: that it cannot be now, or was left. */
export function hintNotice(said: string | Notice): void {
  show("hint", said);
}

/** Say in the same way what somebody should know who waits for an answer. */
export function warningNotice(said: string | Notice): void {
  show("warning", said);
}

/** Say in the same way why something is not done. */
export function failureNotice(said: string | Notice): void {
  show("failure", said);
}

/** Have a notice that stands there say something else, for as long as any other. */
export function changeNotice(id: string, said: Notice): void {
  notifications.update({ id, ...contentOf("done", said) });
}

function show(dress: keyof typeof dresses, said: string | Notice): void {
  const given = typeof said === "string" ? { message: said } : said;
  const parts = [given.title, given.message].filter((part) => typeof part === "string");
  const words = given.id ?? parts.join("\n");
  const content = contentOf(dress, given);
  const earlier = standing.get(words);
  if (earlier !== undefined) {
    earlier.times += 1;
    const { autoClose } = content;
    // It stands for its whole time again: the library counts that anew where it is another one.
    notifications.update({
      ...content,
      id: earlier.id,
      ...(typeof autoClose === "number" && { autoClose: autoClose + (earlier.times % 2) }),
    });
    if (given.announcement === undefined) announce(parts.join(". "));
    return;
  }
  const id = notifications.show({
    ...content,
    ...(given.id !== undefined && { id: given.id }),
    onClose: () => standing.delete(words),
  });
  standing.set(words, { id, times: 0 });
}

function contentOf(dress: keyof typeof dresses, { title, message, standsMs, announcement }: Notice): NotificationData {
  const { icon: Icon, ...look } = dresses[dress];
  if (announcement !== undefined) announce(announcement);
  return {
    ...look,
    title,
    message,
    icon: <Icon size={18} aria-hidden="true" />,
    // Whatever stood there before, one that is changed stands as long as any other.
    autoClose: standsMs ?? usualMs,
    // An announcement says it already; a second voice would speak over it.
    ...(announcement !== undefined && { role: "group" }),
  };
}
