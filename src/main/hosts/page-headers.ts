/**
 * What the page may load and do, the same in both hosts. It starts from nothing and names what the page needs.
 *
 * - `style-src 'unsafe-inline'`: Mantine writes its colour variables into `<style>` elements at run time. An injected style cannot send anything away, because images, fonts and connections are limited to the page's
 *   own origin. Scripts are never inline.
 * - `img-src data:`: a seller's logo comes with the answer that holds it. What is in the address itself sends nothing away.
 * - `frame-ancestors 'none'`: nobody may show the desk inside a page of theirs.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** The headers that every answer of either host carries. */
export const securityHeaders = {
  "content-security-policy": contentSecurityPolicy,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=()",
} as const satisfies Readonly<Record<string, string>>;
