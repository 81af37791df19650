import { useMediaQuery } from "@mantine/hooks";
import { useViewStore } from "../foundation/view-store.ts";

/** Whether the navigation shows icons alone: where somebody folded it, and where the window has no room for more. */
export function useIsFolded(): boolean {
  const isFolded = useViewStore((state) => state.isFolded);
  const hasNoRoom = useMediaQuery("(max-width: 760px)", false, { getInitialValueInEffect: false });
  return isFolded || hasNoRoom;
}
