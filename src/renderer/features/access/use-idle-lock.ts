import { useEffect } from "react";
import { useLock } from "./session.ts";

/** A desk that nobody has touched for so long locks itself (BEHAVIOUR 11.7). */
const idleLimitMs = 10 * 60_000;
const signsOfLife = ["pointerdown", "pointermove", "keydown", "wheel", "focus"] as const;

/** Locks the desk after a while without anybody, where there is anybody to lock it for. */
export function useIdleLock(): void {
  const lock = useLock();
  useEffect(() => {
    if (lock === undefined) return undefined;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(lock, idleLimitMs);
    };
    wait();
    for (const sign of signsOfLife) window.addEventListener(sign, wait, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of signsOfLife) window.removeEventListener(sign, wait, { capture: true });
    };
  }, [lock]);
}
