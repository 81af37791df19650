const formats = new Map<string, Intl.DateTimeFormat>();

/** A civil date as a paper's language writes it. It has no time zone: it is read and written as if it were in UTC. */
export function paperDate(on: string, locale: string): string {
  let format = formats.get(locale);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
    formats.set(locale, format);
  }
  return format.format(new Date(`${on}T00:00:00Z`));
}
