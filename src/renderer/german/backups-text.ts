import type { BackupPlan, CopyView } from "../../shared/contract/copies.ts";
import type { backupsText as english } from "../features/book/backups-text.ts";
import type { Translated } from "../foundation/language.ts";
import { text } from "./text.ts";

const every: Readonly<Record<BackupPlan["every"], string>> = {
  day: "Jeden Tag",
  hour: "Jede Stunde",
  off: "Nur auf Anforderung",
};

const kinds: Readonly<Record<CopyView["kind"], string>> = {
  requested: "Angefordert",
  series: "Automatisch",
  beforeRestore: "Vor einer Wiederherstellung",
  beforeUpgrade: "Vor einer Aktualisierung",
};

/** What is said of copies of the book, in German. */
export const backupsText: Translated<typeof english> = {
  title: "Sicherungen",
  explain:
    "Solange das Buch geöffnet ist, wird es automatisch kopiert, wenn sich etwas geändert hat. Von diesen Kopien bleiben drei von heute sowie die jeweils neueste der letzten sieben Tage, fünf Wochen und zwölf Monate. Eine angeforderte Kopie bleibt, bis sie entfernt wird. Jede Kopie wird von den Seiten der Datei bis zur letzten Buchung geprüft.",
  every: "Automatisch kopieren",
  everyWords: every,
  saved: "Die Sicherungen wurden eingerichtet",
  folder: "Ordner",
  folderOwn: "Der Ordner des Buchs selbst. Eine Kopie auf einem anderen Datenträger überlebt diesen.",
  chooseFolder: "Ordner wählen\u00A0…",
  folderByCommandLine: "Ein anderer Ordner wird über die Befehlszeile benannt:",
  folderCommand: "countinghouse book backup-plan --folder …",
  recipients: "Verschlüsselt für",
  recipientsNone: "Niemand Bestimmtes: Wer eine Kopie findet, kann sie lesen.",
  recipientsCount: (count: string) =>
    count === "1" ? "Wer den geheimen Schlüssel hat." : `Wer einen von ${count} geheimen Schlüsseln hat.`,
  recipientsChange: "Schlüssel ändern\u00A0…",
  recipientsDialog: {
    title: "Sicherungen verschlüsseln",
    explain:
      "Ein öffentlicher Schlüssel von age je Zeile, wie age-keygen ihn zeigt. Der geheime Schlüssel zu einem davon öffnet eine Kopie; ohne einen öffnet sie niemand. Er gehört nicht auf dieses Gerät. Vorhandene Kopien bleiben, wie sie sind.",
    label: "Öffentliche Schlüssel",
    placeholder: "age1…",
    confirm: "Speichern",
    cancel: "Abbrechen",
  },
  encrypted: "verschlüsselt",
  folderMissing:
    "Der Ordner der Sicherungen ist nicht vorhanden, deshalb sind nur die Kopien im Ordner des Buchs selbst aufgeführt.",
  backUp: "Jetzt sichern",
  saveCopy: "Kopie speichern\u00A0…",
  saveCopyTitle: "An einem frei gewählten Ort; die Kopie wird hier nicht aufgeführt.",
  backingUp: "Das Buch wird kopiert und geprüft",
  backedUp: (entries: string) => `Eine Kopie mit ${text.status.entries(entries)} wurde erstellt und geprüft`,
  exportTitle: "Das ganze Buch als Datei",
  exportExplain:
    "Alles, was das Buch enthält, als JSON Lines, ohne Kennphrasen und die Geheimnisse der Webhooks: für ein anderes System, ein Archiv oder ein neues Buch, das auf der Befehlszeile daraus gemacht wird. Wer die Datei hat, kann Namen, Guthaben und Rechnungen lesen.",
  exportBook: "Buch exportieren …",
  restoreFromFile: "Aus Datei wiederherstellen\u00A0…",
  caption: "Kopien des Buchs, neueste zuerst",
  made: "Erstellt",
  kind: "Anlass",
  kinds,
  entries: "Buchungen",
  size: "Größe",
  none: "Noch keine Kopie.",
  restore: "Wiederherstellen",
  restoreNamed: (when: string) => `Kopie vom ${when} wiederherstellen`,
  restoreDialog: {
    title: (when: string) => `Kopie vom ${when} wiederherstellen?`,
    explain:
      "Das Buch erhält den Inhalt dieser Kopie. Sein jetziger Inhalt wird daneben aufbewahrt und kann seinerseits wiederhergestellt werden.",
    entries: (then: string, now: string) => `Buchungen in der Kopie: ${then}; jetzt im Buch: ${now}.`,
    entriesThen: (then: string) => `Buchungen in der Kopie: ${then}.`,
    people:
      "Bearbeiter mit Rollen und Kennphrasen sowie die Schlüssel von Programmen werden die der Kopie. Wo mehrere Bearbeiter mit dem Buch arbeiten, melden sich alle neu an.",
    key: "Kennphrase oder geheimer Schlüssel",
    keyHelp: "Die Kopie ist verschlüsselt. Ein geheimer Schlüssel beginnt mit AGE-SECRET-KEY.",
    jobs: "Laufende Arbeiten, etwa ein Abrechnungslauf, werden zuvor angehalten.",
    confirm: "Diese Kopie wiederherstellen",
    cancel: "Abbrechen",
  },
  restoreFileDialog: { title: "Kopie aus einer Datei wiederherstellen?", confirm: "Datei auswählen\u00A0…" },
  restored: {
    title: (entries: string) => `Das Buch wurde wiederhergestellt. Es enthält ${text.status.entries(entries)}`,
    mayMissLast:
      "Die Kopie wurde allein aus der Datei eines geöffneten Buchs erstellt: Was zuletzt geschrieben wurde, fehlt möglicherweise.",
    proofs: {
      bytes: "Jedes Byte der Kopie ist, wie es war, als sie erstellt wurde.",
      ledger:
        "Neben der Kopie steht nicht, was ihre Bytes waren: Ihre Seiten, ihre Indexe und ihre Buchungen wurden geprüft und stimmen.",
      none: "Die Buchungen in der Kopie stimmen nicht. Wo, zeigt ihre Prüfung.",
    },
    kept: "Der vorherige Inhalt wird daneben aufbewahrt.",
    undo: "Rückgängig machen",
    undone: "Die Wiederherstellung wurde zurückgenommen",
  },
  mend: {
    title: "Aus der Sicherung reparieren",
    explain:
      "Sind nur Indexe beschädigt, werden sie neu erstellt, und nichts geht verloren. Sonst wird die neueste Sicherung, die sich beweist, zum Buch und mit jeder späteren Buchung fortgesetzt, die sich noch beweist, soweit nichts als Buchungen dazugehört. Was nicht zu retten ist, steht in einer Datei neben dem Buch.",
    mend: "Reparieren\u00A0…",
    question: "Dieses Buch reparieren?",
    kept: "Die beschädigte Datei bleibt neben dem Buch erhalten, und nichts wird gelöscht.",
    confirm: "Buch reparieren",
    cancel: "Abbrechen",
    done: (entries: string) => `Das Buch wurde repariert. Es enthält ${text.status.entries(entries)}`,
    broken: (problem: string) => `Beschädigt: ${problem}.`,
    ledgerBroken: "das Journal stimmt nicht",
    rebuilt: "Nichts ist verloren: Die Indexe wurden neu erstellt.",
    fromBackup: (name: string) => `Es enthält jetzt, was die Sicherung ${name} enthält.`,
    taken: (count: string) =>
      count === "1"
        ? "Es wird mit 1 späteren Buchung fortgesetzt."
        : `Es wird mit ${count} späteren Buchungen fortgesetzt.`,
    notTaken: (count: string, name: string) =>
      `${count === "1" ? "1 spätere Buchung beweist sich und ist" : `${count} spätere Buchungen beweisen sich und sind`} nicht im Buch. Neu zu erfassen ist, was ${name} neben dem Buch aufführt.`,
    missing: (numbers: string) => `Diese Buchungen kann niemand mehr lesen: ${numbers}.`,
    others:
      "Was nach dieser Sicherung sonst geändert wurde, ist verloren: Rechnungen, Zahlungen, Konten, Einstellungen.",
    keptAs: (name: string) => `Die beschädigte Datei bleibt als ${name} erhalten.`,
  },
  status: {
    never: "Noch keine Sicherung",
    last: (age: string) => `Letzte Sicherung ${age}`,
    lastBriefly: (age: string) => `Sicherung ${age}`,
    failing: (age: string | null) =>
      age === null ? "Sicherungen schlagen fehl" : `Sicherungen schlagen fehl, letzte ${age}`,
  },
  copies: "Kopien dieses Buchs",
};
