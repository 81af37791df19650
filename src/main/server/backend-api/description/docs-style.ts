import { Html } from "./html.ts";

/** How the page of the description looks: after the system, light or dark, with the contents beside the text where there is room. */
export const docsStyle = new Html(`
:root { color-scheme: light dark; --line: light-dark(#d8dce2, #3a4048); --quiet: light-dark(#f4f5f7, #1d2126); --accent: light-dark(#0b5fc0, #7db4f5); }
* { box-sizing: border-box; }
body { margin: 0; font: 0.9375rem/1.55 system-ui, sans-serif; color: light-dark(#1b1f24, #e3e6ea); background: light-dark(#fff, #14171a); }
a { color: var(--accent); }
code, pre { font: 0.8125rem/1.5 ui-monospace, monospace; }
nav { padding: 1rem; border-bottom: 1px solid var(--line); }
nav .title { font-weight: 600; margin: 0 0 0.5rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav ul ul { display: none; }
nav a { display: block; padding: 0.25rem 0; text-decoration: none; }
main { padding: 1rem 1.5rem 4rem; max-width: 60rem; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.25rem; margin-top: 3rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin-top: 2rem; overflow-wrap: anywhere; }
h3 code { font-size: 0.9375rem; }
h4 { font-size: 0.8125rem; margin: 1rem 0 0.25rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-size: 0.8125rem; font-weight: 600; }
td:first-child { width: 32%; }
td:nth-child(2) { width: 30%; }
pre { margin: 0.25rem 0; padding: 0.75rem; background: var(--quiet); border: 1px solid var(--line); border-radius: 0.375rem; overflow: auto; max-height: 28rem; }
@media (min-width: 60rem) {
  body { display: grid; grid-template-columns: 19rem minmax(0, 1fr); }
  nav { position: sticky; top: 0; height: 100vh; overflow: auto; border-right: 1px solid var(--line); border-bottom: 0; }
  nav ul ul { display: block; padding-left: 0.75rem; margin-bottom: 0.5rem; }
  nav ul ul a { font-size: 0.75rem; overflow-wrap: anywhere; }
}
`);
