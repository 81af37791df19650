import { useEffect, useState } from "react";

type Listener = (message: string) => void;

const listeners = new Set<Listener>();

/** Say something to those who use a screen reader, once what they are being told has finished. */
export function announce(message: string): void {
  for (const listener of listeners) listener(message);
}

/** Where announcements are read from; one for the whole window, so that it outlives the dialog that announces. */
export function Announcer() {
  const [message, setMessage] = useState("");
  useEffect(() => {
    listeners.add(setMessage);
    return () => {
      listeners.delete(setMessage);
    };
  }, []);
  return (
    <output aria-live="polite" className="visually-hidden" data-announcer="">
      {message}
    </output>
  );
}
