import type { explanationsText as english } from "../features/explanations/explanations-text.ts";
import type { Translated } from "../foundation/language.ts";

/** How an amount grows out of others, in German. Every amount comes in as text, with its currency. */
export const explanationsText: Translated<typeof english> = {
  ask: (name: string, amount: string) => `${amount}, ${name}: warum?`,
  title: (amount: string) => `Warum ${amount}?`,
  label: (name: string) => `${name}: warum?`,
  close: "Schließen",
  rounded: ", einmal kaufmännisch gerundet",
  fee: {
    month: (amount: string) => `Die Gebühr des Preises für einen Monat beträgt ${amount}.`,
    annual: (amount: string) => `Die Gebühr des Preises für ein Jahr beträgt ${amount}.`,
  },
  months: (monthly: string, months: string, amount: string) =>
    `${monthly} im Monat × ${months} ${months === "1" ? "Monat" : "Monate"} = ${amount}.`,
  seats: (seats: string) => (seats === "1" ? "1 Platz, einzeln gezählt." : `${seats} Plätze, einzeln gezählt.`),
  blocks: (seats: string, blockSize: string, blocks: string) =>
    seats === "1"
      ? `1 Platz in Blöcken zu ${blockSize} ergibt ${blocks}; ein angefangener Block zählt ganz.`
      : `${seats} Plätze in Blöcken zu ${blockSize} ergeben ${blocks}; ein angefangener Block zählt ganz.`,
  quantity: (quantity: string, unit: string, amount: string) => `${quantity} × ${unit} = ${amount}.`,
  difference: (after: string, before: string, amount: string) =>
    `Ein ganzer Zeitraum kostet nach der Änderung ${after} und davor ${before}: ${after} − ${before} = ${amount}.`,
  charged: (invoiceNumber: string, position: string, amount: string) =>
    `Mit Position ${position} von ${invoiceNumber} wurden ${amount} vor Steuer berechnet; was davon nicht genutzt ist, wird zurückgegeben.`,
  days: (of: string, daysLeft: string, daysTotal: string, amount: string, rounding: string) =>
    `${of} × ${daysLeft} von ${daysTotal} Tagen = ${amount}${rounding}.`,
  dayRange: (start: string, change: string, end: string) =>
    `Der Zeitraum läuft vom ${start} bis vor den ${end}; die Änderung ist am ${change}, und dieser Tag zählt zu den verbleibenden.`,
  again: (invoiceNumber: string, position: string, amount: string) =>
    `Position ${position} der Rechnung ${invoiceNumber}, die storniert wurde, um neu abgerechnet zu werden: ${amount}.`,
  earlier: (of: string, earlier: string, amount: string) =>
    `Davon wurden ${earlier} schon zurückgegeben: ${of} − ${earlier} = ${amount}.`,
  unpaid: (invoiceNumber: string, of: string, amount: string) =>
    `Von den ${of} sind auf ${invoiceNumber} noch ${amount} offen; das wird zuerst von der Rechnung abgezogen.`,
  paid: (invoiceNumber: string, of: string, amount: string) =>
    `Von den ${of} wurden ${amount} bezahlt; der Rest wird von dem abgezogen, was auf ${invoiceNumber} noch offen ist.`,
  limit: (left: string, amount: string) =>
    `Höchstens das, was nach früheren Anpassungen davon übrig ist, nämlich ${left}: ${amount}.`,
  discountShare: (name: string, share: string, of: string, amount: string, rounding: string) =>
    `Der Rabatt „${name}“ zieht ${share} von ${of} ab: ${amount}${rounding}.`,
  discountAmount: (name: string, of: string, amount: string) => `Der Rabatt „${name}“ zieht ${amount} von ${of} ab.`,
  share: (of: string, weight: string, totalWeight: string, amount: string) =>
    `Der Anteil an ${of} im Verhältnis ${weight} zu ${totalWeight}, nach dem größten Rest: ${amount}.`,
  tax: (rate: string, base: string, amount: string, rounding: string) => `${rate} auf ${base} = ${amount}${rounding}.`,
  sum: (parts: string, amount: string) => `${parts} = ${amount}.`,
  onlyPart: (amount: string) => `Zu ${amount} kommt nichts hinzu.`,
  creditCreated: (amount: string) =>
    `Es wird mehr zurückgegeben als berechnet; die Rechnung lautet daher auf null, und ${amount} werden zu Guthaben.`,
  credit: (available: string, total: string, amount: string) =>
    `${available} Guthaben sind für ${total} verfügbar; der kleinere der beiden Beträge wird verwendet: ${amount}.`,
  carried: (minimum: string, amount: string) =>
    `${amount} liegen unter dem Mindestbetrag des Zahlungsanbieters von ${minimum} und stehen daher auf der nächsten Rechnung.`,
  moved: (fallsOn: string, datedOn: string) =>
    `Der Tag wäre der ${fallsOn}, in einem abgeschlossenen Monat; datiert wird daher auf den ${datedOn}, den ersten offenen Tag.`,
  residue: (total: string, earlier: string, amount: string) =>
    `Die letzte Rechnungskorrektur nimmt, was die früheren übrig gelassen haben: ${total} − ${earlier} = ${amount}.`,
  tiers: {
    label: "Die Staffeln, in die die Blöcke fallen",
    range: "Blöcke",
    rangeOf: (first: string, last: string) => `${first} bis ${last}`,
    rangeFrom: (first: string) => `ab ${first}`,
    count: "Gezählt",
    fee: "Je Block",
    amount: "Betrag",
    sum: "Zusammen",
  },
  uses: {
    label: "Die Guthabenblöcke in der Reihenfolge ihrer Verwendung",
    priority: "Priorität",
    category: "Art",
    categories: { promotional: "Aktion", paid: "Bezahlt", none: "Allgemein" },
    expires: "Verfall",
    never: "Nie",
    used: "Verwendet",
    left: "Übrig",
  },
};
