/** Shown to a browser that brings no valid token and no session. Says what to do; needs no file and no script. */
export const turnedAwayPage = page(
  "This address was used already",
  `<p>Each address that Countinghouse prints lets one browser in, once. This one was used before, or it is from an earlier
start.</p>
<p><strong>What to do:</strong> look where Countinghouse was started. A fresh address has been printed there; open that one. If
nothing runs there any more, start Countinghouse again.</p>`,
);

/**
 * Sent instead of a redirect when the printed address was clicked on in another site's page: a browser leaves out the
 * strict cookie for as long as that other site's click leads the way, and the page would look turned away.
 */
export const enteringPage = page("Countinghouse", `<p><a href="/">Open Countinghouse</a></p>`);

/** The same for somebody who comes back from a provider of single sign-on. @param address a path of this host, from which nothing is left that means something in HTML. */
export function comingBackPage(address: string): string {
  return page("Countinghouse", `<p><a href="${address.replaceAll("&", "&amp;")}">Go on to Countinghouse</a></p>`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 36rem; margin: 15vh auto 0; padding: 0 1.5rem; }
h1 { font-size: 1.375rem; }
</style>
</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
}
