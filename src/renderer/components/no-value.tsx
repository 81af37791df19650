/** Nothing where there is no value (DESK.md: blank for "nothing"), and for those who listen what is missing. */
export function NoValue({ meaning }: { readonly meaning: string }) {
  return <span className="visually-hidden">{meaning}</span>;
}
