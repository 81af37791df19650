/** What about a link no thread answers, because it takes the network or the key, which no thread is told. */
const linkMethods = ["link.probe", "link.create", "link.unlock", "link.sync"] as const;
export type LinkMethod = (typeof linkMethods)[number];

export function isLinkMethod(method: string): method is LinkMethod {
  return (linkMethods as readonly string[]).includes(method);
}
