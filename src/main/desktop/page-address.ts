/** The page has a scheme of its own: unlike `file:`, it gives no access to anything else on the disk. */
export const pageScheme = "app";
const pageHost = "countinghouse";
export const pageOrigin = `${pageScheme}://${pageHost}`;
export const pageAddress = `${pageOrigin}/index.html`;

/** Whether an address is one of the page's own. */
export function isPageAddress(address: string): boolean {
  const parsed = URL.parse(address);
  return parsed !== null && parsed.protocol === `${pageScheme}:` && parsed.host === pageHost;
}
