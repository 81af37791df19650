/** A dash where there is no value, and for those who listen what is missing. */
export function NoValue({ meaning }: { readonly meaning: string }) {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="visually-hidden">{meaning}</span>
    </>
  );
}
