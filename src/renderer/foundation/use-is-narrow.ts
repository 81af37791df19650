import { useMediaQuery } from "@mantine/hooks";

/** Whether the window is so narrow that the bar at the bottom says in its tooltips what else stands in it, to stay one line. */
export function useIsNarrow(): boolean {
  return useMediaQuery("(max-width: 1150px)", false, { getInitialValueInEffect: false });
}
