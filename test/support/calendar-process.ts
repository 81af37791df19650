import type { Temporal as TemporalNamespace } from "temporal-polyfill/implementation";
import type { CivilDate } from "../../src/shared/calendar.ts";

/**
 * A process of its own on a Node that has a Temporal of its own (`--harmony-temporal`), as Electron and browsers do. It puts something
 * in that one's place which counts its uses, computes dates with our calendar, and compares them with what the native one says.
 * Prints `{ uses, compared, differences }` as JSON.
 */
const native = (globalThis as { Temporal?: typeof TemporalNamespace }).Temporal;
if (native === undefined) throw new Error("This Node has no Temporal of its own.");
let uses = 0;
const counting = new Proxy(native, {
  get(target, name, receiver) {
    uses += 1;
    return Reflect.get(target, name, receiver) as unknown;
  },
});
Object.defineProperty(globalThis, "Temporal", { value: counting });

const { addDays, civilDateAt, daysBetween, periodStart, startOfDayMs } = await import("../../src/shared/calendar.ts");

const differences: string[] = [];
let compared = 0;
function compare(what: string, ours: string | number, theirs: string | number): void {
  compared += 1;
  if (ours !== theirs) differences.push(`${what}: ${ours}, natively ${theirs}`);
}

const timeZones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "America/Sao_Paulo"];
const first = native.PlainDate.from("1995-12-31");
// A step of days that shares no factor with weeks, months or years passes through all of them.
for (let step = 0; step < 400; step += 1) {
  const date = first.add({ days: step * 41 });
  const day = date.toString() as CivilDate;
  const timeZone = timeZones[step % timeZones.length] ?? "UTC";
  compare(`${day} and ${step} days`, addDays(day, step), date.add({ days: step }).toString());
  compare(`${day} and ${step} months`, periodStart(day, "month", step), date.add({ months: step }).toString());
  compare(`${day} and ${step} years`, periodStart(day, "annual", step), date.add({ years: step }).toString());
  compare(
    `days up to ${day}`,
    daysBetween("1995-12-31" as CivilDate, day),
    first.until(date, { largestUnit: "days" }).days,
  );
  const start = date.toZonedDateTime({ timeZone }).epochMilliseconds;
  compare(`the start of ${day} in ${timeZone}`, startOfDayMs(day, timeZone), start);
  const instant = start - 1;
  const before = native.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone).toPlainDate().toString();
  compare(`the day before ${day} in ${timeZone}`, civilDateAt(instant, timeZone), before);
}
process.stdout.write(JSON.stringify({ uses, compared, differences }));
