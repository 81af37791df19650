import { useEffect, useState } from "react";

const tickMs = 60_000;

/** The system's time, by which copies are made and upstreams are asked, to the minute. */
export function useNow(): number {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, []);
  return nowMs;
}
