/** What the reasons that every book has are called in German, by their English names. */
export const germanReasons: Readonly<Record<string, string>> = {
  Courtesy: "Entgegenkommen",
  "Service interruption": "Dienstausfall",
  Promotion: "Aktion",
  "Early customer": "Früher Kunde",
  "Manual discount": "Nachlass von Hand",
  "Billing error": "Abrechnungsfehler",
  Goodwill: "Kulanz",
  Contract: "Vertrag",
  Migration: "Übernahme",
  Other: "Sonstiges",
};
