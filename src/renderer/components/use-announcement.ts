import { useEffect } from "react";
import { announce } from "../foundation/announcer.tsx";

/** Say a message to those who use a screen reader when it appears and whenever it changes. */
export function useAnnouncement(message: string): void {
  useEffect(() => announce(message), [message]);
}
