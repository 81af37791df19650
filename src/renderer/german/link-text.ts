import type { linkText as english } from "../features/link/link-text.ts";
import type { Translated } from "../foundation/language.ts";

/** Everything that is said of the link itself, and of who bills, in German. */
export const linkText: Translated<typeof english> = {
  title: "Verknüpfung mit einer Gegenstelle",
  explain:
    "Ein Buch kann mit einer Clerk-Instanz oder einem anderen Countinghouse verknüpft werden. Benutzer, Organisationen und ihr Guthaben werden von dort gelesen; was hier angepasst wird, ist sofort eine Buchung, auch ohne Netz, und kommt dort genau einmal an.",
  none: "Das Buch ist mit nichts verknüpft: Es führt seine Konten selbst und rechnet sie ab.",
  link: "Verknüpfen …",
  anotherKey: "Anderer Schlüssel …",
  syncNow: "Jetzt abgleichen",
  synced: "Senden und Lesen hat begonnen",
  unlink: "Verknüpfung lösen …",
  standings: {
    online: { word: "Verbunden", tone: "fine" },
    offline: { word: "Offline", tone: "waiting" },
    locked: { word: "Wartet auf die Kennphrase", tone: "waiting" },
    stopped: { word: "Bitte ansehen", tone: "wrong" },
  },
  facts: {
    label: "Die Verknüpfung",
    address: "Adresse",
    instance: "Instanz",
    notKnown: "noch nicht bekannt",
    state: "Stand",
    problem: "Problem",
    lastContact: "Letzter Kontakt",
    lastPull: "Zuletzt ganz gelesen",
    never: "noch nicht",
    underWay: "Zurzeit",
    stages: {
      users: "Benutzer werden gelesen",
      organizations: "Organisationen werden gelesen",
      plans: "Tarife werden gelesen",
      items: "Abos werden gelesen",
      statements: "Abrechnungen werden gelesen",
      balances: "Guthaben werden gelesen",
    },
    sending: "Es wird gesendet",
    soFar: (count) => `bisher ${count} Konten`,
    accounts: "Konten dort",
    accountCounts: (all, doubtful, gone) => `${all}, davon ${doubtful} zweifelhaft, ${gone} gelöscht`,
    outbox: "Postausgang",
    outboxCounts: (queued, refused) => `${queued} wartend, ${refused} abgelehnt`,
    differences: "Abweichungen",
  },
  unlock: {
    explain: (upstream) =>
      `Der Schlüssel zu ${upstream} ist unter einer Kennphrase verwahrt. Bis sie angegeben ist, wartet, was hier getan wird; nichts geht verloren.`,
    passphrase: "Kennphrase des Schlüssels",
    submit: "Entsperren",
    done: "Der Schlüssel liegt bereit, bis die Anwendung endet",
  },
  dialog: {
    linkTitle: "Buch verknüpfen",
    keyTitle: "Anderen Schlüssel angeben",
    explain: "Zuerst wird nur angesehen, was dort ist. Geschrieben wird nichts, weder hier noch dort.",
    address: "Adresse der API",
    addressHint:
      "Die von Clerk ist https://api.clerk.com/v1. Ein anderes Countinghouse zeigt seine in den Einstellungen.",
    addressMissing: "Die Adresse angeben.",
    key: "Geheimer Schlüssel",
    keyHint: "Er wird nirgends wieder gezeigt und neben dem Buch verwahrt, nie darin.",
    keyMissing: "Den geheimen Schlüssel angeben.",
    look: "Ansehen",
    cancel: "Abbrechen",
    back: "Zurück",
    found: "Was dort ist",
    counts: {
      users: "Benutzer",
      organizations: "Organisationen",
      plans: "Tarife",
      currency: "Währung der Preise",
      credit: "Guthaben",
      here: "Konten hier",
    },
    readsCredit: "kann gelesen werden",
    readsNoCredit: "nicht mit diesem Schlüssel",
    creditNotTried: "nicht versucht: dort ist noch niemand",
    noCreditWarning: "Mit diesem Schlüssel käme nichts an: Einen wählen, der Guthaben lesen und anpassen darf.",
    currencyUnknown: (currency) =>
      `Die Preise dort sind in ${currency}; diese Währung kennt die Anwendung nicht. Guthaben darin kann hier nicht geführt werden.`,
    currencyOther: (there, here) => `Die Preise dort sind in ${there}; die Währung des Buches ist ${here}.`,
    whatHappens: "Was das Verknüpfen tut",
    matched:
      "Konten, die es auf beiden Seiten gibt, werden nach ID, dann nach E-Mail oder Slug zugeordnet. Was zweifelhaft ist, wird gezeigt und bleibt unberührt, bis darüber entschieden ist.",
    added: "Wer hier noch fehlt, wird angelegt, mit dem Guthaben von dort als Anfangsbestand.",
    bills: (upstream) => `Ab dann rechnet ${upstream} ab. Die Abrechnung hier ruht, und Vorschauen sind Schätzungen.`,
    sent: "Was hier ab dann Guthaben bewegt, wird dorthin gesendet. Was vorher geschah, nicht.",
    passphrase: "Kennphrase für den Schlüssel",
    keptBySystem:
      "Dieser Rechner verwahrt den Schlüssel in seinem Schlüsselbund, wo er sich nur für dieses Benutzerkonto öffnet.",
    passphraseHint: "Der Schlüssel wird damit verschlüsselt. Nach jedem Start wird nach ihr gefragt.",
    confirm: "Verknüpfen",
    confirmKey: "Diesen Schlüssel verwenden",
    linked: (upstream) => `Das Buch ist mit ${upstream} verknüpft`,
    linkedHint: "Was dort ist, wird gelesen.",
    keyGiven: "Die Verknüpfung hat ihren neuen Schlüssel",
  },
  remove: {
    title: (upstream) => `Verknüpfung mit ${upstream} lösen`,
    explain:
      "Der Schlüssel wird vergessen, nichts wird mehr gelesen oder gesendet, und dieses Buch rechnet seine Konten ab dem nächsten Zeitraum wieder selbst ab. Buchungen, Konten und Guthaben bleiben, wie sie sind.",
    nothingWaits: (upstream) => `${upstream} hat alles, was hier getan wurde.`,
    neverArrives: (upstream, queued, refused) =>
      `${upstream} hat ${queued} wartende und ${refused} abgelehnte Anpassungen nicht. Sie bleiben hier und kommen dort nie an.`,
    cancel: "Abbrechen",
    confirm: "Verknüpfung lösen",
    done: (address) => `Das Buch ist nicht mehr mit ${address} verknüpft`,
  },
  status: {
    standings: {
      online: (upstream) => `${upstream}: verbunden`,
      offline: (upstream, age) =>
        age === null ? `${upstream}: offline` : `${upstream}: offline, letzter Kontakt ${age}`,
      locked: (upstream) => `${upstream}: wartet auf die Kennphrase`,
      stopped: (upstream) => `${upstream}: bitte ansehen`,
    },
    waiting: (count) => `${count} wartend`,
    refused: (count) => `${count} abgelehnt`,
    differ: (count) => `${count} abweichend`,
    doubtful: (count) => `${count} zweifelhaft`,
    lastContact: (moment) => `Letzter Kontakt ${moment}`,
  },
  toDecide: (count) => `${count} zu entscheiden`,
  marks: {
    waiting: (upstream) => `Noch nicht in ${upstream}`,
    refused: (upstream) => `Von ${upstream} abgelehnt`,
    kept: (upstream) => `Nur hier, nicht in ${upstream}`,
  },
  shortMarks: {
    queued: { word: "Noch nicht", tone: "waiting" },
    sending: { word: "Noch nicht", tone: "waiting" },
    refused: { word: "Abgelehnt", tone: "wrong" },
    kept: { word: "Nur hier", tone: "over" },
  },
  bills: {
    title: (upstream) => `${upstream} rechnet die Konten dieses Buches ab`,
    explain: (address) =>
      `Das Buch ist mit ${address} verknüpft, wo Abos geführt, Kosten erfasst und Rechnungen gestellt werden. Was hier von kommenden Rechnungen berechnet wird, ist eine Schätzung.`,
    settings: "Die Verknüpfung",
  },
};
