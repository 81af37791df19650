import { useEffect } from "react";
import { useEngineQuery } from "../../foundation/engine.ts";
import { useLock } from "../../foundation/session.ts";

/** A desk that nobody has touched for so long locks itself (BEHAVIOUR 11.7), while the book does not say otherwise. */
const usualMinutes = 10;
const signsOfLife = ["pointerdown", "pointermove", "keydown", "wheel", "focus"] as const;

/** Locks the desk after a while without anybody, where there is anybody to lock it for. */
export function useIdleLock(): void {
  const lock = useLock();
  const settings = useEngineQuery("book.settings", {}, { isEnabled: lock !== undefined });
  const limitMs = (settings.data?.idleLockMinutes ?? usualMinutes) * 60_000;
  useEffect(() => {
    if (lock === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(lock, limitMs);
    };
    wait();
    for (const sign of signsOfLife) window.addEventListener(sign, wait, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of signsOfLife) window.removeEventListener(sign, wait, { capture: true });
    };
  }, [lock, limitMs]);
}
