import { useLayoutEffect, useState } from "react";

interface ElementSize {
  readonly width: number;
  readonly height: number;
}

/** The room inside an element, without its scroll bars, before the first paint and whenever it changes. */
export function useElementSize(element: HTMLElement | null): ElementSize {
  const [size, setSize] = useState<ElementSize>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    if (!element) return undefined;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
