/** What verifying finds, each behind the entry, act or closing that it is about, so that it begins small. */
export const germanFindings = {
  "a use of the block {blockId} does not count for the day of its entry":
    "eine Nutzung des Blocks {blockId} zählt nicht für den Tag ihrer Buchung",
  "act {sequence} is missing": "Vorgang {sequence} fehlt",
  "act {sequence} of the audit log is another one than it was then":
    "Vorgang {sequence} des Protokolls ist ein anderer als damals",
  "attribution {sequence} does not begin with an entry of its name and door":
    "Zuordnung {sequence} beginnt nicht mit einer Buchung ihres Namens und Zugangs",
  "attribution {sequence} is missing": "Zuordnung {sequence} fehlt",
  "attribution {sequence} is not in the order of its entries":
    "Zuordnung {sequence} steht nicht in der Reihenfolge ihrer Buchungen",
  "attribution {sequence} is of an entry that is not there":
    "Zuordnung {sequence} gehört zu einer Buchung, die nicht da ist",
  "attribution {sequence} of the list of attributions is another one than it was then":
    "Zuordnung {sequence} der Liste der Zuordnungen ist eine andere als damals",
  "closing {sequence} is missing": "Abschluss {sequence} fehlt",
  "closing {sequence} of the list of closings is another one than it was then":
    "Abschluss {sequence} der Liste der Abschlüsse ist ein anderer als damals",
  "entries name it, and it was not approved": "Buchungen nennen sie, und sie wurde nicht freigegeben",
  "entry {sequence} is missing": "Buchung {sequence} fehlt",
  "entry {sequence} names it, and it is not there": "Buchung {sequence} nennt sie, und sie ist nicht da",
  "entry {sequence} of the ledger is another one than it was then": "Buchung {sequence} ist eine andere als damals",
  "it is attributed to nobody": "sie ist niemandem zugeordnet",
  "it is decided and still holds credit": "sie ist entschieden und hält noch Guthaben zurück",
  'its evidence "{name}" is not the file that was given':
    "ihr Nachweis „{name}“ ist nicht die Datei, die mitgegeben wurde",
  "its fingerprint does not match its content": "ihr Fingerabdruck passt nicht zu ihrem Inhalt",
  "its hash does not match its content": "sein Hash passt nicht zu seinem Inhalt",
  "its text is not that of a closing": "sein Text ist nicht der eines Abschlusses",
  "its {name} is another one than the audit log tells": "im Protokoll steht für {name} etwas anderes",
  "no day": "keinem Tag",
  "the approval is not the one that it is attributed to": "die Freigabe ist nicht die, der sie zugeordnet ist",
  "the audit log does not tell of it": "das Protokoll weiß nichts von ihr",
  "the audit log ends before act {sequence}, which it had then":
    "das Protokoll endet vor Vorgang {sequence}, den es damals hatte",
  "the audit log tells of it, and it is not there": "das Protokoll nennt sie, und sie ist nicht da",
  "the balance after does not add up": "das Guthaben danach geht nicht auf",
  "the balance before is not the one the entries add up to":
    "das Guthaben davor ist nicht das, was die Buchungen ergeben",
  "the batch {batchId} goes on by another approval than it tells":
    "der Stapel {batchId} geht mit einer anderen Freigabe weiter, als er sagt",
  "the batch {batchId} goes on in another name than it tells":
    "der Stapel {batchId} geht in einem anderen Namen weiter, als er sagt",
  "the block {blockId} was not formed by the entry that it names":
    "der Block {blockId} stammt nicht aus der Buchung, die er nennt",
  "the blocks of {key} do not add up to its balance": "die Blöcke von {key} ergeben nicht das Guthaben",
  "the book says that it is closed up to {closedThrough}, its closings up to {through}":
    "laut Buch ist es bis {closedThrough} abgeschlossen, laut seinen Abschlüssen bis {through}",
  "the credit of invoice {invoiceId}": "das Guthaben der Rechnung {invoiceId}",
  "the credit that invoice {invoiceId} made": "das Guthaben, das die Rechnung {invoiceId} ergab,",
  "the entries add up to {key}, which is not stored": "die Buchungen ergeben {key}, und das ist nicht gespeichert",
  "the entries that followed are not what was approved": "was darauf gebucht wurde, ist nicht das Freigegebene",
  "the entries that followed do not come to what was approved":
    "was darauf gebucht wurde, ergibt nicht das Freigegebene",
  "the entries up to {day} come to something else than what was closed":
    "die Buchungen bis {day} ergeben etwas anderes, als abgeschlossen wurde",
  "the hash does not match the content": "der Hash passt nicht zum Inhalt",
  "the hash of attribution {sequence} does not match its content":
    "der Hash der Zuordnung {sequence} passt nicht zu ihrem Inhalt",
  "the kept total of {key} has no entry behind it": "hinter der behaltenen Summe von {key} steht keine Buchung",
  "the kept total of {key} has no invoice behind it": "hinter der behaltenen Summe von {key} steht keine Rechnung",
  "the kept total of {key} is not what the invoices add up to":
    "die behaltene Summe von {key} ist nicht, was die Rechnungen ergeben",
  "the kept total of {key} is not what the entries add up to":
    "die behaltene Summe von {key} ist nicht, was die Buchungen ergeben",
  "the ledger ends before entry {sequence}, which it had then":
    "die Buchungen enden vor Buchung {sequence}, die damals da war",
  '"{field}" of {recordId} is not what it tells': "„{field}“ von {recordId} ist nicht, was er sagt",
  'the log does not tell that "{field}" of {recordId} was changed':
    "das Protokoll sagt nicht, dass „{field}“ von {recordId} geändert wurde",
  "the log does not tell of the record {recordId}": "das Protokoll sagt nichts vom Datensatz {recordId}",
  "the record {recordId} cannot be read": "der Datensatz {recordId} ist nicht lesbar",
  "the record {recordId} that it removed is there": "der Datensatz {recordId}, den er entfernte, ist da",
  "the record {recordId} that it tells of is not there": "der Datensatz {recordId}, von dem er sagt, ist nicht da",
  "the log does not tell in whose name the batch {batchId} goes on":
    "das Protokoll sagt nicht, in wessen Namen der Stapel {batchId} weitergeht",
  "the list of attributions ends before attribution {sequence}, which it had then":
    "die Liste der Zuordnungen endet vor Zuordnung {sequence}, die sie damals hatte",
  "the list of closings ends before closing {sequence}, which it had then":
    "die Liste der Abschlüsse endet vor Abschluss {sequence}, den sie damals hatte",
  "the operator's id is not the one that it is attributed to":
    "die ID des Bearbeiters ist nicht die, der sie zugeordnet ist",
  "the previous hash is not the hash of the act before": "der vorige Hash ist nicht der des Vorgangs davor",
  "the previous hash is not the hash of the closing before": "der vorige Hash ist nicht der des Abschlusses davor",
  "the previous hash is not the hash of the entry before": "der vorige Hash ist nicht der der Buchung davor",
  "the previous hash of attribution {sequence} is not the hash of the one before":
    "der vorige Hash der Zuordnung {sequence} ist nicht der der Zuordnung davor",
  "the rows of its import are not those that were asked for":
    "die Zeilen ihres Imports sind nicht die, die angefragt wurden",
  "the stored balance of {key} has no entry behind it":
    "hinter dem gespeicherten Guthaben von {key} steht keine Buchung",
  "the stored balance of {key} is not what the entries add up to":
    "das gespeicherte Guthaben von {key} ist nicht, was die Buchungen ergeben",
  "the total of {key} is not kept": "die Summe von {key} ist nicht behalten",
  "what is held of the block {blockId} is not what requests hold":
    "was vom Block {blockId} zurückgehalten wird, ist nicht, was Anfragen zurückhalten",
  "what is left of the block {blockId} is not what its uses leave":
    "was vom Block {blockId} übrig ist, ist nicht, was seine Nutzungen übrig lassen",
  "credit note {number} is missing": "Rechnungskorrektur {number} fehlt",
  "invoice {number} is missing": "Rechnung {number} fehlt",
  "the credit notes of invoice {number} are not what it says of them":
    "die Korrekturen der Rechnung {number} sind nicht, was sie von ihnen sagt",
  "the credit of credit note {number} is not what entries gave for it":
    "das Guthaben aus Rechnungskorrektur {number} ist nicht, was Buchungen dafür gaben",
  "the lines of credit note {number} do not add up to it":
    "die Zeilen der Rechnungskorrektur {number} ergeben sie nicht",
  "the lines of invoice {number} do not add up to it": "die Zeilen der Rechnung {number} ergeben sie nicht",
  "the payments of invoice {number} are not what it says was paid":
    "die Zahlungen der Rechnung {number} sind nicht, was laut ihr bezahlt ist",
  "what was paid beyond invoice {number} is not what entries gave for it":
    "was über Rechnung {number} hinaus bezahlt wurde, ist nicht, was Buchungen dafür gaben",
  "what was written off of invoice {number} is not what it says":
    "was von Rechnung {number} ausgebucht wurde, ist nicht, was sie sagt",
  "{what} has no entry behind it": "{what} hat keine Buchung hinter sich",
  "{what} is not what the entries add up to": "{what} ist nicht, was die Buchungen ergeben",
} as const;
