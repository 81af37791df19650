import type { OperatorView } from "../../shared/contract/operators.ts";
import type { Role } from "../../shared/contract/rights.ts";
import type { operatorsText as english } from "../features/access/operators-text.ts";
import type { Translated } from "../foundation/language.ts";
import { text } from "./text.ts";

const roles: Readonly<Record<Role, { label: string; hint: string }>> = {
  viewer: { label: text.rights.roles.viewer, hint: "Sieht alles an, macht Vorschauen und prüft. Ändert nichts." },
  clerk: {
    label: text.rights.roles.clerk,
    hint: "Passt Guthaben an, legt Konten an, ändert Abos, Rechnungen und Zahlungen.",
  },
  approver: {
    label: text.rights.roles.approver,
    hint: "Ein Sachbearbeiter, der auch abrechnet, Dateien importiert, Preise hinzufügt und liest, wer was getan hat.",
  },
  admin: {
    label: text.rights.roles.admin,
    hint: "Alles: Einstellungen, Tarife, Bearbeiter, Schlüssel, Kopien des Buches.",
  },
};

const states: Readonly<Record<OperatorView["state"], string>> = { active: "Aktiv", suspended: "Gesperrt" };

const passphraseHint = "Mindestens 8 Zeichen. Ein paar Wörter merken sich leichter als ein paar Zeichen.";

/** Everything that is said about who works with the book, in German. */
export const operatorsText: Translated<typeof english> = {
  roles,
  list: {
    title: "Bearbeiter",
    alone: "An diesem Buch arbeitet nur eine Person, also meldet sich niemand an. Ab zwei Bearbeitern tun es alle.",
    several: "Alle melden sich an, und der Arbeitsplatz sperrt sich, wenn ihn eine Weile niemand berührt hat.",
    idleLock: "Der Arbeitsplatz sperrt sich nach",
    idleLockMinutes: (minutes) => (minutes === 1 ? "1 Minute" : `${minutes} Minuten`),
    idleLockSaved: (minutes) => `Der Arbeitsplatz sperrt sich ab jetzt nach ${minutes}`,
    caption: "Bearbeiter in der Reihenfolge, in der sie hinzukamen",
    name: "Name",
    signInName: "Anmeldename",
    singleSignOn: "Zentrale Anmeldung",
    role: "Rolle",
    state: "Status",
    lastSignIn: "Letzte Anmeldung",
    never: "Nie",
    noPassphrase: "Noch keine Kennphrase",
    locked: (until) => `Gesperrt bis ${until}`,
    you: "selbst",
    add: "Bearbeiter hinzufügen",
    menu: (name) => `Aktionen für ${name}`,
    edit: "Bearbeiten",
    setPassphrase: "Kennphrase setzen",
    noSignInName: "Zuerst unter Bearbeiten einen Anmeldenamen vergeben.",
    suspend: "Sperren",
    reinstate: "Wieder zulassen",
    reinstated: (name) => `${name} darf sich wieder anmelden`,
    states,
  },
  form: {
    addTitle: "Bearbeiter hinzufügen",
    editTitle: (name) => `${name} bearbeiten`,
    ownTitle: "Eine eigene Anmeldung einrichten",
    ownExplain:
      "Ab zwei Bearbeitern melden sich alle an, auch Sie. Zuerst die eigene Anmeldung wählen; danach kommt der andere hinzu.",
    name: "Name",
    nameHint: "Er steht an allem, was getan wird.",
    signInName: "Anmeldename",
    signInNameHint: "Kleinbuchstaben, Ziffern und . _ @ + -, etwa ann oder ann@example.com.",
    role: "Rolle",
    roleOfGroups: "Mit der nächsten zentralen Anmeldung gilt, was ihre Gruppen dort sagen.",
    passphrase: "Erste Kennphrase",
    ownPassphrase: "Kennphrase",
    passphraseHint,
    firstHint: "Sie weitersagen; nach der Anmeldung kann sie geändert werden.",
    missing: "Bitte ausfüllen.",
    passphraseShort: "Mindestens 8 Zeichen verwenden.",
    add: "Bearbeiter hinzufügen",
    save: "Speichern",
    cancel: "Abbrechen",
    added: (name) => `${name} kann sich jetzt anmelden`,
    saved: (name) => `${name} wurde gespeichert`,
    ready: "Die eigene Anmeldung ist eingerichtet. Als Nächstes den anderen Bearbeiter hinzufügen.",
  },
  passphrase: {
    title: (name) => `Kennphrase von ${name}`,
    own: "Eigene Kennphrase",
    current: "Bisherige Kennphrase",
    next: "Neue Kennphrase",
    nextHint: passphraseHint,
    save: "Kennphrase setzen",
    cancel: "Abbrechen",
    saved: (name) => `${name} meldet sich ab jetzt mit der neuen Kennphrase an`,
  },
  suspend: {
    title: (name) => `${name} sperren?`,
    explain:
      "Die Person wird ab dem nächsten Aufruf nicht mehr eingelassen, ihre API-Schlüssel auch nicht. Was sie getan hat, bleibt ihres. Sie kann wieder zugelassen werden.",
    confirm: "Sperren",
    cancel: "Abbrechen",
    done: (name) => `${name} ist gesperrt`,
  },
  signIn: {
    title: "Anmelden",
    explain: "An diesem Buch arbeiten mehrere Bearbeiter.",
    lockedTitle: "Der Arbeitsplatz ist gesperrt",
    lockedExplain: (name) =>
      `Was eingetippt war, wird für ${name} aufbewahrt. Meldet sich jemand anderes an, wird es weggelegt.`,
    name: "Anmeldename",
    passphrase: "Kennphrase",
    submit: "Anmelden",
    signOn: (provider) => `Mit ${provider} anmelden`,
    or: "oder mit Kennphrase",
    elsewhere: "In dem geöffneten Tab anmelden; danach geht es hier weiter.",
  },
};
