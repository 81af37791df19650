import { Temporal } from "temporal-polyfill/implementation";

/** A date and a time of day as two fields hold them: `2025-03-09`, `14:30`. */
export interface ClockMoment {
  readonly date: string;
  readonly time: string;
}

/** What the fields show for an instant in the book's time zone. */
export function momentAt(instantMs: number, timeZone: string): ClockMoment {
  const local = Temporal.Instant.fromEpochMilliseconds(instantMs).toZonedDateTimeISO(timeZone);
  return { date: local.toPlainDate().toString(), time: local.toPlainTime().toString({ smallestUnit: "minute" }) };
}

/**
 * The instant that the fields mean in the book's time zone; null while they do not hold a date and a time.
 *
 * An hour that the clocks skip in spring is read as the one after it, one that they repeat in autumn as its first.
 */
export function instantOf({ date, time }: ClockMoment, timeZone: string): number | null {
  try {
    return Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone).epochMilliseconds;
  } catch {
    return null;
  }
}
