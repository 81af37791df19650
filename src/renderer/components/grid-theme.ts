import { themeQuartz } from "ag-grid-community";

/**
 * The grid's one theme. Every colour is one of the application's variables, so that light and dark follow by themselves.
 */
export const gridTheme = themeQuartz.withParams({
  backgroundColor: "var(--surface)",
  foregroundColor: "var(--ink)",
  accentColor: "var(--mantine-primary-color-filled)",
  borderColor: "var(--line)",
  headerBackgroundColor: "var(--surface-sunken)",
  headerTextColor: "var(--ink-soft)",
  rowHoverColor: "var(--surface-hover)",
  selectedRowBackgroundColor: "var(--surface-selected)",
  oddRowBackgroundColor: "var(--surface)",
  browserColorScheme: "inherit",
  fontFamily: "inherit",
  headerFontFamily: "inherit",
  fontSize: "var(--mantine-font-size-sm)",
  headerFontSize: "var(--mantine-font-size-xs)",
  headerFontWeight: 600,
  cellHorizontalPadding: 10,
  wrapperBorder: true,
  wrapperBorderRadius: "var(--mantine-radius-sm)",
  columnBorder: false,
  rowBorder: true,
});
