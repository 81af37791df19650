import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useViewStore } from "../foundation/view-store.ts";

/** The two switches of how the desk looks, as commands. */
export function useAppearanceSwitch(): { switchAppearance: () => void; switchDensity: () => void } {
  const { setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme("light");
  const { density, setDensity } = useViewStore();
  return {
    switchAppearance: () => setColorScheme(shown === "dark" ? "light" : "dark"),
    switchDensity: () => setDensity(density === "compact" ? "comfortable" : "compact"),
  };
}
