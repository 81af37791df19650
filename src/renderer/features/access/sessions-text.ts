import { inLanguage } from "../../foundation/language.ts";

/** Everything that is said about where operators are signed in with a browser. */
export const sessionsText = inLanguage("sessionsText", {
  title: "Sessions",
  explain: "Where operators are signed in with a browser. A desktop signs out when it is closed, and is not listed.",
  ownOnly: "You see your own; an admin sees all of them.",
  none: "Nobody is signed in with a browser.",
  caption: "Sessions, the one seen last first",
  operator: "Operator",
  browser: "Browser",
  address: "Address",
  since: "Since",
  lastSeen: "Last seen",
  thisOne: "this one",
  unknownBrowser: "Unknown",
  end: "End",
  endOf: (name: string, browser: string) => `End the session of ${name}, ${browser}`,
  idle: "Signing in anew after",
  idleHours: (hours: number) => (hours === 1 ? "1 hour without a call" : `${hours} hours without a call`),
  idleSaved: (hours: string) => `A session ends after ${hours} from now on`,
  most: "And in any case after",
  mostDays: (days: number) => (days === 1 ? "1 day" : `${days} days`),
  mostSaved: (days: string) => `A session ends after ${days} at the latest from now on`,
  confirm: {
    title: (name: string) => `End the session of ${name}?`,
    explain: "Nothing more is answered there until somebody signs in again. What is being typed there is kept.",
    confirm: "End session",
    cancel: "Cancel",
    done: (name: string) => `The session of ${name} has ended`,
  },
});
