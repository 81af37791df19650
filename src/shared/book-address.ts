/** Whether what names a book is the address of a database server, and not a file. */
export function isServerAddress(text: string): boolean {
  return /^postgres(?:ql)?:\/\//iu.test(text);
}
