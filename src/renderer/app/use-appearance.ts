import { useComputedColorScheme, useMantineColorScheme } from "@mantine/core";
import { useViewStore } from "../foundation/view-store.ts";

/** The switches of how the desk looks, as commands. */
export function useAppearanceSwitch(): {
  switchAppearance: () => void;
  switchDensity: () => void;
  foldNavigation: () => void;
} {
  const { setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme("light");
  return {
    switchAppearance: () => setColorScheme(shown === "dark" ? "light" : "dark"),
    // Asked as it is switched: whoever reads the whole store here is made anew with each letter of a search.
    switchDensity: () => {
      const { density, setDensity } = useViewStore.getState();
      setDensity(density === "compact" ? "comfortable" : "compact");
    },
    foldNavigation: () => {
      const { isFolded, setIsFolded } = useViewStore.getState();
      setIsFolded(!isFolded);
    },
  };
}
