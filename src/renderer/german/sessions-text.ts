import type { sessionsText as english } from "../features/access/sessions-text.ts";
import type { Translated } from "../foundation/language.ts";

/** Everything that is said about where operators are signed in with a browser, in German. */
export const sessionsText: Translated<typeof english> = {
  title: "Sitzungen",
  explain:
    "Wo Bearbeiter mit einem Browser angemeldet sind. Das Desktop-Programm meldet beim Schließen ab und steht nicht hier.",
  ownOnly: "Zu sehen sind die eigenen; ein Administrator sieht alle.",
  none: "Niemand ist mit einem Browser angemeldet.",
  caption: "Sitzungen, die zuletzt genutzte zuerst",
  operator: "Bearbeiter",
  browser: "Browser",
  address: "Adresse",
  since: "Seit",
  lastSeen: "Zuletzt genutzt",
  thisOne: "diese hier",
  unknownBrowser: "Unbekannt",
  end: "Beenden",
  endOf: (name, browser) => `Sitzung von ${name} beenden, ${browser}`,
  idle: "Neue Anmeldung nach",
  idleHours: (hours) => (hours === 1 ? "1 Stunde ohne Aufruf" : `${hours} Stunden ohne Aufruf`),
  idleSaved: (hours) => `Eine Sitzung endet ab jetzt nach ${hours}`,
  most: "Und in jedem Fall nach",
  mostDays: (days) => (days === 1 ? "1 Tag" : `${days} Tagen`),
  mostSaved: (days) => `Eine Sitzung endet ab jetzt spätestens nach ${days}`,
  confirm: {
    title: (name) => `Sitzung von ${name} beenden?`,
    explain: "Dort wird nichts mehr beantwortet, bis sich wieder jemand anmeldet. Was dort eingetippt ist, bleibt.",
    confirm: "Sitzung beenden",
    cancel: "Abbrechen",
    done: (name) => `Die Sitzung von ${name} ist beendet`,
  },
};
