/** In this order: most browsers call themselves by the names of others as well. */
const browsers = [
  [/\bEdg(?:A|iOS)?\//u, "Edge"],
  [/\bOPR\//u, "Opera"],
  [/\b(?:Firefox|FxiOS)\//u, "Firefox"],
  [/\bCountinghouse\//u, "Countinghouse"],
  [/\b(?:Headless)?(?:Chrome|CriOS)\//u, "Chrome"],
  [/\bSafari\//u, "Safari"],
] as const;

const systems = [
  [/\b(?:iPhone|iPad)\b/u, "iOS"],
  [/\bAndroid\b/u, "Android"],
  [/\bWindows\b/u, "Windows"],
  [/\b(?:Macintosh|Mac OS X)\b/u, "macOS"],
  [/\bCrOS\b/u, "ChromeOS"],
  [/\bLinux\b/u, "Linux"],
] as const;

type Names = readonly (readonly [RegExp, string])[];
const nameIn = (names: Names, agent: string) => names.find(([sign]) => sign.test(agent))?.[1];

/** What a browser is called and on which system it runs, by how it calls itself: "Chrome, Windows". Null where neither is known. */
export function browserName(agent: string): string | null {
  const names = [nameIn(browsers, agent), nameIn(systems, agent)].filter((name) => name !== undefined);
  return names.length === 0 ? null : names.join(", ");
}
