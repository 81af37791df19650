/** Whether what names a book is the address of a team's host, and not a file. */
export function isTeamAddress(text: string): boolean {
  return /^https:\/\//iu.test(text);
}

/**
 * The origin of a team's host, such as `https://ledger.example.com:8443`; what stands behind it in the address is left aside.
 *
 * @returns null for what is no address of one, and for one with a name or a password in it.
 */
export function teamOrigin(address: string): string | null {
  const parsed = isTeamAddress(address) ? URL.parse(address) : null;
  return parsed === null || parsed.username !== "" || parsed.password !== "" ? null : parsed.origin;
}
