import { germanFindings } from "./german-findings.ts";

/** What the engine and its hosts say, in German, by the English that it stands for. What is missing here does not compile where it is said. */
export const germanSentences = {
  ...germanFindings,
  '"{beginning}…" is no public key of age.': "„{beginning}…“ ist kein öffentlicher Schlüssel von age.",
  '"{contact}" belongs to another account.': "„{contact}“ gehört zu einem anderen Konto.",
  '"{discountName}" takes off {currency}, not {accountCurrency}.':
    "„{discountName}“ zieht {currency} ab, nicht {accountCurrency}.",
  '"{kind}" is none of {kinds}.': "„{kind}“ ist nichts von {kinds}.",
  '"{listen}" is not an address to listen at.': "„{listen}“ ist keine Adresse, an der das Programm lauschen kann.",
  '"{name}" has more than {megabytes} MB.': "„{name}“ hat mehr als {megabytes} MB.",
  '"{name}" is a tax of this rate already.': "„{name}“ ist schon eine Steuer mit diesem Satz.",
  '"{name}" is empty.': "„{name}“ ist leer.",
  '"{name}" is not a reason to decrease credit.': "„{name}“ ist kein Grund, Guthaben zu entfernen.",
  '"{name}" is not a reason to increase credit.': "„{name}“ ist kein Grund, Guthaben hinzuzufügen.",
  '"{name}" is suspended in this book.': "„{name}“ ist in diesem Buch gesperrt.",
  '"{name}" was not made for trying: what is written under a test clock stays in its ledger and in its invoices.':
    "„{name}“ ist kein Übungsbuch: Was unter einer Testuhr gebucht wird, bleibt in den Buchungen und auf den Rechnungen.",
  '"{operator}" is no person, and signs in by nothing but its key.':
    "„{operator}“ ist keine Person und meldet sich nur mit dem eigenen Schlüssel an.",
  '"{operator}" lacks the right "{right}": to {what}.': "„{operator}“ fehlt das Recht „{right}“: {what}.",
  '"{path}" is not a whole path.': "„{path}“ ist kein vollständiger Pfad.",
  '"{path}" {problem}.': "„{path}“ {problem}.",
  '"{planName}" by the {period} is in force.': "„{planName}“ zum {period} ist schon in Kraft.",
  '"{planName}" by the {period} waits already.': "„{planName}“ zum {period} wartet schon.",
  '"{planName}" ends on {endsOn}, and no invoice would use a discount.':
    "„{planName}“ endet am {endsOn}, und keine Rechnung würde einen Rabatt nutzen.",
  '"{planName}" has no price {priceId}.': "„{planName}“ hat keinen Preis {priceId}.",
  '"{planName}" is a plan for {kinds}.': "„{planName}“ ist ein Tarif für {kinds}.",
  '"{planName}" is archived and takes no new subscription.':
    "„{planName}“ wird nicht mehr angeboten und nimmt kein neues Abo an.",
  '"{planName}" is free and takes no price.': "„{planName}“ ist kostenlos und nimmt keinen Preis an.",
  '"{planName}" is free for good; there is nothing to try.': "„{planName}“ bleibt kostenlos; es gibt nichts zu testen.",
  '"{planName}" is priced in {currency}, not {billingCurrency}.':
    "„{planName}“ hat seinen Preis in {currency}, nicht in {billingCurrency}.",
  '"{planName}" is the plan of every {kind} that pays for none.':
    "„{planName}“ ist der Tarif für alle, die für keinen bezahlen ({kind}).",
  '"{planName}", which follows, has no seats.': "„{planName}“, der folgt, hat keine Plätze.",
  '"{reason}" is no reason of the book.': "„{reason}“ ist kein Grund dieses Buches.",
  '"{reference}" fits {count} accounts ({ids}); write the id.':
    "„{reference}“ passt auf {count} Konten ({ids}); die ID angeben.",
  '"{reference}" is the address of {count} webhooks: {ids}.':
    "„{reference}“ ist die Adresse von {count} Webhooks: {ids}.",
  '"{reference}" is the name of several; say which by its id: {ids}.':
    "„{reference}“ heißen mehrere; bitte mit der ID sagen, welcher: {ids}.",
  '"{reference}" is the name of {count} accounts: {ids}.': "„{reference}“ ist der Name von {count} Konten: {ids}.",
  '"{reference}" is the number of several invoices: {numbers}.':
    "„{reference}“ ist die Nummer mehrerer Rechnungen: {numbers}.",
  '"{signInName}" is locked until {until}.': "„{signInName}“ ist gesperrt bis {until}.",
  '"{text}" can be {one} or {other}: write it with a comma, or without a point.':
    "„{text}“ kann {one} oder {other} heißen: Bitte mit einem Komma oder ohne Punkt schreiben.",
  '"{text}" has more than one "{decimal}".': "„{text}“ hat mehr als ein „{decimal}“.",
  '"{text}" is below zero, and every row adds what it says.':
    "„{text}“ liegt unter null, und jede Zeile fügt hinzu, was sie nennt.",
  '"{text}" is below zero, and every row removes what it says.':
    "„{text}“ liegt unter null, und jede Zeile entfernt, was sie nennt.",
  '"{text}" is below zero.': "„{text}“ liegt unter null.",
  '"{text}" is in {named}, and the account is billed in {currency}. Where that is meant, name the currency, as in 50 {named}.':
    "„{text}“ ist in {named}, und das Konto wird in {currency} abgerechnet. Ist das gemeint, die Währung nennen, wie in 50 {named}.",
  '"{text}" is in {other}; this amount is in {currency}.': "„{text}“ ist in {other}; dieser Betrag ist in {currency}.",
  '"{text}" is larger than a book can hold.': "„{text}“ ist größer, als ein Buch fassen kann.",
  '"{text}" is neither a day nor an instant with its offset, such as 2026-04-01T09:00:00Z.':
    "„{text}“ ist weder ein Tag noch ein Zeitpunkt mit Zeitverschiebung wie 2026-04-01T09:00:00Z.",
  '"{text}" is neither promotional nor paid.': "„{text}“ ist weder promotional noch paid.",
  '"{text}" is neither the address of a proxy nor a range of them.':
    "„{text}“ ist weder die Adresse eines Proxys noch ein Bereich davon.",
  '"{text}" is no day of the calendar, read with the day first.':
    "„{text}“ ist kein Tag des Kalenders, mit dem Tag zuerst gelesen.",
  '"{text}" is no day of the calendar, read with the month first.':
    "„{text}“ ist kein Tag des Kalenders, mit dem Monat zuerst gelesen.",
  '"{text}" is no day of the calendar.': "„{text}“ ist kein Tag des Kalenders.",
  '"{text}" is not a percentage from 0 to 100, such as 7.5.': "„{text}“ ist kein Prozentsatz von 0 bis 100 wie 7,5.",
  '"{text}" is not a whole number from 0 to 100.': "„{text}“ ist keine ganze Zahl von 0 bis 100.",
  '"{text}" is not above zero.': "„{text}“ liegt nicht über null.",
  '"{text}" is not an ISO 4217 currency, such as "USD".': "„{text}“ ist keine Währung nach ISO 4217 wie „USD“.",
  '"{text}" is not an amount. Write it like {example}.': "„{text}“ ist kein Betrag. So schreiben: {example}.",
  '"{text}" is unclear: "{group}" was read as a thousands separator. Use "{decimal}" for decimals.':
    "„{text}“ ist unklar: „{group}“ wurde als Tausendertrennzeichen gelesen. Für Nachkommastellen „{decimal}“ verwenden.",
  '"{text}" is unclear: nothing says whether its comma or full stop stands before the decimals.':
    "„{text}“ ist unklar: Nichts sagt, ob Komma oder Punkt vor den Nachkommastellen steht.",
  '"{text}" is unclear: nothing says whether the day or the month comes first.':
    "„{text}“ ist unklar: Nichts sagt, ob der Tag oder der Monat zuerst steht.",
  '"{text}" is unclear: other rows of the column put the day first and the month first.':
    "„{text}“ ist unklar: Andere Zeilen der Spalte nennen teils den Tag und teils den Monat zuerst.",
  '"{text}" is unclear: other rows of the column write amounts both with a decimal point and with a decimal comma.':
    "„{text}“ ist unklar: Andere Zeilen der Spalte schreiben Beträge teils mit Dezimalpunkt und teils mit Dezimalkomma.",
  '"{schema}" is no name for a schema: it has small letters, digits and underscores.':
    "„{schema}“ ist kein Name für ein Schema: Er besteht aus Kleinbuchstaben, Ziffern und Unterstrichen.",
  "--block-size says how --tier is meant, and no tier was given.":
    "--block-size sagt, wie --tier gemeint ist, und es wurde keine Staffel genannt.",
  "--recorded says how --as-of is meant, and no day was given.":
    "--recorded sagt, wie --as-of gemeint ist, und es wurde kein Tag genannt.",
  "A backup": "Eine Sicherung",
  "By invoice": "Auf Rechnung",
  "A backup has been under way for {minutes} minutes.": "Eine Sicherung läuft seit {minutes} Minuten.",
  "A batch of adjustments": "Ein Stapel von Anpassungen",
  "A billing run": "Ein Abrechnungslauf",
  "A billing run is under way, and a linked book does not bill.":
    "Ein Abrechnungslauf ist im Gang, und ein verknüpftes Buch rechnet nicht ab.",
  "A billing run is under way.": "Ein Abrechnungslauf ist im Gang.",
  "A block of {blockSize} seats is not one of 1 to 1,000,000.":
    "Ein Block von {blockSize} Plätzen ist keiner von 1 bis 1.000.000.",
  "A book on a server is named as postgres://user@host/database.":
    "Ein Buch auf einem Server wird als postgres://user@host/database angegeben.",
  "A book that a team's host serves is read with --as, and not with --read-only.":
    "Ein Buch, das ein Team-Server bereitstellt, wird mit --as gelesen und nicht mit --read-only.",
  "A check of adjustments": "Eine Prüfung von Anpassungen",
  "A column has no name. A file of {kind} has the columns {expected}.":
    "Eine Spalte hat keinen Namen. Eine Datei dieser Art ({kind}) hat die Spalten {expected}.",
  "A copy is encrypted with a passphrase or for keys, and not with both.":
    "Eine Kopie wird mit einer Kennphrase oder für Schlüssel verschlüsselt, nicht mit beidem.",
  "A copy is named by its file's name or by its path.":
    "Eine Kopie wird mit dem Namen ihrer Datei oder mit ihrem Pfad genannt.",
  "A discount for {periods} periods takes nothing off.": "Ein Rabatt für {periods} Zeiträume zieht nichts ab.",
  "A dry run": "Ein Probelauf",
  "A file of {kind} has no column {column}.": "Eine Datei dieser Art ({kind}) hat keine Spalte {column}.",
  "A limit takes its currency.": "Zu einer Grenze gehört ihre Währung.",
  "A newer version is being downloaded.": "Eine neuere Version wird heruntergeladen.",
  "A passphrase goes with a name to sign in by, and there is none.":
    "Eine Kennphrase gehört zu einem Anmeldenamen, und es gibt keinen.",
  "A place on the machine is named by the person at it, and by no page or program.":
    "Einen Ort auf dem Rechner nennt, wer davorsitzt, und keine Seite und kein Programm.",
  "A price for both periods needs both amounts.": "Ein Preis für beide Zeiträume braucht beide Beträge.",
  "A proxy that takes care of TLS and a certificate of the host's own exclude each other.":
    "Ein Proxy, der sich um TLS kümmert, und ein eigenes Zertifikat schließen einander aus.",
  "A reason is missing.": "Ein Grund fehlt.",
  "A share has no currency of its own.": "Ein Anteil hat keine eigene Währung.",
  "A share of {partsPerMillion} parts per million is not above 0 % and at most 100 %.":
    "Ein Anteil von {partsPerMillion} Millionsteln liegt nicht über 0 % und höchstens bei 100 %.",
  "A team's host is named by https:// and its name alone.":
    "Der Host eines Teams wird mit https:// und seinem Namen allein genannt.",
  "A user needs a name, an email address, a username or an external id.":
    "Ein Benutzer braucht einen Namen, eine E-Mail-Adresse, einen Benutzernamen oder eine externe ID.",
  "A value is missing.": "Ein Wert fehlt.",
  "A verification of the ledger": "Eine Prüfung des Buchungsjournals",
  "All files": "Alle Dateien",
  "An account has a --number, a --name and a --type.": "Ein Sachkonto hat --number, --name und --type.",
  "An account here has one email address.": "Ein Konto hat hier nur eine E-Mail-Adresse.",
  "An amount goes with a change, and with nothing else.": "Ein Betrag gehört zu einer Änderung und zu nichts anderem.",
  "An amount is looked for in one currency, which has to be said.":
    "Ein Betrag wird in einer Währung gesucht, die genannt werden muss.",
  "An amount of {amountMinor} is not above zero.": "Ein Betrag von {amountMinor} liegt nicht über null.",
  "An amount takes --currency.": "Zu einem Betrag gehört --currency.",
  "An entry of zero says nothing; leave the row out.": "Eine Buchung über null sagt nichts; die Zeile weglassen.",
  "An import": "Ein Import",
  "An import is about to write {what}.": "Ein Import schreibt gleich {what}.",
  "An import is under way, which may have entries of the month.":
    "Ein Import ist im Gang, der Buchungen des Monats enthalten kann.",
  "An undoing of adjustments": "Eine Rücknahme von Anpassungen",
  "Another Countinghouse has written to {path} meanwhile.":
    "Ein anderes Countinghouse hat inzwischen in {path} geschrieben.",
  "Another account of the upstream is known to be {accountId}.":
    "Ein anderes Konto der Gegenstelle ist als {accountId} bekannt.",
  "Another host of the book is at work on it.": "Ein anderer Host des Buches ist schon damit befasst.",
  "Another import takes what this one would take.": "Ein anderer Import beansprucht, was dieser beanspruchen würde.",
  'Another operator signs in as "{signInName}".': "Ein anderer Bearbeiter meldet sich als „{signInName}“ an.",
  "Another program keeps its hold on": "Ein anderes Programm gibt nicht frei:",
  "Another program reads in {path}.": "Ein anderes Programm liest in {path}.",
  "Approvals do not hold, from request {requestId} on: {problem}.":
    "Die Freigaben stimmen ab Anfrage {requestId} nicht: {problem}.",
  "Approvals do not hold: {problem}.": "Die Freigaben stimmen nicht: {problem}.",
  "Ask for one change at a time.": "Immer nur eine Änderung auf einmal verlangen.",
  "At a team's host one signs in with --as; a key is for its Backend API.":
    "Beim Host eines Teams meldet man sich mit --as an; ein Schlüssel ist für seine Backend-API.",
  "Blocks are named by the sequence of entries; write it.":
    "Blöcke werden nach der laufenden Nummer von Buchungen benannt; sie muss angegeben werden.",
  Books: "Bücher",
  "Beside other parts, say how much of it goes to credit.":
    "Neben anderen Teilen muss dastehen, wie viel davon Guthaben wird.",
  "Closing {sequence}, of {month}, does not hold: {problem}.":
    "Der Abschluss {sequence} von {month} stimmt nicht: {problem}.",
  "Discount not found.": "Rabatt nicht gefunden.",
  "It answered with no status of HTTP.": "Die Antwort hatte keinen HTTP-Status.",
  "It is for nobody who could have it here.": "Niemand, der ihn hier haben könnte, kann ihn bekommen.",
  "Its fee is below zero.": "Seine Gebühr liegt unter null.",
  "Left out: {accountName}": "Ausgelassen: {accountName}",
  "Not allowed": "Nicht erlaubt",
  'Organizations cannot be ordered by "{by}".': "Organisationen lassen sich nicht nach „{by}“ ordnen.",
  "Price not found.": "Preis nicht gefunden.",
  "Request body invalid": "Rumpf der Anfrage ungültig",
  "Request too large": "Anfrage zu groß",
  "Resource not found.": "Nichts davon gefunden.",
  "Say what it takes off: --percent or --amount.": "Bitte sagen, was er abzieht: --percent oder --amount.",
  "Send the body as application/json.": "Den Rumpf als application/json senden.",
  "Something went wrong": "Etwas ist schiefgegangen",
  "Statement not found.": "Abrechnung nicht gefunden.",
  "Subscription item not found.": "Abo-Posten nicht gefunden.",
  "Subscription not found.": "Abo nicht gefunden.",
  "Tax {name}": "Steuer {name}",
  "Test bank account ending 2227 (insufficient funds)": "Testbankkonto mit der Endung 2227 (nicht gedeckt)",
  "Test bank account ending 6789": "Testbankkonto mit der Endung 6789",
  "Test card ending 0002 (declines)": "Testkarte mit der Endung 0002 (lehnt ab)",
  "Test card ending 3155 (needs action)": "Testkarte mit der Endung 3155 (Kunde muss handeln)",
  "Test card ending 4242": "Testkarte mit der Endung 4242",
  "The application was ended before there was an answer.": "Das Programm wurde beendet, bevor eine Antwort da war.",
  "The body is larger than a mebibyte.": "Der Rumpf ist größer als ein Mebibyte.",
  "The body must be a JSON object.": "Der Rumpf muss ein JSON-Objekt sein.",
  "The book cannot be written to at the moment.": "In das Buch kann im Moment nicht geschrieben werden.",
  "The cursor is not one of an earlier answer.": "Der cursor stammt aus keiner früheren Antwort.",
  "The folder of the window's profile cannot be made: {reason}":
    "Der Ordner für das Profil des Fensters lässt sich nicht anlegen: {reason}",
  "Countinghouse cannot start": "Countinghouse kann nicht starten",
  "Countinghouse {version} is ready.": "Countinghouse {version} ist bereit.",
  "Countinghouse {version} is there": "Countinghouse {version} ist da",
  "Countinghouse {version} is there; this is {own}.": "Countinghouse {version} ist da; dies ist {own}.",
  "Countinghouse {version} was not downloaded; this version stays as it is.":
    "Countinghouse {version} wurde nicht heruntergeladen; diese Version bleibt, wie sie ist.",
  "Credit that is removed has no terms.": "Guthaben, das entfernt wird, hat keine Bedingungen.",
  "Credit that takes effect on {effectiveOn} cannot expire on {expiresOn}.":
    "Guthaben, das ab {effectiveOn} gilt, kann nicht am {expiresOn} verfallen.",
  "Invoices and credit notes cannot both be called {prefix}.":
    "Rechnungen und Rechnungskorrekturen können nicht beide {prefix} heißen.",
  "Numbers begin with {most} at most, so that there are enough to go on with.":
    "Nummern beginnen höchstens mit {most}, damit genug übrig sind, um weiterzugehen.",
  "Numbers with {prefix} go on with {next}, so that none is left out and none comes twice.":
    "Nummern mit {prefix} gehen mit {next} weiter, damit keine fehlt und keine doppelt ist.",
  "Day {day} does not come after day {before}.": "Tag {day} kommt nicht nach Tag {before}.",
  Download: "Herunterladen",
  "Enter an amount.": "Einen Betrag eingeben.",
  "Entry {sequence} formed credit that has been voided or has expired, and cannot be reversed.":
    "Buchung {sequence} hat Guthaben gebildet, das eingezogen wurde oder verfallen ist, und kann nicht storniert werden.",
  "Entry {sequence} has been reversed before.": "Buchung {sequence} wurde schon storniert.",
  "Entry {sequence} is what voiding a block of credit took and cannot be reversed.":
    "Buchung {sequence} stammt vom Einziehen eines Guthabenblocks und kann nicht storniert werden.",
  "Entry {sequence} was not made by hand and cannot be reversed.":
    "Buchung {sequence} wurde nicht von Hand gemacht und kann nicht storniert werden.",
  "Every billing run is complete.": "Alle Abrechnungsläufe sind abgeschlossen.",
  "File descriptor {descriptor} cannot be read: {reason}.":
    "Dateideskriptor {descriptor} kann nicht gelesen werden: {reason}.",
  "From other machines everybody signs in by {name}.": "Von anderen Rechnern melden sich alle über {name} an.",
  "From {fromOn} through {throughOn} is more than {monthLimit} months.":
    "Von {fromOn} bis {throughOn} sind es mehr als {monthLimit} Monate.",
  "Invoice {invoiceNumber} asks for nothing any more.": "Rechnung {invoiceNumber} verlangt nichts mehr.",
  "Invoice {invoiceNumber} asks for {outstanding}; {methodLabel} is charged {minimum} at least.":
    "Rechnung {invoiceNumber} verlangt {outstanding}; über {methodLabel} werden mindestens {minimum} eingezogen.",
  "Invoice {invoiceNumber} has no line {position}.": "Rechnung {invoiceNumber} hat keine Position {position}.",
  "Invoice {invoiceNumber} has {outstanding} left to pay.":
    "Auf Rechnung {invoiceNumber} sind noch {outstanding} zu zahlen.",
  "Invoice {invoiceNumber} is paid by transfer; there is nothing to charge.":
    "Rechnung {invoiceNumber} wird überwiesen; es gibt nichts einzuziehen.",
  "Invoice {invoiceNumber} is void.": "Rechnung {invoiceNumber} ist storniert.",
  "Invoice {invoiceNumber} is {state}.": "Rechnung {invoiceNumber} ist {state}.",
  "It answered {status} in words that are not Clerk's.": "Sie antwortete {status} in Worten, die nicht von Clerk sind.",
  "It answered {status} with what is not JSON, or is cut off.":
    "Sie antwortete {status} mit etwas, das kein JSON ist oder abgeschnitten wurde.",
  "It answered {status} with {type}, and not with JSON.": "Sie antwortete {status} mit {type} und nicht mit JSON.",
  "It answered {status}, a redirect, which is not followed: the key would go along.":
    "Sie antwortete {status}, eine Weiterleitung, der nicht gefolgt wird: Der Schlüssel ginge mit.",
  "It answered {status}.": "Sie antwortete {status}.",
  "It answered {status}: {problem}": "Sie antwortete {status}: {problem}",
  "It could not be sent.": "Es konnte nicht gesendet werden.",
  "It failed at another host of the book.": "Es ist an einem anderen Host des Buches gescheitert.",
  "What it came to is at the host on {hostName}, and hosts do not pass it on.":
    "Was es ergeben hat, liegt auf dem Host auf {hostName}, und Hosts geben es nicht weiter.",
  "It does not go on in {list} where it is asked to, so that the list cannot be read whole.":
    "Sie macht in {list} nicht dort weiter, wo sie soll, sodass die Liste nicht ganz gelesen werden kann.",
  "It has been asked too much.": "Sie wurde zu oft gefragt.",
  'It is above the limits of "{operator}", too.': "Es übersteigt auch die Grenzen von „{operator}“.",
  "It is said when it is there.": "Sobald sie da ist, erscheint eine Meldung.",
  "It moves no credit, so nobody has to approve it.": "Es bewegt kein Guthaben, also muss es niemand freigeben.",
  "It takes the place of this version when you quit, and is there at the next start. An older version does not open a book that a newer one has written to.":
    "Beim Beenden ersetzt es diese Version und ist beim nächsten Start da. Eine ältere Version öffnet kein Buch, in das eine neuere geschrieben hat.",
  "It unpacks to more than a table holds.": "Entpackt ist sie größer, als eine Tabelle fassen kann.",
  "It waits for approval, by request {number}.": "Es wartet auf Freigabe, mit Anfrage {number}.",
  "It is not believed: {problem}": "Der Gegenseite wird nicht geglaubt: {problem}",
  "Its host is not heard of any more, and another one goes on with what it has left.":
    "Von seinem Host ist nichts mehr zu hören; ein anderer macht mit dem weiter, was er hinterlassen hat.",
  "Its host is not heard of any more, and nothing of it is left.":
    "Von seinem Host ist nichts mehr zu hören, und es ist nichts davon übrig.",
  "Its plan is none here.": "Ihr Tarif ist hier keiner.",
  "Its price is in {priceCurrency}, and the account is billed in {accountCurrency}.":
    "Der Preis ist in {priceCurrency}, und das Konto wird in {accountCurrency} abgerechnet.",
  "Its price is none here.": "Ihr Preis ist hier keiner.",
  "Keep working": "Weiterarbeiten",
  Later: "Später",
  "Line {lineNumber} of the export: {problem}.": "Zeile {lineNumber} der exportierten Datei: {problem}.",
  "Line {linePosition} of invoice {invoiceNumber} has less left than that.":
    "Von Position {linePosition} der Rechnung {invoiceNumber} ist weniger übrig.",
  "Load it again": "Neu laden",
  "Missing column {columns}. A file of {kind} has the columns {expected}.":
    "Es fehlt die Spalte {columns}. Eine Datei dieser Art ({kind}) hat die Spalten {expected}.",
  "Money that is recorded by hand is paid by transfer, without a number.":
    "Von Hand erfasstes Geld wurde überwiesen, ohne Nummer.",
  "Money was received for invoice {invoiceNumber}.": "Für Rechnung {invoiceNumber} ist Geld eingegangen.",
  "More would go back than was paid that way and is not refunded yet.":
    "Es ginge mehr zurück, als so bezahlt und noch nicht erstattet wurde.",
  "Name an invoice, or say by --to where the papers of several go.":
    "Eine Rechnung nennen oder mit --to sagen, wohin mehrere sollen.",
  "Name either a delivery or, with --failed, a webhook.":
    "Entweder eine Zustellung nennen oder, mit --failed, einen Webhook.",
  "Name either an account here, or --new.": "Entweder ein hiesiges Konto nennen oder --new.",
  "New book": "Neues Buch",
  'No account has the id, e-mail address, slug or name "{reference}".':
    "Kein Konto hat die ID, E-Mail-Adresse, den Slug oder Namen „{reference}“.",
  "No account, in the files or in the book, has the id, e-mail or slug {reference}.":
    "Kein Konto in den Dateien oder im Buch hat die ID, E-Mail-Adresse oder den Slug {reference}.",
  'No active admin signs in as "{signInName}".': "Kein aktiver Administrator meldet sich als „{signInName}“ an.",
  "No billing run left accounts out.": "Kein Abrechnungslauf hat Konten ausgelassen.",
  'No column is called "{name}"; there are {columns}.': "Keine Spalte heißt „{name}“; es gibt {columns}.",
  "No entry before this one formed the block {name}.": "Keine frühere Buchung hat den Block {name} gebildet.",
  'No group of "{name}" has a role here.': "Keine Gruppe von „{name}“ hat hier eine Rolle.",
  "No invoice is among those that were chosen.": "Unter dem Gewählten ist keine Rechnung.",
  'No operator has the id or signs in as "{asked}".': "Kein Bearbeiter hat die ID oder den Anmeldenamen „{asked}“.",
  "No period begins on {billedThroughOn} or later and ends by 9999-12-31.":
    "Kein Zeitraum beginnt am {billedThroughOn} oder später und endet bis 9999-12-31.",
  "No plan, in the files or in the book, has the slug {slug}.":
    "Kein Tarif in den Dateien oder im Buch hat den Slug {slug}.",
  "No statement explains any difference.": "Keine Abrechnung erklärt eine Abweichung.",
  'Nobody answers for what "{operator}" asks for.': "Niemand steht für das ein, worum „{operator}“ bittet.",
  'Nobody answers for what "{operator}" decides.': "Niemand steht für das ein, was „{operator}“ entscheidet.",
  "Nobody can sign in to a book that is open for reading only.":
    "In einem nur zum Lesen geöffneten Buch kann sich niemand anmelden.",
  "Nobody could tell who these are: {names}.": "Niemand könnte feststellen, wer diese sind: {names}.",
  "Nobody is there to be asked, and --yes was not said.":
    "Niemand ist da, der gefragt werden könnte, und --yes wurde nicht angegeben.",
  "Nobody is there to be asked, and no file descriptor with the passphrase was named.":
    "Niemand ist da, der gefragt werden könnte, und kein Dateideskriptor mit der Kennphrase wurde genannt.",
  "Nothing answered at the address in time.": "Unter der Adresse hat nichts rechtzeitig geantwortet.",
  "Nothing answers at the address.": "Unter der Adresse antwortet nichts.",
  "Nothing is canceled, and nothing waits for the period's end.":
    "Nichts ist gekündigt, und nichts wartet auf das Ende des Zeitraums.",
  "Nothing is damaged in {path}.": "In {path} ist nichts beschädigt.",
  "Nothing is known of a newer version.": "Von einer neueren Version ist nichts bekannt.",
  "Nothing of invoice {invoiceNumber} is left to credit.":
    "Von Rechnung {invoiceNumber} ist nichts mehr zu korrigieren.",
  "Nothing of the book is posted as {subject}.": "Nichts im Buch wird als {subject} gebucht.",
  "Nothing says by which name desks call the host: name it with --allow-host.":
    "Nichts sagt, unter welchem Namen der Server gerufen wird: ihn mit --allow-host nennen.",
  "Nothing that was confirmed is lost. What you were typing has to be typed again.":
    "Nichts Bestätigtes ist verloren. Was gerade eingegeben wurde, muss erneut eingegeben werden.",
  "Nothing was asked for: name a plan, seats or another change.":
    "Es wurde nichts verlangt: einen Tarif, Plätze oder eine andere Änderung nennen.",
  "Nothing was asked for: name an address, a description or events.":
    "Es wurde nichts verlangt: eine Adresse, eine Beschreibung oder Ereignisse nennen.",
  "Nothing was asked for: name what is to be another.": "Es wurde nichts verlangt: nennen, was anders werden soll.",
  "Number {accountNumber} would be both {otherName} ({otherType}) and {accountName} ({accountType}).":
    "Nummer {accountNumber} wäre sowohl {otherName} ({otherType}) als auch {accountName} ({accountType}).",
  "On {madeOn}, {accountsTotal} accounts are due with {invoicesTotal} invoices; the dry run of {seenOn} showed {seenAccounts} and {seenInvoices}.":
    "Am {madeOn} sind {accountsTotal} Konten mit {invoicesTotal} Rechnungen fällig; der Probelauf vom {seenOn} zeigte {seenAccounts} und {seenInvoices}.",
  "One of its rows has a number that no row can have.":
    "Eine ihrer Zeilen hat eine Nummer, die keine Zeile haben kann.",
  'Only "{operator}" can take back what they asked for.': "Nur „{operator}“ kann zurückziehen, worum gebeten wurde.",
  "Only --listen has the book served to other machines.":
    "Nur mit --listen wird das Buch für andere Rechner bereitgestellt.",
  "Only a command that opens the book's file itself may do this.":
    "Das darf nur ein Befehl, der die Datei des Buches selbst öffnet.",
  "Only a payment that an operator recorded can be taken back.":
    "Nur eine Zahlung, die ein Bearbeiter erfasst hat, kann zurückgebucht werden.",
  "Only https and mailto addresses can be opened.": "Nur Adressen mit https und mailto können geöffnet werden.",
  "Only the book's own machine lets programs in by a secret.":
    "Nur auf dem Rechner des Buches kommen Programme mit einem Geheimnis herein.",
  'Only the host of the book may ask "{method}".': "Nur der Server des Buches darf „{method}“ verlangen.",
  "Open Countinghouse to see why.": "Countinghouse öffnen, um zu sehen, warum.",
  "Open another book?": "Ein anderes Buch öffnen?",
  "Open it": "Öffnen",
  "Open its page": "Seite öffnen",
  "Passphrases and balances would go over the network for everybody to read.":
    "Kennphrasen und Salden gingen für alle lesbar über das Netz.",
  "Programs bring the secret that stands beside the book.":
    "Programme bringen das Geheimnis mit, das neben dem Buch liegt.",
  Quit: "Beenden",
  "Removing {needed} is more than the {available} that is available.":
    "{needed} zu entfernen ist mehr als die verfügbaren {available}.",
  'Request {number} has been approved by "{decider}".': "Anfrage {number} wurde von „{decider}“ freigegeben.",
  "Request {number} has been approved.": "Anfrage {number} wurde freigegeben.",
  'Request {number} has been rejected by "{decider}".': "Anfrage {number} wurde von „{decider}“ abgelehnt.",
  "Request {number} has been rejected.": "Anfrage {number} wurde abgelehnt.",
  'Request {number} has been withdrawn by "{decider}".': "Anfrage {number} wurde von „{decider}“ zurückgezogen.",
  "Request {number} has been withdrawn.": "Anfrage {number} wurde zurückgezogen.",
  "Request {number} has expired.": "Anfrage {number} ist abgelaufen.",
  "Say the currency of the amount: --currency USD.": "Die Währung des Betrags nennen: --currency USD.",
  "{day} is unclear: other days of the file are texts, so the spreadsheet may have taken the day for the month. Make all of them dates, or all of them texts.":
    "{day} ist unklar: Andere Tage der Datei sind Texte, also hat die Tabellenkalkulation vielleicht den Tag für den Monat gehalten. Alle zu Daten machen oder alle zu Texten.",
  'The column "{name}" says which amounts are taken. Write these below zero, or in brackets, and leave that column out.':
    "Die Spalte „{name}“ sagt, welche Beträge abgezogen werden. Diese unter null oder in Klammern schreiben und die Spalte weglassen.",
  Account: "Konto",
  Amount: "Betrag",
  Currency: "Währung",
  Reason: "Grund",
  Note: "Notiz",
  "Usable from": "Verwendbar ab",
  Expires: "Verfällt",
  Priority: "Vorrang",
  Category: "Art",
  "Counts for": "Gilt für",
  "One column is chosen for {columns}; choose one for each.":
    "Eine Spalte ist für {columns} gewählt; für jedes eine eigene wählen.",
  "Say which column holds the account.": "Sagen, welche Spalte das Konto enthält.",
  "Say which column holds the account. Say which column holds the amount.":
    "Sagen, welche Spalten das Konto und den Betrag enthalten.",
  "Say which column holds the amount.": "Sagen, welche Spalte den Betrag enthält.",
  "Say which column holds {columns}.": "Sagen, welche Spalte {columns} enthält.",
  "See what is new.": "Ansehen, was neu ist.",
  "Several files of the request have a digest that begins with {digest}.":
    "Mehrere Dateien der Anfrage haben eine Prüfsumme, die mit {digest} beginnt.",
  "Several operators work with this book, so everyone signs in.":
    "Mehrere Bearbeiter arbeiten mit diesem Buch, also melden sich alle an.",
  "So much is taken from nobody who has not signed in.": "So viel wird ohne Anmeldung nicht angenommen.",
  "Some characters of the row could not be read. Save the file as CSV in UTF-8, or as a workbook.":
    "Einige Zeichen der Zeile waren nicht lesbar. Die Datei als CSV in UTF-8 oder als Arbeitsmappe speichern.",
  "Some rows of the account's {currencyCode} have a sequence and some have none; write it for all or for none.":
    "Von den {currencyCode} des Kontos haben manche Zeilen eine laufende Nummer und manche keine; sie für alle oder für keine angeben.",
  'Somebody signs in as "{name}" here already.': "Als „{name}“ meldet sich hier schon jemand an.",
  "Something else was written over {path} while it was open.":
    "Während {path} geöffnet war, wurde etwas anderes darübergeschrieben.",
  "Something that the change depends on is different since the preview.":
    "Seit der Vorschau hat sich etwas geändert, wovon die Änderung abhängt.",
  "Something that the credit note depends on has changed since the preview.":
    "Seit der Vorschau hat sich etwas geändert, wovon die Korrektur abhängt.",
  "Something that the invoice depends on has changed since the preview.":
    "Seit der Vorschau hat sich etwas geändert, wovon die Rechnung abhängt.",
  "Something was done under the key of the act before.": "Unter diesem Schlüssel wurde schon etwas getan.",
  "Something went wrong inside Countinghouse during {during}.":
    "In Countinghouse ist bei {during} etwas schiefgegangen.",
  "Stay here": "Hier bleiben",
  "The account has a subscription here that did not come from there.":
    "Das Konto hat hier ein Abo, das nicht von dort kam.",
  "The account has a subscription in the book already; it can have one at a time.":
    "Das Konto hat im Buch schon ein Abo; mehr als eines auf einmal geht nicht.",
  "The account has a subscription on {place} already.": "Das Konto hat schon ein Abo in {place}.",
  "The account has an opening balance in {currencyCode} in the book already.":
    "Das Konto hat im Buch schon einen Anfangsbestand in {currencyCode}.",
  "The account has an opening balance in {currencyCode} on {place} already.":
    "Das Konto hat schon einen Anfangsbestand in {currencyCode} in {place}.",
  "The account has an opening balance in {currencyCode} on {place}; its history begins with nothing.":
    "Das Konto hat einen Anfangsbestand in {currencyCode} in {place}; seine Geschichte beginnt mit nichts.",
  "The account has entries in {currencyCode} in the book already; a history goes where there are none.":
    "Das Konto hat im Buch schon Buchungen in {currencyCode}; eine Geschichte kommt nur dorthin, wo keine sind.",
  "The account is billed in {currency} for good: it has {fixedBy}.":
    "Das Konto wird auf Dauer in {currency} abgerechnet: Es hat {fixedBy}.",
  "The account is missing.": "Das Konto fehlt.",
  "The account that gives the credit is the one that would receive it.":
    "Das Konto, das das Guthaben abgibt, ist dasselbe, das es bekäme.",
  "The account {accountId} is {what}.": "Das Konto {accountId} ist {what}.",
  "The act is done under a key of its own, not under that of the request.":
    "Der Vorgang geschieht unter einem eigenen Schlüssel, nicht unter dem der Anfrage.",
  "The act waits for approval already, by request {number}.":
    "Der Vorgang wartet schon auf Freigabe, mit Anfrage {number}.",
  "The address has a part behind #, which is never sent.":
    "Die Adresse hat einen Teil hinter #, der nie gesendet wird.",
  "The address has a part behind ? or #.": "Die Adresse hat einen Teil hinter ? oder #.",
  "The address has a password in it, which others of this machine could read. Put it into PGPASSWORD or into a file that PGPASSFILE names.":
    "In der Adresse steht ein Passwort, das andere an diesem Rechner lesen könnten. Es gehört in PGPASSWORD oder in eine Datei, die PGPASSFILE nennt.",
  "The address has a space, a backslash or a control character.":
    "Die Adresse hat ein Leerzeichen, einen umgekehrten Schrägstrich oder ein Steuerzeichen.",
  "The address has a user name or a password.": "Die Adresse hat einen Benutzernamen oder ein Passwort.",
  "The address is longer than {maximumLength} characters.": "Die Adresse ist länger als {maximumLength} Zeichen.",
  "The address is not one of http or https.": "Die Adresse ist keine von http oder https.",
  "The address is one of http, and leads to another machine.":
    "Die Adresse ist eine von http und führt zu einem anderen Rechner.",
  "The address is too long once it is encoded.": "Die Adresse ist kodiert zu lang.",
  "The address of the request is not a path.": "Die Adresse der Anfrage ist kein Pfad.",
  "The adjustment {entryId} is still on its way, and was not refused.":
    "Die Anpassung {entryId} ist noch unterwegs und wurde nicht abgelehnt.",
  "The adjustment {entryId} waits for nothing any more.": "Die Anpassung {entryId} wartet auf nichts mehr.",
  "The amount is missing.": "Der Betrag fehlt.",
  "The amounts add up to more than a book can hold.": "Die Beträge ergeben zusammen mehr, als ein Buch fassen kann.",
  "The amounts of a day add up to more than a book can hold.":
    "Die Beträge eines Tages ergeben zusammen mehr, als ein Buch fassen kann.",
  "The answer is longer than 32 MB.": "Die Antwort ist länger als 32 MB.",
  "The application that holds the book stopped answering.":
    "Das Programm, das das Buch geöffnet hat, antwortet nicht mehr.",
  "The application was closed while the work was under way.": "Das Programm wurde während der Arbeit geschlossen.",
  "The audit log does not hold from act {sequence} on: {problem}.":
    "Das Protokoll stimmt ab Vorgang {sequence} nicht: {problem}.",
  "The balance would be larger than a book can hold.": "Der Saldo wäre größer, als ein Buch fassen kann.",
  'The batch "{name}" is being applied.': "Der Stapel „{name}“ wird gerade gebucht.",
  'The batch "{name}" is being checked.': "Der Stapel „{name}“ wird gerade geprüft.",
  'The batch "{name}" is being undone.': "Der Stapel „{name}“ wird gerade rückgängig gemacht.",
  'The batch "{name}" is no draft any more.': "Der Stapel „{name}“ ist kein Entwurf mehr.",
  'The batch "{name}" waits for approval, by request {number}.':
    "Der Stapel „{name}“ wartet auf Freigabe, mit Anfrage {number}.",
  'The batch "{name}" was applied and undone. Check its file again to apply it anew.':
    "Der Stapel „{name}“ wurde gebucht und rückgängig gemacht. Um ihn neu zu buchen, die Datei erneut prüfen.",
  "The billing run is complete.": "Der Abrechnungslauf ist abgeschlossen.",
  "The billing run parked no account, or they were all tried again.":
    "Der Abrechnungslauf hat kein Konto zurückgestellt, oder alle wurden erneut versucht.",
  "The block of credit has been voided.": "Der Guthabenblock wurde eingezogen.",
  "The block of credit has expired.": "Der Guthabenblock ist verfallen.",
  "The block {name} is closed, and {left} are left in it.":
    "Der Block {name} ist geschlossen, und {left} sind noch darin.",
  "The block {name} is there more than once.": "Den Block {name} gibt es mehr als einmal.",
  "The block {name} was closed before this entry.": "Der Block {name} wurde vor dieser Buchung geschlossen.",
  "The blocks come to {sum}, the entry to {amount}.": "Die Blöcke ergeben {sum}, die Buchung {amount}.",
  "The book has {endpointLimit} webhooks.": "Das Buch hat {endpointLimit} Webhooks.",
  "The book is linked to nothing.": "Das Buch ist mit nichts verknüpft.",
  "The book is linked to the instance {instanceId}; what answers is {otherId}.":
    "Das Buch ist mit der Instanz {instanceId} verknüpft; es antwortet {otherId}.",
  "The book is linked to {address}, which does this: {method}.":
    "Das Buch ist mit {address} verknüpft, und dort geschieht das: {method}.",
  "The book is linked to {address}.": "Das Buch ist mit {address} verknüpft.",
  "The book is no longer at {path}; it was moved, deleted or replaced.":
    "Das Buch ist nicht mehr unter {path}; es wurde verschoben, gelöscht oder ersetzt.",
  "The book is not open.": "Das Buch ist nicht geöffnet.",
  "The book that is open is closed first: {bookPath}": "Das geöffnete Buch wird zuerst geschlossen: {bookPath}",
  "The book's file is damaged: {fileProblem}.": "Die Datei des Buches ist beschädigt: {fileProblem}.",
  "The browser did not begin one here, or too long ago.":
    "Der Browser hat hier keine Anmeldung begonnen, oder vor zu langer Zeit.",
  "The calendar goes from {firstCivilDate} to {lastCivilDate}.":
    "Der Kalender reicht von {firstCivilDate} bis {lastCivilDate}.",
  "The charge is on an invoice, or was carried over from one.":
    "Der Posten steht auf einer Rechnung oder wurde von einer übernommen.",
  "The check {fault}.": "Die Prüfung {fault}.",
  "The column {column} is there more than once.": "Die Spalte {column} gibt es mehr als einmal.",
  "The columns are not separated by commas. Save the file as CSV with commas.":
    "Die Spalten sind nicht mit Kommas getrennt. Die Datei als CSV mit Kommas speichern.",
  "The columns {column} and {exportedAs} say the same.": "Die Spalten {column} und {exportedAs} sagen dasselbe.",
  "The connection failed: {reason}.": "Die Verbindung ist gescheitert: {reason}.",
  "The connection was broken off before there was an answer.":
    "Die Verbindung wurde abgebrochen, bevor eine Antwort kam.",
  'The contract has no method "{method}".': "Die Methode „{method}“ gibt es nicht.",
  "The contract has no such method.": "Diese Methode gibt es nicht.",
  "The copy at {draftPath} is not the same as the book.":
    "Die Kopie unter {draftPath} ist nicht dieselbe wie das Buch.",
  "The copy {targetPath} could not be written: {reason}.":
    "Die Kopie {targetPath} konnte nicht geschrieben werden: {reason}.",
  "The credit note does not come to more than zero.": "Die Korrektur ergibt nicht mehr als null.",
  "The cursor is not one that a list answered with.": "Der Zeiger ist keiner, mit dem eine Liste geantwortet hat.",
  "The discount is a share and an amount at once.": "Der Rabatt ist zugleich ein Anteil und ein Betrag.",
  "The discount takes nothing off.": "Der Rabatt zieht nichts ab.",
  "The discount's amount has no currency.": "Der Betrag des Rabatts hat keine Währung.",
  "The disk is full. Make room, and check for updates again. {text}":
    "Der Datenträger ist voll. Platz schaffen und erneut nach Aktualisierungen suchen. {text}",
  "The engine has stopped.": "Das Programm arbeitet nicht mehr.",
  "The engine was stopped: parts of it died three times within a minute; the {role} {fault}.":
    "Das Programm wurde angehalten: Teile davon brachen dreimal in einer Minute ab; {role} {fault}.",
  "The engine's {role} {fault} and was started again.":
    "Ein Teil des Programms ({role}) {fault} und wurde neu gestartet.",
  "The entry {entryId} is not in the outbox.": "Die Buchung {entryId} ist nicht im Postausgang.",
  "The export has format {version}; this application knows up to {formatVersion}.":
    "Die exportierte Datei hat Format {version}; dieses Programm kennt höchstens {formatVersion}.",
  "The file could not be saved there.": "Die Datei konnte dort nicht gespeichert werden.",
  "The file has a header and no rows. Leave it out if there is nothing to import.":
    "Die Datei hat eine Kopfzeile und keine Zeilen. Sie weglassen, wenn es nichts zu importieren gibt.",
  "The file has more than {mostRows} rows; send it in parts.":
    "Die Datei hat mehr als {mostRows} Zeilen; sie in Teilen senden.",
  "The file has no rows.": "Die Datei hat keine Zeilen.",
  "The file holds the same as {name}.": "Die Datei enthält dasselbe wie {name}.",
  "The file is JSON, and not a table.": "Die Datei ist JSON und keine Tabelle.",
  "The file is a PDF, which has no columns.": "Die Datei ist ein PDF, das keine Spalten hat.",
  "The file is a workbook of the old kind (.xls), or one that is locked with a password.":
    "Die Datei ist eine Arbeitsmappe der alten Art (.xls) oder mit einem Passwort gesperrt.",
  "The file is empty.": "Die Datei ist leer.",
  "The file is empty. Its first line names the columns: {columns}.":
    "Die Datei ist leer. Ihre erste Zeile nennt die Spalten: {columns}.",
  "The file is larger than {megabytes} MB.": "Die Datei ist größer als {megabytes} MB.",
  "The file is neither text nor a workbook.": "Die Datei ist weder Text noch eine Arbeitsmappe.",
  "The file is no picture that the paper can show.": "Die Datei ist kein Bild, das auf den Beleg passt.",
  "The file is not UTF-8: some of its characters could not be read. Line {damagedLine} is the first that shows it. Save it as CSV in UTF-8.":
    "Die Datei ist nicht in UTF-8: Einige Zeichen waren nicht lesbar, zuerst in Zeile {damagedLine}. Sie als CSV in UTF-8 speichern.",
  "The file is not kept any more.": "Die Datei wird nicht mehr aufbewahrt.",
  "The file is not text: it has NUL bytes. Save it as CSV in UTF-8.":
    "Die Datei ist kein Text: Sie enthält NUL-Bytes. Sie als CSV in UTF-8 speichern.",
  "The file that was sent as {sentAs} is not there, or not all of it.":
    "Die als {sentAs} gesendete Datei ist nicht oder nicht ganz da.",
  "The file {path} cannot be read.": "Die Datei {path} kann nicht gelesen werden.",
  "The files change the currency that the account is billed in; import that first.":
    "Die Dateien ändern die Währung, in der das Konto abgerechnet wird; das zuerst importieren.",
  "The first day lies after the last.": "Der erste Tag liegt nach dem letzten.",
  "The first row cannot be read. {fault}": "Die erste Zeile kann nicht gelesen werden. {fault}",
  "The folder of the backups, {folder}, is not there.": "Der Ordner der Sicherungen, {folder}, ist nicht da.",
  "The free plan is what remains; it is not canceled or changed.":
    "Der kostenlose Tarif ist, was bleibt; er wird nicht gekündigt oder gewechselt.",
  "The headers of the answer are too long.": "Der Kopf der Antwort ist zu lang.",
  "The host cannot be reached.": "Der Server ist nicht erreichbar.",
  "The host met an error of its own.": "Im Server ist ein Fehler aufgetreten.",
  "The idempotency key was used before, with other content.":
    "Der Idempotenzschlüssel wurde schon mit anderem Inhalt verwendet.",
  "The job {id} is none that has written a file.": "Der Job {id} hat keine Datei geschrieben.",
  'The key "{name}" lacks the scope "{scope}".': "Dem Schlüssel „{name}“ fehlt der Bereich „{scope}“.",
  "The key does not open with this passphrase.": "Mit dieser Kennphrase öffnet sich der Schlüssel nicht.",
  "The key has made too many requests.": "Der Schlüssel hat zu viele Anfragen gestellt.",
  "The key is that of an act that waits for approval, by request {number}.":
    "Der Schlüssel gehört zu einem Vorgang, der auf Freigabe wartet, mit Anfrage {number}.",
  "The key is unknown, expired or revoked, or who made it is suspended.":
    "Der Schlüssel ist unbekannt, abgelaufen oder widerrufen, oder wer ihn angelegt hat, ist gesperrt.",
  "The key to {address} is not at hand.": "Der Schlüssel zu {address} liegt nicht bereit.",
  "The key would have expired before it was made.": "Der Schlüssel wäre abgelaufen, bevor er gemacht wurde.",
  "The keys in {path} cannot be read: {reason}.": "Die Schlüssel in {path} können nicht gelesen werden: {reason}.",
  "The ledger does not hold from entry {sequence} on: {problem}.":
    "Das Buchungsjournal stimmt ab Buchung {sequence} nicht: {problem}.",
  "The ledger in the copy does not hold at entry {sequence}: {problem}.":
    "Das Buchungsjournal in der Kopie stimmt bei Buchung {sequence} nicht: {problem}.",
  "The ledger in the copy does not hold.": "Das Buchungsjournal in der Kopie stimmt nicht.",
  "The ledger in the export does not end with the entry that its first line names.":
    "Das Buchungsjournal in der exportierten Datei endet nicht mit der Buchung, die ihre erste Zeile nennt.",
  "The ledger in the export does not hold at entry {sequence}: {problem}.":
    "Das Buchungsjournal in der exportierten Datei stimmt bei Buchung {sequence} nicht: {problem}.",
  "The link was removed meanwhile.": "Die Verknüpfung wurde inzwischen gelöst.",
  "The message did not come from the page.": "Die Nachricht kam nicht von der Seite.",
  "The message to {channel} has not the agreed shape.": "Die Nachricht an {channel} hat nicht die vereinbarte Form.",
  "The name of the host could not be looked up.": "Der Name des Servers konnte nicht nachgeschlagen werden.",
  "The name or the passphrase is not right.": "Der Name oder die Kennphrase stimmt nicht.",
  "The network of the host cannot be reached.": "Das Netz des Servers ist nicht erreichbar.",
  "The newest entry or invoice of the book was written on {newestOn}, after the moment that was chosen, on {wantedOn}.":
    "Die neueste Buchung oder Rechnung des Buches ist vom {newestOn}, nach dem gewählten Zeitpunkt am {wantedOn}.",
  "The newest version could not be asked for. {reason}":
    "Nach der neuesten Version konnte nicht gefragt werden. {reason}",
  "The note has a character that cannot be stored.": "Die Notiz hat ein Zeichen, das nicht gespeichert werden kann.",
  "The note has {count} characters; {most} are the most.":
    "Die Notiz hat {count} Zeichen; höchstens {most} sind möglich.",
  "The other half of the transfer is settled: this one is settled as well.":
    "Die andere Hälfte der Übertragung ist geklärt: Diese muss ebenfalls geklärt werden.",
  "The other half of the transfer was refused.": "Die andere Hälfte der Übertragung wurde abgelehnt.",
  "The page could not be loaded ({description}).": "Die Seite konnte nicht geladen werden ({description}).",
  "The page does not answer.": "Die Seite antwortet nicht.",
  "The page has not said by which key it is known.":
    "Die Seite hat nicht gesagt, an welchem Schlüssel sie zu erkennen ist.",
  "The page has stopped ({reason}).": "Die Seite hat angehalten ({reason}).",
  "The page is none that had a session here.": "Die Seite hatte hier keine Sitzung.",
  "The page was not printed.": "Die Seite wurde nicht gedruckt.",
  "The parts come to more than is left of invoice {invoiceNumber}.":
    "Die Teile ergeben mehr, als von Rechnung {invoiceNumber} übrig ist.",
  "The parts do not add up to the credit note.": "Die Teile ergeben nicht die Korrektur.",
  "The path not found.": "Diesen Pfad gibt es nicht.",
  "The payment has been taken back before.": "Die Zahlung wurde schon zurückgebucht.",
  "The period ends on {throughOn}, before {fromOn}.": "Der Zeitraum endet am {throughOn}, vor {fromOn}.",
  "The period from {endOn} on has not been billed yet.": "Der Zeitraum ab {endOn} ist noch nicht abgerechnet.",
  "The period holds more than 10,000 entries or invoices; choose a shorter one.":
    "Der Zeitraum hat mehr als 10.000 Buchungen oder Rechnungen; einen kürzeren wählen.",
  "The plan {slug} charges for seats; write how many.": "Der Tarif {slug} berechnet Plätze; ihre Zahl angeben.",
  "The plan {slug} has no annual fee.": "Der Tarif {slug} hat keine Jahresgebühr.",
  "The plan {slug} has no monthly fee.": "Der Tarif {slug} hat keine Monatsgebühr.",
  "The plan {slug} has no seats; leave the value out.": "Der Tarif {slug} hat keine Plätze; den Wert weglassen.",
  "The price charges neither a fee nor for its seats.": "Der Preis berechnet weder eine Gebühr noch Plätze.",
  "The price has no seats, and its fee is zero.": "Der Preis hat keine Plätze, und seine Gebühr ist null.",
  "The price has no seats.": "Der Preis hat keine Plätze.",
  "The price has seats, and their number is missing.": "Der Preis hat Plätze, und ihre Zahl fehlt.",
  "The price is not offered by the month.": "Der Preis wird nicht monatlich angeboten.",
  "The price is not offered by the year.": "Der Preis wird nicht jährlich angeboten.",
  "The price is offered neither by the month nor by the year.":
    "Der Preis wird weder monatlich noch jährlich angeboten.",
  "The price leads to no subscription.": "Der Preis führt zu keinem Abo.",
  "The price needs an amount for a period that it supports.":
    "Der Preis braucht einen Betrag für einen Zeitraum, den er unterstützt.",
  "The price of seats has no tier.": "Der Preis der Plätze hat keine Staffel.",
  "The priority {priority} is not a whole number from 0 to 100.":
    "Die Priorität {priority} ist keine ganze Zahl von 0 bis 100.",
  "The provided secret key is invalid.": "Der geheime Schlüssel ist ungültig.",
  "The provided secret key is missing, unknown, expired or revoked. Make a key in the application's settings.":
    "Der geheime Schlüssel fehlt, ist unbekannt, abgelaufen oder widerrufen. In den Einstellungen der Anwendung einen Schlüssel erzeugen.",
  "The proxy does not say that the request came to it by HTTPS.":
    "Der Proxy sagt nicht, dass die Anfrage über HTTPS zu ihm kam.",
  'The reason "{name}" needs a note.': "Der Grund „{name}“ braucht eine Notiz.",
  "The receipt is not one of this book: {problem}.": "Der Beleg ist keiner dieses Buches: {problem}.",
  "The request came from another site or name.":
    "Die Anfrage kam von einer anderen Seite oder unter einem anderen Namen.",
  "The request carries no valid session.": "Die Anfrage trägt keine gültige Sitzung.",
  "The request has no body of JSON.": "Die Anfrage hat keinen Rumpf aus JSON.",
  "The request has no file {sha256}.": "Die Anfrage hat keine Datei {sha256}.",
  "The request is for another host.": "Die Anfrage gilt einem anderen Server.",
  "The request is larger than this method takes.": "Die Anfrage ist größer, als diese Methode annimmt.",
  "The request is not understood: {problem}.": "Die Anfrage ist nicht verständlich: {problem}.",
  "The request is not understood: {reason}.": "Die Anfrage ist nicht verständlich: {reason}.",
  "The row cannot be read: {reason}.": "Die Zeile kann nicht gelesen werden: {reason}.",
  'The row has a quote (") inside a value that does not start with one. Put the value in quotes and write the quote twice ("").':
    'Die Zeile hat ein Anführungszeichen (") in einem Wert, der nicht mit einem beginnt. Den Wert in Anführungszeichen setzen und das innere doppelt schreiben ("").',
  'The row has a quote (") that is opened and not closed before the row is longer than a row can be.':
    'Die Zeile öffnet ein Anführungszeichen ("), das nicht geschlossen wird, bevor sie länger ist, als eine Zeile sein kann.',
  'The row has a quote (") that is opened and never closed.':
    'Die Zeile hat ein Anführungszeichen ("), das geöffnet und nie geschlossen wird.',
  "The row has a value in created_on too.": "Die Zeile hat auch einen Wert in created_on.",
  'The row has text after a closing quote ("). Write a quote inside a quoted value twice ("").':
    'Die Zeile hat Text nach einem schließenden Anführungszeichen ("). Ein Anführungszeichen in einem Wert doppelt schreiben ("").',
  "The row has {count} values; the header names {columns} columns.":
    "Die Zeile hat {count} {count|Wert|Werte}; die Kopfzeile nennt {columns} {columns|Spalte|Spalten}.",
  "The row has {count} values; the table has {width} columns.":
    "Die Zeile hat {count} {count|Wert|Werte}; die Tabelle hat {width} {width|Spalte|Spalten}.",
  "The row is longer than a row can be.": "Die Zeile ist länger, als eine Zeile sein kann.",
  "The rows up to this one come to more than a book can hold.":
    "Die Zeilen bis zu dieser ergeben mehr, als ein Buch aufnehmen kann.",
  "The rows up to this one come to {reached}, not {said}: one of them is missing or was changed.":
    "Die Zeilen bis zu dieser ergeben {reached}, nicht {said}: Eine davon fehlt oder wurde geändert.",
  'The same content was applied as "{name}", and read in another way.':
    "Derselbe Inhalt wurde als „{name}“ gebucht und anders gelesen.",
  'The same content was applied before, as "{name}" by {operator}.':
    "Derselbe Inhalt wurde schon gebucht, als „{name}“ von {operator}.",
  "The sample company could not be made.": "Die Beispielfirma konnte nicht angelegt werden.",
  "The schema of {path} is not the one its version number promises.":
    "Das Schema von {path} ist nicht das, was die Versionsnummer verspricht.",
  "The secret is not this host's.": "Das Geheimnis ist nicht das dieses Servers.",
  "The single sign-on knows another operator by that.":
    "Unter dieser Kennung kennt das Single Sign-on schon einen anderen Bearbeiter.",
  'The subscription carries "{discountName}" already.': "Das Abo hat „{discountName}“ schon.",
  "The server has run out of what it needs for": "Dem Server ist ausgegangen, was er braucht für",
  "The server does not answer for": "Der Server antwortet nicht für",
  "The server does not let this user write to": "Der Server lässt diesen Benutzer nicht schreiben in",
  "The subscription carries no such discount.": "Das Abo hat keinen solchen Rabatt.",
  "The subscription ends on {endsOn} already.": "Das Abo endet schon am {endsOn}.",
  "The subscription has {seats} seats.": "Das Abo hat {seats} {seats|Platz|Plätze}.",
  "The subscription is not in a free trial.": "Das Abo ist nicht in der Testphase.",
  'The subscription item has the status "{status}".': "Der Abo-Posten hat den Status „{status}“.",
  "The subscription item is not in a free trial.": "Der Abo-Posten ist nicht in der Testphase.",
  "The subscription item is not in force yet.": "Der Abo-Posten ist noch nicht in Kraft.",
  "The subscription of {accountName} ends on {on}.": "Das Abo von {accountName} endet am {on}.",
  "The system lets this program open no more files, and so not":
    "Das System lässt dieses Programm keine weiteren Dateien öffnen, auch nicht",
  "The system's key store does not take the key.": "Der Schlüsselspeicher des Systems nimmt den Schlüssel nicht an.",
  "The test gateway does not know this number for this kind of method.":
    "Der Testzahlungsweg kennt diese Nummer für diese Zahlungsart nicht.",
  "The text has more than {maximumPaperLines} lines.": "Der Text hat mehr als {maximumPaperLines} Zeilen.",
  "The text has {length} characters; {maximum} are the most.":
    "Der Text hat {length} Zeichen; höchstens {maximum} sind möglich.",
  "The two are not the same.": "Beides ist nicht gleich.",
  "The two sides differ by another amount now, or no longer.":
    "Die beiden Seiten weichen jetzt um einen anderen Betrag ab oder gar nicht mehr.",
  "The two sides do not differ.": "Die beiden Seiten weichen nicht voneinander ab.",
  "The upstream has shown no account {upstreamId}.": "Die Gegenstelle hat kein Konto {upstreamId} gezeigt.",
  "The upstream that the book is linked to keeps no terms of credit.":
    "Die Gegenstelle, mit der das Buch verknüpft ist, kennt keine Bedingungen für Guthaben.",
  "The work was stopped before it was done.": "Die Arbeit wurde angehalten, bevor sie fertig war.",
  "The workbook cannot be read. {why}": "Die Arbeitsmappe kann nicht gelesen werden. {why}",
  'The workbook has no table "{sheet}".': "Die Arbeitsmappe hat keine Tabelle „{sheet}“.",
  "The workbook is larger than {megabytes} MB.": "Die Arbeitsmappe ist größer als {megabytes} MB.",
  "There is a book at {bookPath}.": "Unter {bookPath} ist ein Buch.",
  "There is a book at {givenPath}.": "Unter {givenPath} ist ein Buch.",
  "There is a book at {targetPath}.": "Unter {targetPath} ist ein Buch.",
  "There is a key with this id or this secret.": "Einen Schlüssel mit dieser ID oder diesem Geheimnis gibt es schon.",
  'There is a plan "{slug}" already.': "Einen Tarif „{slug}“ gibt es schon.",
  "There is an account {upstreamId} here already.": "Ein Konto {upstreamId} gibt es hier schon.",
  "There is damage in": "Beschädigt ist",
  'There is no account "{reference}".': "Ein Konto „{reference}“ gibt es nicht.",
  "There is no account {accountId}.": "Ein Konto {accountId} gibt es nicht.",
  "There is no batch {batchId}.": "Einen Stapel {batchId} gibt es nicht.",
  "There is no billing run {runId}.": "Einen Abrechnungslauf {runId} gibt es nicht.",
  "There is no block of credit {blockId}.": "Einen Guthabenblock {blockId} gibt es nicht.",
  "There is no book at {path}.": "Unter {path} ist kein Buch.",
  "There is no charge {chargeId}.": "Einen Posten {chargeId} gibt es nicht.",
  "There is no copy of {path} that proves itself.": "Es gibt keine Kopie von {path}, die sich als unversehrt erweist.",
  "There is no copy {fileName} beside {bookPath}.": "Neben {bookPath} ist keine Kopie {fileName}.",
  "There is no credit for invoice {invoiceNumber}.": "Für Rechnung {invoiceNumber} ist kein Guthaben da.",
  "There is no delivery {deliveryId}.": "Eine Zustellung {deliveryId} gibt es nicht.",
  'There is no discount "{reference}".': "Einen Rabatt „{reference}“ gibt es nicht.",
  "There is no file {exportPath}.": "Eine Datei {exportPath} gibt es nicht.",
  "There is no file {path}.": "Eine Datei {path} gibt es nicht.",
  "There is no host of this name.": "Einen Server mit diesem Namen gibt es nicht.",
  'There is no invoice "{reference}".': "Eine Rechnung „{reference}“ gibt es nicht.",
  "There is no invoice {invoiceId}.": "Eine Rechnung {invoiceId} gibt es nicht.",
  "There is no job {jobId}.": "Einen Job {jobId} gibt es nicht.",
  "There is no key store here to keep the key in.":
    "Hier gibt es keinen Schlüsselspeicher, der den Schlüssel aufnehmen könnte.",
  "There is no key under a passphrase beside the book.": "Neben dem Buch liegt kein Schlüssel unter einer Kennphrase.",
  "There is no key {keyId}.": "Einen Schlüssel {keyId} gibt es nicht.",
  "There is no ledger entry {entryId}.": "Eine Buchung {entryId} gibt es nicht.",
  "There is no logo {logoId}.": "Ein Logo {logoId} gibt es nicht.",
  'There is no method "{method}".': "Eine Methode „{method}“ gibt es nicht.",
  "There is no operator {operatorId}.": "Einen Bearbeiter {operatorId} gibt es nicht.",
  "There is no payment method {paymentMethodId}.": "Eine Zahlungsart {paymentMethodId} gibt es nicht.",
  "There is no payment {paymentId}.": "Eine Zahlung {paymentId} gibt es nicht.",
  'There is no plan "{reference}".': "Einen Tarif „{reference}“ gibt es nicht.",
  "There is no plan {planId}.": "Einen Tarif {planId} gibt es nicht.",
  "There is no printer: save as PDF": "Kein Drucker vorhanden: als PDF speichern",
  'There is no reason code "{reasonCode}".': "Einen Grund „{reasonCode}“ gibt es nicht.",
  "There is no request for approval {requestId}.": "Eine Anfrage {requestId} gibt es nicht.",
  "There is no request {asked}.": "Eine Anfrage {asked} gibt es nicht.",
  "There is no room left for {path}.": "Für {path} ist kein Platz mehr.",
  "The disk does not answer for": "Der Datenträger antwortet nicht für",
  "There is no room left to write": "Es ist kein Platz mehr für",
  "There is no session {sessionId}.": "Eine Sitzung {sessionId} gibt es nicht.",
  "There is no such discount.": "Diesen Rabatt gibt es nicht.",
  "There is no such plan that charges; the free plan comes with a cancellation.":
    "Einen solchen kostenpflichtigen Tarif gibt es nicht; zum kostenlosen führt die Kündigung.",
  'There is no tax rate "{reference}".': "Einen Steuersatz „{reference}“ gibt es nicht.",
  "There is no tax rate {taxRateId}.": "Einen Steuersatz {taxRateId} gibt es nicht.",
  'There is no webhook "{reference}".': "Einen Webhook „{reference}“ gibt es nicht.",
  "There is no webhook {endpointId}.": "Einen Webhook {endpointId} gibt es nicht.",
  "There is no {kind} {id}.": "Ein Konto der Art {kind} mit der ID {id} gibt es nicht.",
  "There is nothing to list.": "Es gibt nichts aufzulisten.",
  "There must be one status for each email address.": "Zu jeder E-Mail-Adresse gehört genau ein Status.",
  "There was no answer within {seconds} seconds.": "Innerhalb von {seconds} Sekunden kam keine Antwort.",
  "This is the last active admin of the book.": "Das ist der letzte aktive Administrator des Buches.",
  "This is the newest version.": "Das ist die neueste Version.",
  "This moves {moved}; there are {left}.": "Das bewegt {moved}; da sind {left}.",
  "This program may not write": "Dieses Programm darf nicht schreiben:",
  "This takes {taken}, more than the {left} of the rows before it.":
    "Das nimmt {taken}, mehr als die {left} der Zeilen davor.",
  'This thread has no handler for "{method}".': "Dieser Teil des Programms kennt „{method}“ nicht.",
  "Tier {tier} ends after block {endsAfterBlock}, before it starts at block {startsAtBlock}.":
    "Staffel {tier} endet nach Block {endsAfterBlock}, bevor sie bei Block {startsAtBlock} beginnt.",
  "Tier {tier} follows tier {before}, which has no end.":
    "Staffel {tier} folgt auf Staffel {before}, die kein Ende hat.",
  "Tier {tier} has a fee of {feePerBlockMinor}, which is not a whole amount of zero or more.":
    "Staffel {tier} hat eine Gebühr von {feePerBlockMinor}, was kein ganzer Betrag ab null ist.",
  "Tier {tier} is the last one and ends after block {block}.":
    "Staffel {tier} ist die letzte und endet nach Block {block}.",
  "Tier {tier} starts at block {startsAtBlock} and leaves a gap after tier {before}, which ends after block {endsAfterBlock}.":
    "Staffel {tier} beginnt bei Block {startsAtBlock} und lässt nach Staffel {before}, die nach Block {endsAfterBlock} endet, eine Lücke.",
  "Tier {tier} starts at block {startsAtBlock} and overlaps tier {before}, which ends after block {endsAfterBlock}.":
    "Staffel {tier} beginnt bei Block {startsAtBlock} und überschneidet sich mit Staffel {before}, die nach Block {endsAfterBlock} endet.",
  "Tier {tier} starts at block {startsAtBlock}, not at block 1.":
    "Staffel {tier} beginnt bei Block {startsAtBlock}, nicht bei Block 1.",
  "Time of invoice {invoiceNumber} that was paid has been given back.":
    "Bezahlte Zeit der Rechnung {invoiceNumber} wurde zurückgegeben.",
  "Today in the book is {today}; credit that expires on {expiresOn} could never be used.":
    "Im Buch ist heute der {today}; Guthaben, das am {expiresOn} verfällt, könnte nie genutzt werden.",
  "Today in the book is {today}; {countsOn} has not come yet.":
    "Im Buch ist heute der {today}; der {countsOn} ist noch nicht da.",
  "Today in the book is {today}; {receivedOn} has not come yet.":
    "Im Buch ist heute der {today}; der {receivedOn} ist noch nicht da.",
  "Too many requests": "Zu viele Anfragen",
  "Too many requests with keys that are not good.": "Zu viele Anfragen mit Schlüsseln, die nicht gelten.",
  "Too many sign-ins are tried at once.": "Zu viele Anmeldungen werden auf einmal versucht.",
  "Too many sign-ins have failed from this address. It is locked until {until}.":
    "Von dieser Adresse sind zu viele Anmeldungen gescheitert. Sie ist gesperrt bis {until}.",
  "Twelve times {amount} is larger than a book can hold.": "Zwölfmal {amount} ist größer, als ein Buch fassen kann.",
  'Two columns are called "{name}". Call one of them by another name, so that it is clear which is meant.':
    "Zwei Spalten heißen „{name}“. Eine davon anders nennen, damit klar ist, welche gemeint ist.",
  "Unknown column {columns}. A file of {kind} has the columns {expected}.":
    "Unbekannte Spalte {columns}. Eine Datei dieser Art ({kind}) hat die Spalten {expected}.",
  "Unsupported content type": "Inhaltstyp nicht unterstützt",
  'Users cannot be ordered by "{by}".': "Benutzer lassen sich nicht nach „{by}“ ordnen.",
  Wait: "Warten",
  "What answers at the address does not speak TLS.": "Was unter der Adresse antwortet, spricht kein TLS.",
  "What came back is not HTTP.": "Was zurückkam, ist kein HTTP.",
  "What comes on {endsOn} waits for the end of the trial; take it back first.":
    "Was am {endsOn} kommt, wartet auf das Ende der Testphase; es zuerst zurücknehmen.",
  "What draws the window has stopped ({reason}).": "Was das Fenster zeichnet, hat angehalten ({reason}).",
  "What is approved is not what was asked for.": "Was freigegeben wird, ist nicht das, worum gebeten wurde.",
  "What is in the book is for those who sign in.": "Was im Buch steht, ist für Angemeldete.",
  "What is posted as {role} needs an account.": "Was als {role} gebucht wird, braucht ein Sachkonto.",
  "What it answered is not of Clerk's form: {problem}.": "Die Antwort hat nicht die Form von Clerk: {problem}.",
  "A month has been closed that the import has entries in: {what}.":
    "Ein Monat wurde geschlossen, in dem der Import Buchungen hat: {what}.",
  "Credit of the import would have expired by now: {what}.": "Guthaben des Imports wäre inzwischen verfallen: {what}.",
  "The book has changed since the import was asked for: {what}.":
    "Das Buch hat sich geändert, seit der Import angefragt wurde: {what}.",
  "The rows of the import are not those that were asked for.":
    "Die Zeilen des Imports sind nicht die, die angefragt wurden.",
  "The import was stopped before anything of it was written.":
    "Der Import wurde angehalten, bevor etwas davon geschrieben war.",
  "What {method} was given {problem}.": "Was {method} mitgegeben wurde, {problem}.",
  "from_price_id is not the price in force.": "from_price_id ist nicht der geltende Preis.",
  "has a character that cannot be stored": "enthält ein Zeichen, das nicht gespeichert werden kann",
  "has a scope twice": "enthält einen Bereich doppelt",
  "has a slug twice": "enthält einen Slug doppelt",
  "has a type twice": "enthält eine Art doppelt",
  "has fewer than {least} {least|item|items}": "hat weniger als {least} {least|Eintrag|Einträge}",
  "has fields that are unknown: {names}": "hat unbekannte Felder: {names}",
  "has too many lines": "hat zu viele Zeilen",
  "has more than {most} {most|item|items}": "hat mehr als {most} {most|Eintrag|Einträge}",
  "has not begun": "hat noch nicht begonnen",
  "is above {most}": "liegt über {most}",
  "is below {least}": "liegt unter {least}",
  "is empty": "ist leer",
  "is free": "ist kostenlos",
  "is invalid": "ist ungültig",
  "is longer than 1,000 characters": "ist länger als 1.000 Zeichen",
  "is longer than 2,000 characters": "ist länger als 2.000 Zeichen",
  "is longer than 200 characters": "ist länger als 200 Zeichen",
  "is longer than 8 KB": "ist größer als 8 KB",
  "is longer than {most} {most|character|characters}": "ist länger als {most} Zeichen",
  "is missing": "fehlt",
  "is missing where there is no status": "fehlt, obwohl kein Status genannt ist",
  "is neither true nor false": "ist weder wahr noch falsch",
  "is not JSON, or is nested too deeply": "ist kein JSON oder zu tief verschachtelt",
  "is not a SHA-256 in hex": "ist kein SHA-256 in hexadezimaler Form",
  "is not a date from 1970-01-01 to 9999-12-31 (YYYY-MM-DD)":
    "ist kein Datum von 1970-01-01 bis 9999-12-31 (JJJJ-MM-TT)",
  "is not a key": "ist kein Schlüssel",
  "is not a list": "ist keine Liste",
  "is not a month from 1970-01 to 9999-12 (YYYY-MM)": "ist kein Monat von 1970-01 bis 9999-12 (JJJJ-MM)",
  "is not a name of a-z, 0-9 and . _ @ + - with 64 characters at most":
    "ist kein Name aus a-z, 0-9 und . _ @ + - mit höchstens 64 Zeichen",
  "is not a number": "ist keine Zahl",
  "is not a number of digits, capitals and hyphens, 20 at most":
    "ist keine Nummer aus höchstens 20 Ziffern, Großbuchstaben und Bindestrichen",
  "is not a secret of a webhook (whsec_ and base64)": "ist kein Geheimnis eines Webhooks (whsec_ und Base64)",
  "is not a time zone": "ist keine Zeitzone",
  "is not a whole number": "ist keine ganze Zahl",
  "is not above {least}": "liegt nicht über {least}",
  "is not a number of papers, such as INV-000042": "ist keine Nummer von Papieren wie INV-000042",
  "is not an ISO 4217 currency": "ist keine Währung nach ISO 4217",
  "is not an id": "ist keine ID",
  "is not an id of 8 to 64 letters and digits": "ist keine ID aus 8 bis 64 Buchstaben und Ziffern",
  "is not an object": "ist kein Objekt",
  "is not below {most}": "liegt nicht unter {most}",
  "is not in a free trial": "ist nicht in der Testphase",
  "is not text": "ist kein Text",
  "is not the current price": "ist nicht der geltende Preis",
  "is not the id of a key": "ist nicht die ID eines Schlüssels",
  "is not the id of a logo": "ist nicht die ID eines Logos",
  "is not the name of a file": "ist kein Dateiname",
  "is not valid": "ist ungültig",
  "is not {values}": "ist nicht {values}",
  "is over": "ist vorbei",
  "is shorter than 8 characters": "ist kürzer als 8 Zeichen",
  "is shorter than {least} {least|character|characters}": "ist kürzer als {least} Zeichen",
  "is unknown": "ist unbekannt",
  "may have lower-case letters, digits and dashes": "darf aus Kleinbuchstaben, Ziffern und Bindestrichen bestehen",
  "may have lower-case letters, digits and hyphens": "darf aus Kleinbuchstaben, Ziffern und Bindestrichen bestehen",
  "must be 0 or at least 100": "muss 0 oder mindestens 100 sein",
  "must be a date and time (RFC 3339)": "muss Datum und Uhrzeit sein (RFC 3339)",
  "must be a valid email address": "muss eine gültige E-Mail-Adresse sein",
  "must be a whole number": "muss eine ganze Zahl sein",
  "must be true or false": "muss true oder false sein",
  "must be user or org": "muss user oder org sein",
  "not found": "nicht gefunden",
  "says nothing": "sagt nichts",
  "starting_after cannot be combined with an offset.": "starting_after geht nicht zusammen mit einem offset.",
  "starting_after goes with the order by created_at only.": "starting_after geht nur mit der Ordnung nach created_at.",
  "the plan {slug}": "der Tarif {slug}",
  "the account {accountId}": "das Konto {accountId}",
  "credit of the account {accountId}": "Guthaben des Kontos {accountId}",
  "the subscription of the account {accountId}": "das Abo des Kontos {accountId}",
  "What it comes to is not what it came to when it was asked for.":
    "Das Ergebnis ist nicht mehr das, was es bei der Anfrage war.",
  "What it has cannot be kept here: {reason}": "Was dort ist, kann hier nicht gespeichert werden: {reason}",
  "What it has written so far stays in the book. An import or a billing run can be gone on with after the next start.":
    "Was bisher geschrieben wurde, bleibt im Buch. Ein Import oder ein Abrechnungslauf kann nach dem nächsten Start fortgesetzt werden.",
  "What no statement explains is settled account by account.":
    "Was keine Abrechnung erklärt, wird Konto für Konto geklärt.",
  "What somebody asks for is decided by somebody else.": "Worum jemand bittet, entscheidet jemand anderes.",
  "What the receipt shows is not what its hash covers.":
    "Was der Beleg zeigt, ist nicht das, wofür seine Prüfsumme steht.",
  "What was billed on {dueOn} and voided has not been billed again yet.":
    "Was am {dueOn} abgerechnet und storniert wurde, ist noch nicht neu abgerechnet.",
  "What {name} says is not taken: {problem}": "Was {name} sagt, wird nicht angenommen: {problem}",
  "Who is suspended is let in by nothing.": "Wer gesperrt ist, kommt auf keinem Weg hinein.",
  "Who may not read what is in the file is not given it.":
    "Wer nicht lesen darf, was in der Datei steht, bekommt sie nicht.",
  "With a second operator everyone signs in, and nobody could.":
    "Mit einem zweiten Bearbeiter melden sich alle an, und niemand könnte es.",
  "With this it would be {ofDay} today, more than the {most} that the role may give or take on a day.":
    "Damit wären es heute {ofDay}, mehr als die {most}, die die Rolle an einem Tag geben oder nehmen darf.",
  "With this {amount} the credit adds up to more than a book can hold.":
    "Mit diesen {amount} ergibt das Guthaben mehr, als ein Buch fassen kann.",
  "a charge that waits for its next invoice": "einen Posten, der auf die nächste Rechnung wartet",
  'a plan "{slug}"': "einen Tarif „{slug}“",
  "a subscription": "ein Abo",
  "a subscription of the account": "ein Abo des Kontos",
  "a subscription of {name}": "ein Abo von {name}",
  "a user": "ein Benutzer",
  accounts: "Konten",
  "add and change plans, tax rates and discounts": "Tarife, Steuersätze und Rabatte anlegen und ändern",
  "add operators, say what they may do, and suspend them": "Bearbeiter anlegen, ihre Rechte festlegen und sie sperren",
  "add prices beside a plan's own": "weitere Preise zu einem Tarif anlegen",
  "add users and organizations, and change how they are billed":
    "Benutzer und Organisationen anlegen und ihre Abrechnung ändern",
  "adjust, transfer, reverse, void and apply credit":
    "Guthaben anpassen, übertragen, stornieren, einziehen und verrechnen",
  admin: "Administrator",
  'an account "{contact}"': "ein Konto „{contact}“",
  "an invoice": "eine Rechnung",
  "an organization": "eine Organisation",
  annual: "Jahr",
  "approve and reject what others ask for": "freigeben und ablehnen, worum andere bitten",
  approver: "Freigeber",
  "ask for approval of what is above one's limits": "um Freigabe dessen bitten, was die eigenen Grenzen übersteigt",
  "before the first entry": "vor der ersten Buchung",
  changes: "Änderungen",
  "between here and the server is a connection pooler, which shares what has to be one host's":
    "Vor dem Server steht ein Verbindungs-Pooler, der teilt, was einem Host allein gehören muss",
  "charge, issue, void, credit and write off": "berechnen, ausstellen, stornieren, korrigieren und ausbuchen",
  clerk: "Sachbearbeiter",
  "credit of the account": "Guthaben des Kontos",
  draft: "ein Entwurf",
  "ended unexpectedly": "brach unerwartet ab",
  entries: "Buchungen",
  "import files": "Dateien importieren",
  invoices: "Rechnungen",
  "it wants a password, and there is none in PGPASSWORD or in the file that PGPASSFILE names":
    "er verlangt ein Passwort, und weder in PGPASSWORD noch in der Datei, die PGPASSFILE nennt, steht eines",
  "its certificate has expired. By the clock of this machine it is {now}.":
    "Das Zertifikat ist abgelaufen. Nach der Uhr dieses Rechners ist es {now}.",
  "its certificate is for another name.": "Das Zertifikat gilt für einen anderen Namen.",
  "its certificate is not good yet. By the clock of this machine it is {now}.":
    "Das Zertifikat gilt noch nicht. Nach der Uhr dieses Rechners ist es {now}.",
  "its user owns the tables, and could change entries with SQL of its own: docs/server.md says how a host gets a user who cannot, and --as-owner serves it all the same":
    "Seinem Benutzer gehören die Tabellen, und er könnte Buchungen mit eigenem SQL ändern: docs/server.md sagt, wie ein Host einen Benutzer bekommt, der das nicht kann; mit --as-owner wird es trotzdem bereitgestellt",
  "its schema {schema} has tables that are none of a book's":
    "In seinem Schema {schema} sind Tabellen, die nicht zu einem Buch gehören",
  "ledger entries": "Buchungen",
  "line {lineNumber} of {fileName}": "Zeile {lineNumber} von {fileName}",
  lines: "Zeilen",
  "look at the book, preview, make dry runs, verify the ledger":
    "das Buch ansehen, Vorschauen und Probeläufe machen, das Buchungsjournal prüfen",
  "make keys of the API, and say where webhooks go": "API-Schlüssel anlegen und festlegen, wohin Webhooks gehen",
  "make the book, set how it bills and its clock, close its months, copy and restore it":
    "das Buch anlegen, seine Abrechnung und Uhr einstellen, Monate abschließen, es sichern und wiederherstellen",
  month: "Monat",
  open: "offen",
  "nothing here vouches for its certificate ({message}).":
    "Nichts auf diesem Rechner bürgt für das Zertifikat ({message}).",
  "opening balances": "Anfangsbestände",
  organization: "Organisation",
  organizations: "Organisationen",
  paid: "bezahlt",
  plans: "Tarife",
  "ran out of memory": "hatte keinen Speicher mehr",
  "reached the limit of open files (ulimit -n)": "erreichte die Grenze offener Dateien (ulimit -n)",
  "read who did what": "lesen, wer was getan hat",
  reader: "Leser",
  "record, collect and take back payments, and keep payment methods":
    "Zahlungen erfassen, einziehen und zurückbuchen, Zahlungsarten pflegen",
  rows: "Zeilen",
  "run billing, and stop work that is under way": "abrechnen und laufende Arbeit anhalten",
  "sign in and out": "sich an- und abmelden",
  "subscribe accounts and change their subscriptions": "Abos abschließen und ändern",
  subscriptions: "Abos",
  "tell the book what the host that serves it did": "dem Buch melden, was sein Server getan hat",
  uncollectible: "uneinbringlich",
  user: "Benutzer",
  users: "Benutzer",
  viewer: "Leser",
  void: "storniert",
  "the database is not in UTF-8": "Die Datenbank ist nicht in UTF-8",
  "the server is PostgreSQL {version}, and {oldestVersion} is the oldest that will do":
    "Der Server ist PostgreSQL {version}; nötig ist mindestens {oldestVersion}",
  "the server is a standby, or is recovering, and cannot be written to":
    "Der Server ist ein Standby oder stellt sich wieder her und nimmt nichts an",
  "the server, or this user in it, can only read": "Der Server oder dieser Benutzer kann nur lesen",
  "with entry {entryCount} of {at}": "mit Buchung {entryCount} vom {at}",
  writer: "Schreiber",
  "{accountName} has a subscription already.": "{accountName} hat schon ein Abo.",
  "{accountName} has no open invoice that its credit could pay.":
    "{accountName} hat keine offene Rechnung, die das Guthaben bezahlen könnte.",
  "{accountName} has no subscription, so --plan is needed.": "{accountName} hat kein Abo, also ist --plan nötig.",
  "{invoiceNumber} has no line {position}.": "{invoiceNumber} hat keinen Posten {position}.",
  "{accountName} is billed in {accountCurrency}, not {currency}.":
    "{accountName} wird in {accountCurrency} abgerechnet, nicht in {currency}.",
  "{accountName} is on the free plan, and no charge waits.":
    "{accountName} hat den kostenlosen Tarif, und kein Posten wartet.",
  "{accountName} is on the free plan.": "{accountName} hat den kostenlosen Tarif.",
  "{address} does not answer: {reason}.": "{address} antwortet nicht: {reason}.",
  "{address} does not have {count} of the adjustments in the outbox yet.":
    "{address} hat {count} der Anpassungen im Postausgang noch nicht.",
  "{address} is not believed: {problem}": "{address} wird nicht geglaubt: {problem}",
  "{amount} changes nothing.": "{amount} ändert nichts.",
  "{amount} is in a currency for which the role has no limit.":
    "{amount} ist in einer Währung, für die die Rolle keine Grenze hat.",
  "{amount} is more than the {most} that the role may give or take at once.":
    "{amount} ist mehr als die {most}, die die Rolle auf einmal geben oder nehmen darf.",
  "{badCount} of {rowCount} rows cannot be applied.":
    "{badCount} von {rowCount} Zeilen {badCount|kann|können} nicht gebucht werden.",
  "{badCount} rows of the batch cannot be applied.":
    "{badCount} {badCount|Zeile|Zeilen} des Stapels {badCount|kann|können} nicht gebucht werden.",
  "{bookPath} is damaged: {problem}.": "{bookPath} ist beschädigt: {problem}.",
  "{bookPath} is open for reading only.": "{bookPath} ist nur zum Lesen geöffnet.",
  "{bookPath} is there already.": "{bookPath} ist schon da.",
  "{certificatePath} holds no certificate in PEM.": "{certificatePath} enthält kein Zertifikat in PEM.",
  '{changeOn} is not between {earliestOn}, when the current period of "{planName}" began, and today, {today}.':
    "{changeOn} liegt nicht zwischen {earliestOn}, als der laufende Zeitraum von „{planName}“ begann, und heute, {today}.",
  "{count} {count|problem|problems} in the files.": "{count} {count|Problem|Probleme} in den Dateien.",
  "{currency} has no decimals; this was read as {understood}.":
    "{currency} hat keine Nachkommastellen; gelesen wurde {understood}.",
  "{currency} has {exponent} decimals; this was read as {understood}, with {count}.":
    "{currency} hat {exponent} Nachkommastellen; gelesen wurde {understood}, mit {count}.",
  "{days} is not a number of days for a free trial.": "{days} ist keine Zahl von Tagen für eine Testphase.",
  "{day} days after a payment failed is not within a year.":
    "{day} Tage nach einer gescheiterten Zahlung liegen nicht innerhalb eines Jahres.",
  "{day} has not come yet; by the book's clock today is {todayOn}.":
    "Der {day} ist noch nicht da; nach der Uhr des Buches ist heute der {todayOn}.",
  "{day} lies in a closed month; the book is closed up to {closedThroughOn}.":
    "Der {day} liegt in einem abgeschlossenen Monat; das Buch ist bis {closedThroughOn} abgeschlossen.",
  "{day} lies in {month}, which is closed; {firstOpenOn} is the first open day.":
    "Der {day} liegt in {month}, das abgeschlossen ist; der erste offene Tag ist der {firstOpenOn}.",
  "{done} of {total} {counted}, {percent} %": "{done} von {total} {counted}, {percent} %",
  "{done} {unit}": "{done} {unit}",
  "{effectiveOn} follows {lastOn}; rows without a sequence stand oldest first.":
    "Auf {lastOn} folgt {effectiveOn}; Zeilen ohne laufende Nummer stehen mit der ältesten zuerst.",
  '{excess} "{operator}" needs approval for it.': "{excess} „{operator}“ braucht dafür eine Freigabe.",
  "{held} of the block is held for what waits for approval.":
    "{held} des Blocks werden zurückgehalten für das, was auf Freigabe wartet.",
  "{invoiceNumber} has no credit note {creditNoteId}.": "{invoiceNumber} hat keine Korrektur {creditNoteId}.",
  "{keyPath} is not the key of {certificatePath}: {why}.":
    "{keyPath} ist nicht der Schlüssel von {certificatePath}: {why}.",
  "{lacks} Whose role is {roles} may.": "{lacks} Das darf, wer {roles} ist.",
  "{linkedName} is of the other kind than {name}.": "{linkedName} ist von anderer Art als {name}.",
  "{lockPath} cannot be used: {reason}.": "{lockPath} kann nicht benutzt werden: {reason}.",
  "{lockPath} is not a file.": "{lockPath} ist keine Datei.",
  "{logPath} does not belong to the book as it is now.": "{logPath} gehört nicht zum Buch, wie es jetzt ist.",
  "{method} was called without a body of JSON.": "{method} wurde ohne Inhalt in JSON aufgerufen.",
  "{method} was stopped.": "{method} wurde angehalten.",
  "{month} cannot be closed: the book begins in {next}.":
    "{month} kann nicht abgeschlossen werden: Das Buch beginnt in {next}.",
  "{month} cannot be closed: {next} is open.": "{month} kann nicht abgeschlossen werden: {next} ist offen.",
  "{month} cannot be reopened: {last} was closed after it.":
    "{month} kann nicht wieder geöffnet werden: {last} wurde danach abgeschlossen.",
  "{month} ends on {lastDayOn}; today in the book is {today}.":
    "{month} endet am {lastDayOn}; im Buch ist heute der {today}.",
  "{month} is closed; the book is closed up to {closedThroughOn}.":
    "{month} ist abgeschlossen; das Buch ist bis {closedThroughOn} abgeschlossen.",
  "{month} is open.": "{month} ist offen.",
  "{name} failed": "{name} ist gescheitert",
  "{name} has a subscription in {currency}.": "{name} hat ein Abo in {currency}.",
  "{name} has been invoiced in {currency}.": "{name} hat Rechnungen in {currency}.",
  "{name} has charges in {currency} that wait for its next invoice.":
    "{name} hat Posten in {currency}, die auf die nächste Rechnung warten.",
  "{name} is about signing in, which this application does not do.":
    "{name} betrifft die Anmeldung, die es in dieser Anwendung nicht gibt.",
  "{name} is at work.": "{name} ist im Gang.",
  "{name} is done": "{name} ist fertig",
  "{name} is known to be {accountId}.": "{name} ist als {accountId} bekannt.",
  "{name} is no provider to ask: {problem}": "{name} ist kein Anbieter, der befragt werden kann: {problem}",
  "{name} must be included.": "{name} muss angegeben werden.",
  "{name} {problem}.": "{name} {problem}.",
  "{name}: {problem}": "{name}: {problem}",
  "{on} is more than a year after today, {today}.": "Der {on} liegt mehr als ein Jahr nach heute, {today}.",
  "{on} lies more than {mostYearsAhead} years ahead; by the book's clock today is {todayOn}.":
    "Der {on} liegt mehr als {mostYearsAhead} Jahre in der Zukunft; nach der Uhr des Buches ist heute der {todayOn}.",
  "{path} cannot be read ({code}).": "{path} kann nicht gelesen werden ({code}).",
  "{path} cannot be read: {reason}.": "{path} kann nicht gelesen werden: {reason}.",
  "{path} cannot be used: {reason}.": "{path} ist nicht zu gebrauchen: {reason}.",
  "{path} cannot be written ({code}).": "{path} kann nicht geschrieben werden ({code}).",
  "{path} cannot be written.": "{path} kann nicht geschrieben werden.",
  "{path} exists already.": "{path} gibt es schon.",
  "{path} has version {version}, and this application needs {newest}.":
    "{path} hat Version {version}, und diese Anwendung braucht {newest}.",
  "{path} has version {version}; this application knows up to {newest}.":
    "{path} hat Version {version}; dieses Programm kennt höchstens {newest}.",
  "{path} is damaged: it has version {version}.": "{path} ist beschädigt: Die Version ist {version}.",
  "{path} is damaged: its header is not that of a book.": "{path} ist beschädigt: Der Kopf ist nicht der eines Buches.",
  "{path} is damaged: {reason}.": "{path} ist beschädigt: {reason}.",
  "{path} is empty.": "{path} ist leer.",
  "{path} is not JSON: {reason}.": "{path} ist kein JSON: {reason}.",
  "{path} is not a Countinghouse book.": "{path} ist kein Countinghouse-Buch.",
  "{path} is not a file.": "{path} ist keine Datei.",
  "{path} is not the JSON of a closing's receipt.": "{path} ist nicht das JSON eines Abschlussbelegs.",
  "{path} is not what it was when it was made: it is damaged, or somebody changed it.":
    "{path} ist nicht mehr, wie es gemacht wurde: Es ist beschädigt oder wurde verändert.",
  "{path} is on a database server, and has no file to do that with.":
    "{path} ist auf einem Datenbankserver und hat keine Datei, mit der das ginge.",
  "{path} is one of {nlink} names of one file.": "{path} ist einer von {nlink} Namen einer Datei.",
  "{path} is open in another Countinghouse.": "{path} ist in einem anderen Countinghouse geöffnet.",
  "{path} is open in another program.": "{path} ist in einem anderen Programm geöffnet.",
  "{path} is there already.": "{path} ist schon da.",
  "{path} is too short to be a book.": "{path} ist zu kurz für ein Buch.",
  "{path} was copied without its log while the book was open.":
    "{path} wurde ohne Protokoll kopiert, während das Buch geöffnet war.",
  "{path} was copied without its log while the book was open. It ends {end}; what was written later may be missing.":
    "{path} wurde ohne Protokoll kopiert, während das Buch geöffnet war. Die Kopie endet {end}; später Geschriebenes kann fehlen.",
  "{path} was deleted or replaced. What was in it is in {rescuedPath}.":
    "{path} wurde gelöscht oder ersetzt. Was darin war, ist in {rescuedPath}.",
  "{path}-wal, the log of the book, is damaged.": "{path}-wal, das Protokoll des Buches, ist beschädigt.",
  "{path}: {field} {problem}.": "{path}: {field} {problem}.",
  "{reference} is the name of {count} accounts; write the id.":
    "{reference} ist der Name von {count} Konten; die ID angeben.",
  "{seats} is not a number of seats.": "{seats} ist keine Zahl von Plätzen.",
  "{sequence} is also on {place}.": "{sequence} steht auch in {place}.",
  "{shortfall} of the payment has been given back by notes or by later invoices.":
    "{shortfall} der Zahlung wurden durch Korrekturen oder spätere Rechnungen zurückgegeben.",
  "{shortfall} of the {amount} that became credit by invoice {invoiceNumber} is spent.":
    "{shortfall} der {amount}, die durch Rechnung {invoiceNumber} zu Guthaben wurden, sind ausgegeben.",
  "{shown} of more than {all}; --all shows all of them.": "{shown} von mehr als {all}; --all zeigt alle.",
  "{shown} of {all}; --all shows all of them.": "{shown} von {all}; --all zeigt alle.",
  "{slug} is a free plan; leave the row out.": "{slug} ist ein kostenloser Tarif; die Zeile weglassen.",
  "{slug} is a plan for {kinds}; the account is {what}.": "{slug} ist ein Tarif für {kinds}; das Konto ist {what}.",
  "{slug} is archived and takes no new subscriptions.":
    "{slug} wird nicht mehr angeboten und nimmt keine neuen Abos an.",
  "{slug} is priced in {planCurrency}; the account is billed in {accountCurrency}.":
    "{slug} hat seinen Preis in {planCurrency}; das Konto wird in {accountCurrency} abgerechnet.",
  "{sourcePath} is encrypted, and what was given does not open it.":
    "{sourcePath} ist verschlüsselt, und das Genannte öffnet es nicht.",
  "{sourcePath} is encrypted.": "{sourcePath} ist verschlüsselt.",
  "{sourcePath} is not what it was when it was made: it is damaged, or cut off.":
    "{sourcePath} ist nicht mehr, wie es gemacht wurde: Es ist beschädigt oder abgeschnitten.",
  "{sourcePath} is the book itself.": "{sourcePath} ist das Buch selbst.",
  "{startedOn} to now on": "ab {startedOn}",
  "{startedOn} to {endsOn}": "{startedOn} bis {endsOn}",
  "{targetPath} is there already.": "{targetPath} ist schon da.",
  "{text}": "{text}",
  "{text} has no place in a file of {kinds}; export and import each kind by itself.":
    "{text} gehört nicht in eine Datei für {kinds}; jede Art für sich exportieren und importieren.",
  "{text} is none of {choices}.": "{text} ist nichts von {choices}.",
  "{text} is not a day of the calendar written YYYY-MM-DD.":
    "{text} ist kein Tag des Kalenders in der Form JJJJ-MM-TT.",
  '{text} is not a percentage from 0 to 100 with at most 4 decimals, such as "24" or "8.875".':
    "{text} ist kein Prozentsatz von 0 bis 100 mit höchstens 4 Nachkommastellen wie „24“ oder „8.875“.",
  "{text} is not a slug: letters, digits and hyphens, at most 63.":
    "{text} ist kein Slug: Buchstaben, Ziffern und Bindestriche, höchstens 63.",
  "{text} is not a slug: letters, digits, hyphens and underscores, at most 200.":
    "{text} ist kein Slug: Buchstaben, Ziffern, Bindestriche und Unterstriche, höchstens 200.",
  '{text} is not a time zone, such as "Europe/Helsinki".': "{text} ist keine Zeitzone wie „Europe/Helsinki“.",
  "{text} is not a whole number from {least} to {most}.": "{text} ist keine ganze Zahl von {least} bis {most}.",
  "{text} is not above zero.": "{text} liegt nicht über null.",
  '{text} is not an ISO 4217 currency, such as "USD".': "{text} ist keine Währung nach ISO 4217 wie „USD“.",
  "{text} is not an e-mail address.": "{text} ist keine E-Mail-Adresse.",
  '{text} is not an id: "{prefix}", then letters and digits, at most 64 in all.':
    "{text} ist keine ID: „{prefix}“, dann Buchstaben und Ziffern, zusammen höchstens 64.",
  "{text} is not an instant since 1970 written like 2026-01-31T12:00:00.000Z.":
    "{text} ist kein Zeitpunkt seit 1970 in der Form 2026-01-31T12:00:00.000Z.",
  "{text} is not what an export says of a block of credit.":
    "{text} ist nicht, was ein Export über einen Guthabenblock sagt.",
  "{text} lies before 1970-01-01, the first day of a book's calendar.":
    "{text} liegt vor 1970-01-01, dem ersten Tag im Kalender eines Buches.",
  "{unknown} is not a valid parameter for this request.": "{unknown} ist kein Parameter dieser Anfrage.",
  "{value} belongs to a plan of the book.": "{value} gehört zu einem Tarif des Buches.",
  "{value} belongs to an account of the book, {holderId}.": "{value} gehört zu einem Konto des Buches, {holderId}.",
  "{value} is a date, not an amount.": "{value} ist ein Datum, kein Betrag.",
  "{value} is a number, not a day.": "{value} ist eine Zahl, kein Tag.",
  "{value} is also on {place}.": "{value} steht auch in {place}.",
  "{value} is not an amount this book can hold.": "{value} ist kein Betrag, den dieses Buch fassen kann.",
  "{what} Try again after the time in Retry-After.": "{what} Nach der Zeit in Retry-After erneut versuchen.",
  "{what} {path}: {reason}.": "{what} {path}: {reason}.",
} as const;
