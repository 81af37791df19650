/** What commander, or the reader of an option, says of a command line that is wrong, and its German. */
const patterns: readonly (readonly [english: RegExp, german: string])[] = [
  [/^error: unknown option (.+)$/mu, "Fehler: unbekannte Option $1"],
  [/^error: unknown command (.+)$/mu, "Fehler: unbekannter Befehl $1"],
  [/^error: missing required argument (.+)$/mu, "Fehler: Das Argument $1 fehlt."],
  [/^error: required option (.+) not specified$/mu, "Fehler: Die Option $1 fehlt."],
  [/^error: option (.+) argument missing$/mu, "Fehler: Der Option $1 fehlt ihr Wert."],
  [/^error: option (.+) cannot be used with option (.+)$/mu, "Fehler: Die Option $1 geht nicht zusammen mit $2."],
  [/^error: option (.+) argument (.+?) is invalid\.(.*)$/mu, "Fehler: $2 ist kein Wert der Option $1.$3"],
  [
    /^error: command-argument value (.+?) is invalid for argument (.+?)\.(.*)$/mu,
    "Fehler: $1 ist kein Wert des Arguments $2.$3",
  ],
  [
    /^error: too many arguments(?: for .+)?\. Expected (\d+) arguments? but got (\d+).*$/mu,
    "Fehler: zu viele Argumente: $2, wo $1 erwartet wird.",
  ],
  [/ Allowed choices are (.+)\.$/mu, " Möglich: $1."],
  [/ It is not a whole number from (.+) to (.+)\.$/mu, " Es ist keine ganze Zahl von $1 bis $2."],
  [/ It is not a whole number from (.+) on\.$/mu, " Es ist keine ganze Zahl ab $1."],
  [
    / It is not a day of the calendar written YYYY-MM-DD\.$/mu,
    " Es ist kein Tag des Kalenders in der Form JJJJ-MM-TT.",
  ],
  [/ It is not an ISO 4217 currency, such as USD\.$/mu, " Es ist keine Währung nach ISO 4217 wie USD."],
  [/ It is not a month of the calendar written YYYY-MM\.$/mu, " Es ist kein Monat des Kalenders in der Form JJJJ-MM."],
  [/ Its name does not end with (.+) or (\.\w+)\.$/mu, " Der Name endet nicht auf $1 oder $2."],
  [/ Write it like (\S+)\.$/mu, " So schreiben: $1."],
  [/ Write it like (\S+); the fields are (.+)\.$/mu, " So schreiben: $1; die Felder sind $2."],
  [/ It is none of (.+)\.$/mu, " Es ist nichts von $1."],
  [/ It is not blocks and a fee, such as (.+)\.$/mu, " Es sind nicht Blöcke und eine Gebühr wie $1."],
  [/ It is not a slug and a name, such as (.+)\.$/mu, " Es ist nicht ein Slug und ein Name wie $1."],
  [/ It is not days, such as (.+)\.$/mu, " Es sind keine Tage wie $1."],
  [/ It has not come yet\.$/mu, " Er ist noch nicht gekommen."],
  [/^\(Did you mean one of (.+)\?\)$/mu, "(Ist eins von $1 gemeint?)"],
  [/^\(Did you mean (.+)\?\)$/mu, "(Ist $1 gemeint?)"],
];

/** What is wrong with a command line, in German; what is not known stays in English. */
export function usageErrorInGerman(text: string): string {
  return patterns.reduce((said, [english, german]) => said.replace(english, german), text);
}
