import { createTheme, type CSSVariablesResolver, type MantineColorSchemeManager } from "@mantine/core";
import { text } from "../foundation/text.ts";
import { useViewStore } from "../foundation/view-store.ts";

/** Deep teal, the one accent. Shade 7 on white and white on shade 6 both pass 4.5 : 1. */
const teal = [
  "#eef7f6",
  "#d9ebe8",
  "#b3d6d1",
  "#88beb7",
  "#63aca3",
  "#3f8f87",
  "#2b7a73",
  "#1d655f",
  "#15524d",
  "#0d3c38",
] as const;

/** The greys of the dark appearance, with a breath of the accent in them. */
const dark = [
  "#e6eeec",
  "#c3d0cd",
  "#a7b7b3",
  "#82938f",
  "#41524f",
  "#2c3b39",
  "#1f2c2b",
  "#16201f",
  "#111918",
  "#0c1211",
] as const;

function keepInWindow({ availableHeight, elements }: MenuPlace): void {
  elements.floating.style.maxHeight = `${availableHeight}px`;
}

interface MenuPlace {
  readonly availableHeight: number;
  readonly elements: { readonly floating: HTMLElement };
}

/** It comes with the application: Latin, Greek and Cyrillic. What it lacks (CJK, Arabic, Hebrew, emoji) the system's fonts show. */
const typeface = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

export const theme = createTheme({
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 6 },
  colors: { accent: teal, dark },
  black: "#16211f",
  fontFamily: typeface,
  // Ids and keys look alike on every system, by the forms of this one that tell 1, l and I apart.
  fontFamilyMonospace: typeface,
  fontSizes: { xs: "0.75rem", sm: "0.84375rem", md: "0.9375rem", lg: "1.0625rem", xl: "1.25rem" },
  headings: { fontWeight: "600" },
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Modal: {
      defaultProps: {
        centered: false,
        yOffset: "8vh",
        // At once: a key that is pressed while a dialog fades in would go to the screen behind it.
        transitionProps: { duration: 0 },
        styles: { title: { fontWeight: 600, lineHeight: 1.3 } },
      },
    },
    Menu: {
      defaultProps: {
        shadow: "md",
        transitionProps: { duration: 80 },
        withInitialFocusPlaceholder: false,
        // At 200 % zoom a menu may be higher than the window: then it scrolls.
        middlewares: { flip: true, shift: { padding: 4 }, size: { padding: 4, apply: keepInWindow } },
        styles: { dropdown: { overflowY: "auto" } },
      },
    },
    Notification: {
      defaultProps: {
        withBorder: true,
        closeButtonProps: { "aria-label": text.components.closeNotice },
        styles: { description: { color: "var(--ink-soft)" } },
      },
    },
    Tooltip: { defaultProps: { openDelay: 400 } },
  },
});

/** Mantine's own greys and reds are too pale for text in places; these pass 4.5 : 1 on every surface. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "var(--ink-soft)",
    "--mantine-color-placeholder": "#66736f",
    "--mantine-color-error": "#b42318",
    "--mantine-color-red-light-color": "#9b1c13",
    "--mantine-color-yellow-light-color": "#7a4a00",
    "--mantine-color-green-light": "#e4f2e9",
    "--mantine-color-green-light-color": "#1c6b3c",
    "--mantine-color-gray-light-color": "#46524f",
  },
  dark: {
    "--mantine-color-dimmed": "var(--ink-soft)",
    "--mantine-color-placeholder": "#93a39f",
    "--mantine-color-error": "#ff9b92",
    "--mantine-color-red-light-color": "#ffada5",
    // Calm grounds for notices: the library's own are as loud as a button.
    "--mantine-color-accent-light": "#1c3634",
    "--mantine-color-red-light": "#41211f",
    "--mantine-color-yellow-light": "#3d3016",
    "--mantine-color-yellow-light-color": "#f2c46d",
    "--mantine-color-green-light": "#1b3626",
    "--mantine-color-green-light-color": "#86d3a1",
    "--mantine-color-gray-light-color": "#c3d0cd",
  },
});

/** Lets Mantine keep the appearance where the rest of the view is kept. */
export const appearanceManager: MantineColorSchemeManager = {
  get: () => useViewStore.getState().appearance,
  set: (appearance) => useViewStore.getState().setAppearance(appearance),
  subscribe(onUpdate) {
    stopListening = useViewStore.subscribe((state, before) => {
      if (state.appearance !== before.appearance) onUpdate(state.appearance);
    });
  },
  unsubscribe: () => stopListening(),
  clear: () => useViewStore.getState().setAppearance("auto"),
};

let stopListening: () => void = () => undefined;
