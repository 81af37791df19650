/**
 * What the help of the command line says, in German, by the English that it stands for. A test goes through every command, argument and option
 * and asks for what is missing.
 */
export const germanHelp: Readonly<Record<string, string>> = {
  "0 to 100, such as 19 or 7.5": "0 bis 100, etwa 19 oder 7,5",
  "a card or bank account that `payment-methods test-numbers` lists; left out: by transfer":
    "eine Karte oder ein Bankkonto, das `payment-methods test-numbers` auflistet; ohne Angabe: per Überweisung",
  "a price of the plan, which `prices list` prints; left out: the plan's own":
    "ein Preis des Tarifs, den `prices list` ausgibt; ohne Angabe: sein eigener",
  "a share of the charge, such as 10 or 7.5": "ein Anteil der Gebühr, etwa 10 oder 7,5",
  "Add a charge of its own to an account's next invoice.":
    "Der nächsten Rechnung eines Kontos einen Einzelposten hinzufügen.",
  "Add a discount. An account gets it by `subscriptions change --add-discount`.":
    "Einen Rabatt hinzufügen. Ein Konto erhält ihn durch `subscriptions change --add-discount`.",
  "add a discount: its id or name": "einen Rabatt hinzufügen: seine ID oder sein Name",
  "Add a plan with its price: a fee, seats in tiers, or both.":
    "Einen Tarif mit seinem Preis hinzufügen: eine Gebühr, Plätze in Staffeln, oder beides.",
  "Add a price to a plan, for single customers or for all new ones. Subscriptions keep theirs.":
    "Einem Tarif einen Preis hinzufügen, für einzelne Kunden oder für alle neuen. Abos behalten ihren.",
  "Add a tax rate. An account gets it by `accounts update --tax-rate`.":
    "Einen Steuersatz hinzufügen. Ein Konto erhält ihn durch `accounts update --tax-rate`.",
  "Add a user or an organization. How it is taxed and addressed, `accounts update` says.":
    "Einen Benutzer oder eine Organisation hinzufügen. Wie es besteuert und angesprochen wird, sagt `accounts update`.",
  "Add what an account pays by from now on: a transfer, or a number of the test gateway.":
    "Hinzufügen, womit ein Konto von nun an zahlt: per Überweisung oder mit einer Nummer des Testzahlungswegs.",
  "an amount off each period, such as 5.00": "ein Betrag, der jeden Zeitraum abgezogen wird, etwa 5,00",
  "Ask a job to stop after the batch it is in. A billing run that was stopped can be resumed.":
    "Einen Job bitten, nach dem Teil anzuhalten, in dem er ist. Ein angehaltener Abrechnungslauf kann fortgesetzt werden.",
  "Change what a plan says of itself. What is left out stays; prices never change.":
    "Ändern, was ein Tarif über sich sagt. Was nicht genannt ist, bleibt; Preise ändern sich nie.",
  "for how many periods; left out: for good": "für wie viele Zeiträume; ohne Angabe: auf Dauer",
  "for one month where a year is billed at once; left out: it is not offered by the year":
    "für einen Monat, wo ein Jahr auf einmal abgerechnet wird; ohne Angabe: Jahre werden nicht angeboten",
  "for one month, billed monthly; 0 where only seats cost something":
    "für einen Monat bei monatlicher Abrechnung; 0, wo nur Plätze etwas kosten",
  "for one month, billed monthly; left out: it is not offered by the month":
    "für einen Monat bei monatlicher Abrechnung; ohne Angabe: Monate werden nicht angeboten",
  "Forget a batch that was checked and not applied.": "Einen Stapel vergessen, der geprüft und nicht gebucht wurde.",
  "how many days accounts have to pay that have no terms of their own":
    "wie viele Tage Konten ohne eigenes Zahlungsziel Zeit zum Zahlen haben",
  'how many days after a payment first failed it is tried again, such as 1,3,5; "" for never':
    'wie viele Tage, nachdem eine Zahlung zuerst scheiterte, sie erneut versucht wird, etwa 1,3,5; "" für nie',
  "how many days it has to pay, 0 to 365; `book`: as many as the book gives":
    "wie viele Tage es Zeit zum Zahlen hat, 0 bis 365; `book`: so viele, wie das Buch gibt",
  "how many seats a block holds, a started one whole; left out: 1":
    "wie viele Plätze ein Block hat, ein angefangener ganz; ohne Angabe: 1",
  "how many; left out: 1": "wie viele; ohne Angabe: 1",
  "Issue an account's next invoice today; shows what it comes to and asks first.":
    "Die nächste Rechnung eines Kontos heute ausstellen; zeigt, was sie ergibt, und fragt zuerst.",
  "its billing currency; left out: the book's": "die Währung, in der es abgerechnet wird; ohne Angabe: die des Buches",
  "its id or slug": "seine ID oder sein Slug",
  "its id, which `credits batches` prints": "seine ID, die `credits batches` ausgibt",
  "its id, which `invoices charges` prints": "seine ID, die `invoices charges` ausgibt",
  "its id, which `jobs list` prints": "seine ID, die `jobs list` ausgibt",
  "its id, which `payment-methods list` prints": "ihre ID, die `payment-methods list` ausgibt",
  "List a plan's prices, its own first, then the newest.":
    "Die Preise eines Tarifs auflisten, seinen eigenen zuerst, dann die neuesten.",
  "List an account's payment methods, the one that is charged first.":
    "Die Zahlungsarten eines Kontos auflisten, zuerst die, die belastet wird.",
  "List and add the discounts that subscriptions can carry.":
    "Die Rabatte auflisten und hinzufügen, die Abos tragen können.",
  "List and add the prices of plans, which never change.":
    "Die Preise von Tarifen auflisten und hinzufügen; ändern tun sie sich nie.",
  "List and add the tax rates that accounts and charges can carry.":
    "Die Steuersätze auflisten und hinzufügen, die Konten und Einzelposten tragen können.",
  "List tax rates, lowest first.": "Steuersätze auflisten, den niedrigsten zuerst.",
  "List the cards and bank accounts that the test gateway knows, with what each of them does.":
    "Die Karten und Bankkonten auflisten, die der Testzahlungsweg kennt, mit dem, was jede tut.",
  "List the charges that wait for an account's next invoice, oldest first.":
    "Die Einzelposten auflisten, die auf die nächste Rechnung eines Kontos warten, den ältesten zuerst.",
  "List the jobs since the application was started, whoever began them.":
    "Die Jobs seit dem Start des Programms auflisten, wer immer sie begann.",
  "List the rows of a batch in the order of its file.":
    "Die Zeilen eines Stapels in der Reihenfolge seiner Datei auflisten.",
  "List, add, change and archive the plans that accounts can be subscribed to.":
    "Die Tarife auflisten, hinzufügen, ändern und archivieren, die Konten abonnieren können.",
  "List, show, preview, issue, pay, void and correct invoices, and charge for single things.":
    "Rechnungen auflisten, zeigen, vorab ansehen, ausstellen, bezahlen, stornieren und berichtigen, und Einzelnes berechnen.",
  "Look at work that takes a while in a book that is open elsewhere, and stop it.":
    "Arbeit ansehen, die in einem anderswo geöffneten Buch eine Weile dauert, und sie anhalten.",
  "Look up, add and change users and organizations, and bring them in.":
    "Benutzer und Organisationen nachschlagen, hinzufügen, ändern und einlesen.",
  "Make a payment method the one that is charged.": "Eine Zahlungsart zu der machen, die belastet wird.",
  "new subscriptions get it from now on": "neue Abos erhalten ihn von nun an",
  "off the whole line, at most what it comes to": "vom ganzen Posten ab, höchstens was er ergibt",
  "Offer a plan no more. Subscriptions that it has keep it and are billed as before.":
    "Einen Tarif nicht mehr anbieten. Abos, die ihn haben, behalten ihn und werden abgerechnet wie zuvor.",
  "only the rows that have one": "nur die Zeilen, die eins haben",
  "Remove a payment method; the newest of the others is charged then.":
    "Eine Zahlungsart entfernen; belastet wird dann die neueste der anderen.",
  "Say what accounts pay by. Without anything an account pays by transfer.":
    "Sagen, womit Konten zahlen. Ohne alles zahlt ein Konto per Überweisung.",
  "Show or change what the book is called, when invoices are due, how they are numbered, and how payments are tried again.":
    "Zeigen oder ändern, wie das Buch heißt, wann Rechnungen fällig sind, wie sie nummeriert und wie Zahlungen erneut versucht werden.",
  "Show what a batch of adjustments comes to, by reason and currency.":
    "Zeigen, was ein Stapel Anpassungen ergibt, nach Grund und Währung.",
  "Show what a billing run has done, and what it left out.":
    "Zeigen, was ein Abrechnungslauf getan und was er ausgelassen hat.",
  "show what it does to the balance and to the next invoice, and write nothing":
    "zeigen, was es mit dem Guthaben und der nächsten Rechnung macht, und nichts schreiben",
  "Take a plan out of the archive, so that it is offered again.":
    "Einen Tarif aus dem Archiv nehmen, sodass er wieder angeboten wird.",
  "Take back a charge that no invoice has yet.": "Einen Einzelposten zurücknehmen, den noch keine Rechnung hat.",
  "the currency of the amount, which has to be the one the account is billed in":
    "die Währung des Betrags, die die sein muss, in der das Konto abgerechnet wird",
  "the currency of the amount; left out: the book's": "die Währung des Betrags; ohne Angabe: die des Buches",
  "the currency of the price; left out: the book's": "die Währung des Preises; ohne Angabe: die des Buches",
  "the days of free trial that a subscription begins with": "die Tage der Testphase, mit der ein Abo beginnt",
  "the days of free trial that later subscriptions begin with; 0 for none":
    "die Tage der Testphase, mit der spätere Abos beginnen; 0 für keine",
  "the tax rate: its id or name, or `none`; left out: the account's. An exempt account is not taxed":
    "der Steuersatz: seine ID oder sein Name, oder `none` für keinen; ohne Angabe: der des Kontos. Ein befreites Konto wird nicht besteuert",
  "Try --help.": "Mehr sagt --help.",
  "0 to 100, lower is used first; left out: 50": "0 bis 100, kleiner wird zuerst genutzt; ohne Angabe: 50",
  "1 to 3650": "1 bis 3650",
  "`system`, a day (YYYY-MM-DD, its noon in the book's time zone) or an instant (2026-04-01T09:00:00Z)":
    "`system`, ein Tag (JJJJ-MM-TT, sein Mittag in der Zeitzone des Buches) oder ein Zeitpunkt (2026-04-01T09:00:00Z)",
  "a book to try things in: its clock can be set to any day; it cannot become a real one":
    "ein Buch zum Üben: Seine Uhr lässt sich auf jeden Tag stellen; es kann kein echtes werden",
  "a line by its place from 1, or a part of it before its discount, such as 1=5.00; left out: what is left of every line":
    "ein Posten nach seiner Stelle ab 1, oder ein Teil davon vor seinem Rabatt, etwa 1=5,00; ohne Angabe: was von jedem Posten übrig ist",
  "a PNG or JPEG of at most 256 kB; left out: no logo":
    "ein PNG oder JPEG von höchstens 256 kB; ohne Angabe: kein Logo",
  "Account credits, invoices and billing runs from the command line.":
    "Guthaben, Rechnungen und Abrechnungsläufe auf der Befehlszeile.",
  "act as this operator, by the name to sign in by; asked of everyone where there are several":
    "als dieser Bearbeiter handeln, nach dem Anmeldenamen; gefragt wird danach, wo es mehrere gibt",
  "act by a key of the Backend API, read from this file descriptor (0 is standard input)":
    "mit einem Schlüssel der Backend-API handeln, aus diesem Dateideskriptor gelesen (0 ist die Standardeingabe)",
  "Add a webhook and show the secret that its deliveries are signed with, this once.":
    "Einen Webhook hinzufügen und das Geheimnis zeigen, mit dem seine Zustellungen unterschrieben werden, dieses eine Mal.",
  "Add an operator, who can sign in once a passphrase is set.":
    "Einen Bearbeiter hinzufügen, der sich anmelden kann, sobald eine Kennphrase gesetzt ist.",
  "Add credit to an account, or remove some.": "Einem Konto Guthaben hinzufügen oder davon entfernen.",
  "Add up by month what was collected, taken back, refunded, what failed and what was written off.":
    "Nach Monaten zusammenzählen, was eingezogen, zurückgenommen und erstattet wurde, was scheiterte und was abgeschrieben wurde.",
  "Add up the credit that expires unless it is used before, by month.":
    "Das Guthaben zusammenzählen, das verfällt, wenn es nicht vorher genutzt wird, nach Monaten.",
  "Add up the credit that was there at the end of a day, by how long it had been there.":
    "Das Guthaben am Ende eines Tages zusammenzählen, danach, wie lange es schon da war.",
  "Add up what invoices asked for at the end of a day, by how long they were past due.":
    "Zusammenzählen, was Rechnungen am Ende eines Tages verlangten, danach, wie lange sie überfällig waren.",
  "Add up what invoices charged by plan and month, after discounts and without tax, less credit notes and voided invoices.":
    "Zusammenzählen, was Rechnungen nach Tarif und Monat berechneten, nach Rabatten und ohne Steuer, abzüglich Rechnungskorrekturen und stornierter Rechnungen.",
  "Adjust the credit of many accounts from a CSV file or an Excel workbook (docs/batches.md).":
    "Das Guthaben vieler Konten aus einer CSV-Datei oder einer Excel-Arbeitsmappe anpassen (docs/batches.md).",
  "all events": "alle Ereignisse",
  "apply the rows that are ready where others are not; left out: all or none":
    "die Zeilen buchen, die bereit sind, wo andere es nicht sind; ohne Angabe: alle oder keine",
  "as it would be made today, with the credit that can be used today":
    "wie sie heute entstünde, mit dem Guthaben, das heute genutzt werden kann",
  "ask for approval of it, where it is above your limits, and say why":
    "eine Freigabe dafür anfragen, wo es über den eigenen Grenzen liegt, und sagen, weshalb",
  "Ask no more for what an open or uncollectible invoice has left to pay.":
    "Nicht mehr verlangen, was von einer offenen oder uneinbringlichen Rechnung noch zu zahlen ist.",
  "Cancel a subscription, at the end of its period or now; asks first.":
    "Ein Abo kündigen, zum Ende seines Zeitraums oder jetzt; fragt zuerst.",
  "Change an operator's name, the name to sign in by, or the role. What is left out stays.":
    "Name, Anmeldename oder Rolle eines Bearbeiters ändern. Was nicht genannt ist, bleibt.",
  "Change how an account is addressed and billed. What is left out stays as it is.":
    "Ändern, wie ein Konto angesprochen und abgerechnet wird. Was nicht genannt ist, bleibt, wie es ist.",
  "change users and organizations that the book has by what the files say; left out: they are a problem":
    "Benutzer und Organisationen, die das Buch hat, nach den Dateien ändern; ohne Angabe: Sie sind ein Problem",
  "Change where a webhook is, what it is for and which events it is sent.":
    "Ändern, wo ein Webhook ist, wofür er ist und welche Ereignisse er erhält.",
  "check every row, write nothing": "jede Zeile prüfen, nichts schreiben",
  "Check the file of a book, every entry, hash and balance of its ledger, and what was closed.":
    "Die Datei eines Buches prüfen, jede Buchung, jeden Hash und jedes Guthaben, und was abgeschlossen wurde.",
  "Close a month, after showing what it comes to and what it leaves open. Months go one after the other.":
    "Einen Monat abschließen, nachdem gezeigt ist, was er ergibt und was er offen lässt. Monate kommen der Reihe nach.",
  "Close months, so that nothing is dated in them any more, and keep the receipts.":
    "Monate abschließen, sodass nichts mehr in ihnen datiert wird, und die Belege aufbewahren.",
  "compute the same and write nothing": "dasselbe berechnen und nichts schreiben",
  "Copy a book, as it is now, to a file that is whole by itself. Work in the book goes on.":
    "Ein Buch, wie es jetzt ist, in eine Datei kopieren, die für sich vollständig ist. Die Arbeit im Buch geht weiter.",
  "Correct an invoice that was issued; shows what it comes to and asks first.":
    "Eine ausgestellte Rechnung durch eine Rechnungskorrektur berichtigen; zeigt, was es ergibt, und fragt zuerst.",
  "CSV in any encoding and with any separator, or .xlsx; - reads CSV from standard input":
    "CSV in jeder Kodierung und mit jedem Trennzeichen, oder .xlsx; - liest CSV von der Standardeingabe",
  "display help for command": "Hilfe zum Befehl zeigen",
  "do it without asking": "es tun, ohne zu fragen",
  "do not encrypt them": "sie nicht verschlüsseln",
  "Do what was asked for, in the name of who asked. Only somebody else can, within their own limits.":
    "Das Angefragte tun, im Namen dessen, der anfragte. Das kann nur jemand anders, in den eigenen Grenzen.",
  "encrypt for who has the secret key that goes with this public one of age (age1…); may be repeated":
    "für den verschlüsseln, der den geheimen Schlüssel zu diesem öffentlichen von age (age1…) hat; darf wiederholt werden",
  "encrypt it with a passphrase, which is asked for": "sie mit einer Kennphrase verschlüsseln, nach der gefragt wird",
  "End a key at once and for good.": "Einen Schlüssel sofort und endgültig beenden.",
  "End a webhook for good and cancel what waits for it; asks first.":
    "Einen Webhook endgültig beenden und verwerfen, was auf ihn wartet; fragt zuerst.",
  "end it now instead of at the period's end, and give back the periods that were billed ahead":
    "es jetzt beenden statt zum Ende des Zeitraums und im Voraus abgerechnete Zeiträume zurückgeben",
  "end it now, and give back what is left of the current period, too":
    "es jetzt beenden und auch den Rest des laufenden Zeitraums zurückgeben",
  "end the free trial today": "die Testphase heute beenden",
  "End the link and forget the key. What the upstream does not have yet never gets there; asks first.":
    "Die Verknüpfung beenden und den Schlüssel vergessen. Was die Gegenstelle noch nicht hat, kommt nie dorthin; fragt zuerst.",
  "everything that was given up for this one: its id or address":
    "alles, was für diesen aufgegeben wurde: seine ID oder Adresse",
  "Figures about the whole book, and what they are made of.": "Zahlen über das ganze Buch, und woraus sie bestehen.",
  "files of ledger entries; - reads standard input": "Dateien mit Buchungen; - liest die Standardeingabe",
  "files of opening balances; - reads standard input": "Dateien mit Anfangsbeständen; - liest die Standardeingabe",
  "files of organizations; - reads standard input": "Dateien mit Organisationen; - liest die Standardeingabe",
  "files of plans; - reads standard input": "Dateien mit Tarifen; - liest die Standardeingabe",
  "files of subscriptions; - reads standard input": "Dateien mit Abos; - liest die Standardeingabe",
  "files of users; - reads standard input": "Dateien mit Benutzern; - liest die Standardeingabe",
  "files to give with the request, 10 MB each at most": "Dateien, die mit der Anfrage kommen, höchstens 10 MB je Datei",
  "for one act, such as 100.00": "für einen Vorgang, etwa 100,00",
  "for rows that give none": "für Zeilen, die keinen nennen",
  "for rows that have none, such as a list of accounts alone":
    "für Zeilen, die keinen haben, etwa bei einer Liste nur von Konten",
  "for rows that have none; - reads it from standard input":
    "für Zeilen, die keine haben; - liest es von der Standardeingabe",
  "for rows that name none; left out: the one the account is billed in":
    "für Zeilen, die keine nennen; ohne Angabe: die, in der das Konto abgerechnet wird",
  "for what one operator does on one day of the book": "für das, was ein Bearbeiter an einem Tag des Buches tut",
  "from 1 to 480; left out: say how it is": "von 1 bis 480; ohne Angabe: sagen, wie es ist",
  "Give a webhook another secret and show it, this once. For a day, deliveries are signed with the former one too.":
    "Einem Webhook ein anderes Geheimnis geben und es zeigen, dieses eine Mal. Einen Tag lang wird auch mit dem früheren unterschrieben.",
  "Give the running application the passphrase that the key is kept under.":
    "Der laufenden Anwendung die Kennphrase geben, unter der der Schlüssel liegt.",
  "Give up on an open invoice. It can still be paid or voided; credit is not used for it any more.":
    "Eine offene Rechnung aufgeben. Bezahlt oder storniert werden kann sie noch; Guthaben wird für sie nicht mehr verwendet.",
  "go by when entries were written, not by when they take effect":
    "danach gehen, wann gebucht wurde, nicht, wann es wirksam wird",
  "Go on with a billing run that was stopped or broke off.":
    "Einen Abrechnungslauf fortsetzen, der angehalten wurde oder abgebrochen ist.",
  "how many seats": "wie viele Plätze",
  "how many users and organizations": "wie viele Benutzer und Organisationen",
  "how many years of history": "wie viele Jahre Vorgeschichte",
  "how much, such as 1,234.50": "wie viel, etwa 1.234,50",
  "how much, such as 1,234.50; left out: all that is still to pay":
    "wie viel, etwa 1.234,50; ohne Angabe: alles, was noch zu zahlen ist",
  "how often": "wie oft",
  "how often it is billed": "wie oft abgerechnet wird",
  "in any case, from 1 to 90": "in jedem Fall, von 1 bis 90",
  "it is none of those that are here": "es ist keins von denen hier",
  'its address, in as many lines as it has; "" for none':
    'seine Adresse, in so vielen Zeilen, wie sie hat; "" für keine',
  "its billing currency, until it has an invoice or a subscription":
    "seine Abrechnungswährung, solange es weder Rechnung noch Abo hat",
  "its id": "seine ID",
  "its id or address": "seine ID oder Adresse",
  "its id there": "seine ID dort",
  "its id, e-mail address or slug": "seine ID, E-Mail-Adresse oder sein Slug",
  "its id, e-mail address or slug; left out with --explained: all that statements explain":
    "seine ID, E-Mail-Adresse oder sein Slug; ohne Angabe, mit --explained: alle, die Abrechnungen erklären",
  "its id, which `credits show --blocks` prints": "seine ID, die `credits show --blocks` ausgibt",
  "its id; left out: the newest run that is not complete":
    "seine ID; ohne Angabe: der neueste Lauf, der nicht vollständig ist",
  "its ISO 4217 code": "ihr Kürzel nach ISO 4217",
  "its name": "sein Name",
  'its name on the paper; "" for its own': 'sein Name auf dem Papier; "" für den eigenen',
  "its number or id": "ihre Nummer oder ID",
  "its number or id; left out: all that the options choose":
    "ihre Nummer oder ID; ohne Angabe: alle, die die Optionen auswählen",
  "just_below_limit: how much below it; left out: 5": "just_below_limit: wie viel darunter; ohne Angabe: 5",
  "just_below_limit: the limit; left out: those of the roles":
    "just_below_limit: die Grenze; ohne Angabe: die der Rollen",
  "Let a suspended operator in again.": "Einen gesperrten Bearbeiter wieder hereinlassen.",
  "Let a webhook go on after a pause. What waited is sent.":
    "Einen Webhook nach einer Pause weitermachen lassen. Was wartete, wird gesendet.",
  "Let an operator in no more, and their keys of the API neither.":
    "Einen Bearbeiter nicht mehr hereinlassen, und seine Schlüssel der API ebenso wenig.",
  "let the book that is there now give way; it is kept beside the new one":
    "das Buch weichen lassen, das jetzt dort ist; es bleibt neben dem neuen erhalten",
  "let the subject have no account of its own any more": "dem Gegenstand kein eigenes Konto mehr lassen",
  "let them lie beside the book": "sie neben dem Buch liegen lassen",
  "Link a book to a Clerk instance or another Countinghouse, and keep the two at one.":
    "Ein Buch mit einer Clerk-Instanz oder einem anderen Countinghouse verknüpfen und beide im Einklang halten.",
  "Link the book, or give its link another key. The key is kept beside the book, under a passphrase.":
    "Das Buch verknüpfen, oder seiner Verknüpfung einen anderen Schlüssel geben. Der Schlüssel liegt neben dem Buch, unter einer Kennphrase.",
  "List accounts with credit and next charge.": "Konten mit Guthaben und nächster Belastung auflisten.",
  "List acts, newest first. What is printed as CSV or JSON has the hashes, and is an act itself.":
    "Vorgänge auflisten, neueste zuerst. Was als CSV oder JSON ausgegeben wird, hat die Hashes und ist selbst ein Vorgang.",
  "List adjustments and transfers by hand that look odd in one way, newest first.":
    "Anpassungen und Übertragungen von Hand auflisten, die auf eine Weise auffallen, neueste zuerst.",
  "List adjustments on their way to the upstream, newest first.":
    "Anpassungen auf dem Weg zur Gegenstelle auflisten, neueste zuerst.",
  "List an account's ledger entries, newest first.": "Die Buchungen eines Kontos auflisten, neueste zuerst.",
  "List billing runs, newest first.": "Abrechnungsläufe auflisten, neueste zuerst.",
  "List discounts, newest first.": "Rabatte auflisten, die neuesten zuerst.",
  "List invoices, newest number first.": "Rechnungen auflisten, höchste Nummer zuerst.",
  "List plans with their default prices, the free ones first.":
    "Tarife mit ihren Standardpreisen auflisten, die kostenlosen zuerst.",
  "List requests, newest first: those that wait, unless something else is asked for.":
    "Anfragen auflisten, neueste zuerst: die wartenden, wenn nichts anderes verlangt ist.",
  "List the accounts that the book posts to, by what is posted.":
    "Die Konten auflisten, auf die das Buch bucht, nach dem, was gebucht wird.",
  "List the accounts whose credit is another one here than at the upstream.":
    "Die Konten auflisten, deren Guthaben hier ein anderes ist als bei der Gegenstelle.",
  "List the book's ledger, sum it up, and prove that it holds.":
    "Die Buchungen des Buches auflisten, zusammenzählen und beweisen, dass sie stimmen.",
  "List the books that were made, served or open in a window lately, the last one first.":
    "Die Bücher auflisten, die zuletzt angelegt, bereitgestellt oder in einem Fenster geöffnet waren, das letzte zuerst.",
  "List the calls of the Backend API with what was answered, newest first.":
    "Die Aufrufe der Backend-API mit den Antworten auflisten, neueste zuerst.",
  "List the copies of a book, newest first.": "Die Kopien eines Buches auflisten, neueste zuerst.",
  "List the keys, newest first.": "Die Schlüssel auflisten, neueste zuerst.",
  "List the ledger entries of all accounts, newest first.": "Die Buchungen aller Konten auflisten, neueste zuerst.",
  "List the limits. A role that is not listed has none; of one that is, a currency that is not needs approval.":
    "Die Grenzen auflisten. Eine nicht aufgeführte Rolle hat keine; bei einer aufgeführten braucht jede andere Währung eine Freigabe.",
  "List the months that were closed, the newest closing first, and which were reopened.":
    "Die abgeschlossenen Monate auflisten, der neueste Abschluss zuerst, und welche wieder geöffnet wurden.",
  "List the newest batches of adjustments.": "Die neuesten Stapel von Anpassungen auflisten.",
  "List the operators, in the order in which they were added.":
    "Die Bearbeiter auflisten, in der Reihenfolge, in der sie hinzukamen.",
  "List the reasons that credit is added or removed for.":
    "Die Gründe auflisten, aus denen Guthaben hinzugefügt oder entfernt wird.",
  "List the subscriptions in force, by the day of their next period.":
    "Die geltenden Abos auflisten, nach dem Tag ihres nächsten Zeitraums.",
  "List the upstream's plans with those here that they are, or why they are none.":
    "Die Tarife der Gegenstelle auflisten, mit denen hier, die sie sind, oder weshalb sie keine sind.",
  "List the upstream's statements that used credit or are open, newest first.":
    "Die Abrechnungen der Gegenstelle auflisten, die Guthaben nutzten oder offen sind, neueste zuerst.",
  "List the webhooks, newest first, and since when what one is sent fails.":
    "Die Webhooks auflisten, neueste zuerst, und seit wann Zustellungen an einen scheitern.",
  "List what the upstream bills, and why it is not billed here where it is not.":
    "Auflisten, was die Gegenstelle abrechnet, und weshalb es hier nicht abgerechnet wird, wo das so ist.",
  "List what the upstream has, with the account here that it is.":
    "Auflisten, was die Gegenstelle hat, mit dem Konto hier, das es ist.",
  "List what was sent and what is to be sent, newest first; to removed webhooks too.":
    "Auflisten, was gesendet wurde und wird, neueste zuerst; auch an entfernte Webhooks.",
  "List your sessions, or, as an admin, everybody's; the one seen last first.":
    "Die eigenen Sitzungen auflisten oder, als Administrator, alle; die zuletzt gesehene zuerst.",
  "List, show, change and cancel what accounts subscribe to.":
    "Auflisten, zeigen, ändern und kündigen, was Konten abonniert haben.",
  "Look at an upstream with a key: who it is and how much is there. Nothing is written.":
    "Eine Gegenstelle mit einem Schlüssel ansehen: wer sie ist und wie viel dort ist. Nichts wird geschrieben.",
  "Make a book of what `book export` wrote, where there is none. Its ledger is verified first.":
    "Ein Buch aus dem machen, was `book export` geschrieben hat, wo keines ist. Seine Buchungen werden zuerst geprüft.",
  "Make a book what a copy of it holds. The copy stays as it is, and so does what was there before.":
    "Ein Buch zu dem machen, was eine Kopie davon enthält. Die Kopie bleibt, wie sie ist, und ebenso, was vorher da war.",
  "Make a book, and look at one.": "Ein Buch anlegen und ansehen.",
  "Make a key and show its secret, this once. The book keeps only a digest of it.":
    "Einen Schlüssel erzeugen und sein Geheimnis zeigen, dieses eine Mal. Das Buch behält nur eine Prüfsumme davon.",
  "Make a new, empty book.": "Ein neues, leeres Buch anlegen.",
  "Make a sample company with a history, in a new book.":
    "Eine Beispielfirma mit einer Vorgeschichte anlegen, in einem neuen Buch.",
  "Make an account's credit here what it is at the upstream, with an entry, or take in what statements there explain; asks first.":
    "Das Guthaben eines Kontos hier mit einer Buchung zu dem der Gegenstelle machen, oder übernehmen, was Abrechnungen dort erklären; fragt zuerst.",
  "make credit of what is more than is due, instead of refusing it":
    "aus dem, was über das Fällige hinausgeht, Guthaben machen, statt es abzulehnen",
  "make credit of what is more than is still due, or of this part of it; left out: money goes back the way it came":
    "Guthaben aus dem machen, was mehr als das noch Fällige ist, oder aus diesem Teil davon; ohne Angabe: Geld geht zurück, wie es kam",
  "Make every invoice due up to a day. Ctrl+C stops after the batch under way; the run can be resumed.":
    "Jede bis zu einem Tag fällige Rechnung ausstellen. Strg+C hält nach dem laufenden Schub an; der Lauf kann fortgesetzt werden.",
  "make it one of the series, in which newer copies take the place of older ones":
    "sie zu einer der regelmäßigen machen, bei denen neuere an die Stelle älterer treten",
  "make the free trial longer": "die Testphase verlängern",
  "Make the invoices that are due.": "Die fälligen Rechnungen ausstellen.",
  "Make, list and revoke keys of the Backend API.": "Schlüssel der Backend-API erzeugen, auflisten und widerrufen.",
  "Bring a book on a database server to this version, while no host has it open. Have the server backed up by its own means before. A book in a file is upgraded when it is opened, after a copy.":
    "Ein Buch auf einem Datenbankserver auf diese Version bringen, während es niemand offen hat. Vorher den Server mit seinen eigenen Mitteln sichern. Ein Buch in einer Datei wird beim Öffnen auf die neue Version gebracht, nach einer Kopie.",
  "Mend a damaged book: by its own tables where indexes only lack what those have, else by the newest copy that proves itself and the later entries that do. The damaged file is kept.":
    "Ein beschädigtes Buch reparieren: aus den eigenen Tabellen, wo nur Indexen fehlt, was diese haben, sonst aus der neuesten Kopie, die sich beweist, und den späteren Buchungen, die es auch tun. Die beschädigte Datei bleibt.",
  "Move credit from one account to another, as one balanced pair of entries.":
    "Guthaben von einem Konto auf ein anderes übertragen, als ein ausgeglichenes Paar von Buchungen.",
  "of its API, such as https://api.clerk.com/v1": "ihrer API, etwa https://api.clerk.com/v1",
  "one of repeated, just_below_limit, outside_working_days, round_amount, credit_then_transfer":
    "eins von repeated, just_below_limit, outside_working_days, round_amount, credit_then_transfer",
  'one on each line, with what it is; "" for none': 'je Zeile eine, mit dem, was sie ist; "" für keine',
  "one plan, tax rate, gateway or reason of it, as `journal accounts` lists them; left out: all":
    "ein Tarif, Steuersatz, Zahlungsdienst oder Grund davon, wie `journal accounts` sie auflistet; ohne Angabe: alle",
  "only entries in this currency": "nur Buchungen in dieser Währung",
  "only entries made by this person": "nur Buchungen von dieser Person",
  "only entries of these types": "nur Buchungen dieser Arten",
  "only entries up to the end of this day": "nur Buchungen bis zum Ende dieses Tages",
  "only entries with these reason codes": "nur Buchungen mit diesen Gründen",
  "only entries with words in their note that begin so, or of accounts with these words":
    "nur Buchungen mit Wörtern in der Notiz, die so beginnen, oder von Konten mit diesen Wörtern",
  "only of this one: its id, e-mail address or slug": "nur von diesem: seine ID, E-Mail-Adresse oder sein Slug",
  "only open ones past their due date": "nur offene nach ihrem Fälligkeitstag",
  "only the blocks of credit of this age, listed": "nur die Guthabenblöcke dieses Alters, aufgelistet",
  "only the invoices of this age, listed": "nur die Rechnungen dieses Alters, aufgelistet",
  "only the lines of this plan, listed; none: those of no plan":
    "nur die Posten dieses Tarifs, aufgelistet; none: die ohne Tarif",
  "only these events; left out: all of them": "nur diese Ereignisse; ohne Angabe: alle",
  "only this act, such as accounts.update": "nur dieser Vorgang, etwa accounts.update",
  "only this currency": "nur diese Währung",
  "only this currency; --limit-amount and --round need it":
    "nur diese Währung; --limit-amount und --round brauchen sie",
  "only those about this account: its id, e-mail address or slug":
    "nur Vorgänge über dieses Konto: seine ID, E-Mail-Adresse oder sein Slug",
  "only those billed in this currency": "nur Konten, die in dieser Währung abgerechnet werden",
  "only those due on this day or earlier": "nur Rechnungen, die an diesem Tag oder vorher fällig sind",
  "only those due on this day or later": "nur Rechnungen, die an diesem Tag oder später fällig sind",
  "only those in this currency": "nur Rechnungen in dieser Währung",
  "only those in this state": "nur Rechnungen in diesem Stand",
  "only those in this state; open: the upstream does not have it; unsettled: refused, and nobody has settled it":
    "nur solche in diesem Stand; open: die Gegenstelle hat es nicht; unsettled: abgelehnt, und niemand hat es geklärt",
  "only those of a plan: its id or slug": "nur Abos eines Tarifs: seine ID oder sein Slug",
  "only those of this account: its id, e-mail address or slug":
    "nur Rechnungen dieses Kontos: seine ID, E-Mail-Adresse oder sein Slug",
  "only those of this kind, listed": "nur die dieser Art, aufgelistet",
  "only those of this one: the id of an operator or a key":
    "nur die von diesem: die ID eines Bearbeiters oder eines Schlüssels",
  "only those of which the balance here has not taken in everything":
    "nur solche, von denen das Guthaben hier noch nicht alles übernommen hat",
  "only those past due, in a free trial, canceled, or with any change to come":
    "nur überfällige, in der Testphase, gekündigte oder solche, bei denen eine Änderung bevorsteht",
  "only those that had no activity on this day (YYYY-MM-DD) or later: no entry, invoice, payment or change of the subscription":
    "nur Konten ohne Aktivität an diesem Tag (JJJJ-MM-TT) oder später: keine Buchung, Rechnung, Zahlung oder Änderung des Abos",
  "only those that have credit": "nur Konten mit Guthaben",
  "only those that owe past a due date, or whose subscription is past due or unpaid":
    "nur Konten, die nach einem Fälligkeitstag schulden oder deren Abo überfällig oder unbezahlt ist",
  "only those that stood so once they were issued; by_credit: all that used credit then":
    "nur Rechnungen, die so standen, als sie ausgestellt waren; by_credit: alle, die dabei Guthaben nutzten",
  "only those that this billing run made: its id": "nur Rechnungen dieses Abrechnungslaufs: seine ID",
  "only those that this settled": "nur Rechnungen, die hiermit beglichen wurden",
  "only those whose number begins so, or of accounts with these words":
    "nur Rechnungen, deren Nummer so beginnt, oder von Konten mit diesen Wörtern",
  "only those whose total is not above this, in the currency that --currency says":
    "nur Rechnungen, deren Gesamtbetrag nicht darüber liegt, in der Währung von --currency",
  "only those whose total is not below this, in the currency that --currency says":
    "nur Rechnungen, deren Gesamtbetrag nicht darunter liegt, in der Währung von --currency",
  "only those with an open invoice past its due date":
    "nur Konten mit einer offenen Rechnung nach ihrem Fälligkeitstag",
  "only those with credit that expires on this day or before":
    "nur Konten mit Guthaben, das an diesem Tag oder vorher verfällt",
  "only those with these words in a name, an act, an id, or a value before or after":
    "nur Vorgänge mit diesen Wörtern in einem Namen, einem Vorgang, einer ID oder einem Wert vorher oder nachher",
  "only those with these words in name, e-mail address or slug, or whose id begins so":
    "nur Konten mit diesen Wörtern in Name, E-Mail-Adresse oder Slug, oder deren ID so beginnt",
  "only those with these words in the account's name, e-mail address or slug":
    "nur Abos mit diesen Wörtern in Name, E-Mail-Adresse oder Slug des Kontos",
  "only those with this key": "nur die mit diesem Schlüssel",
  "only to this one: its id or address": "nur an diesen: seine ID oder Adresse",
  "only users or only organizations": "nur Benutzer oder nur Organisationen",
  "only what is nothing here": "nur, was hier nichts ist",
  "only what statements explain; the rest waits": "nur, was Abrechnungen erklären; der Rest wartet",
  "plan no more retries for its open invoices; they stay open":
    "keine Versuche mehr für seine offenen Rechnungen planen; sie bleiben offen",
  "Print a script that makes a shell complete commands and options.":
    "Ein Skript ausgeben, mit dem eine Shell Befehle und Optionen ergänzt.",
  "print all rows": "alle Zeilen ausgeben",
  "print at most so many rows; left out: 100 in a table, all with --json and --csv":
    "höchstens so viele Zeilen ausgeben; ohne Angabe: 100 in einer Tabelle, alle mit --json und --csv",
  "print it as CSV": "als CSV ausgeben",
  "serve a book on a database server also as a user who owns its tables, and could change entries":
    "ein Buch auf einem Datenbankserver auch als Benutzer bereitstellen, dem die Tabellen gehören und der Buchungen ändern könnte",
  "print the address and leave the browser alone": "die Adresse ausgeben und den Browser in Ruhe lassen",
  "print the blocks of credit that the sums are made of": "die Guthabenblöcke ausgeben, aus denen die Summen bestehen",
  "print the invoices that the sums are made of": "die Rechnungen ausgeben, aus denen die Summen bestehen",
  "print the lines that the sums are made of": "die Posten ausgeben, aus denen die Summen bestehen",
  "print the payments, attempts, notes and write-offs that the sums are made of":
    "die Zahlungen, Versuche, Rechnungskorrekturen und Abschreibungen ausgeben, aus denen die Summen bestehen",
  "print the result as JSON, for programs": "das Ergebnis als JSON ausgeben, für Programme",
  "print the rows as CSV": "die Zeilen als CSV ausgeben",
  "print the version": "die Version ausgeben",
  "print what the sums are made of, by source and reason":
    "ausgeben, woraus die Summen bestehen, nach Herkunft und Grund",
  "Put a logo at the head of invoices made from now on, or take it away. Earlier ones keep theirs.":
    "Ein Logo an den Kopf von Rechnungen von jetzt an setzen oder es wegnehmen. Frühere behalten ihres.",
  "Rank accounts by the credit that they were given in a period, less what was reversed.":
    "Konten nach dem Guthaben ordnen, das sie in einem Zeitraum erhielten, abzüglich des Stornierten.",
  "Read accounts, plans, subscriptions, opening balances and ledger histories from CSV files and Excel workbooks (docs/csv.md).":
    "Konten, Tarife, Abos, Anfangsbestände und frühere Buchungen aus CSV-Dateien und Excel-Arbeitsmappen lesen (docs/csv.md).",
  "read the book as it is now, and write nothing, to it or beside it; what would change it is refused":
    "das Buch lesen, wie es jetzt ist, und nichts schreiben, weder hinein noch daneben; was es ändern würde, wird abgelehnt",
  "read the copy's passphrase from this file descriptor (0 is standard input); left out: it is asked for":
    "die Kennphrase der Kopie aus diesem Dateideskriptor lesen (0 ist die Standardeingabe); ohne Angabe: Es wird danach gefragt",
  "read the new passphrase from this file descriptor (0 is standard input); left out: it is asked for, twice":
    "die neue Kennphrase aus diesem Dateideskriptor lesen (0 ist die Standardeingabe); ohne Angabe: Es wird danach gefragt, zweimal",
  "read the operator's passphrase from this file descriptor (0 is standard input); left out: it is asked for":
    "die Kennphrase des Bearbeiters aus diesem Dateideskriptor lesen (0 ist die Standardeingabe); ohne Angabe: es wird danach gefragt",
  "read the passphrase that the key is kept under from this file descriptor; left out: it is asked for":
    "die Kennphrase, unter der der Schlüssel liegt, aus diesem Dateideskriptor lesen; ohne Angabe: Es wird danach gefragt",
  "read the secret key from this file descriptor (0 is standard input); left out: it is asked for":
    "den geheimen Schlüssel aus diesem Dateideskriptor lesen (0 ist die Standardeingabe); ohne Angabe: Es wird danach gefragt",
  "Record money that was received for an invoice.": "Geld erfassen, das für eine Rechnung eingegangen ist.",
  "refund this part through the gateway that took it":
    "diesen Teil über den Zahlungsdienst erstatten, der ihn eingezogen hat",
  "Reject what somebody else asked for, and say why.": "Ablehnen, was jemand anders angefragt hat, und sagen, weshalb.",
  "Remove a role's limits in a currency. A role of which nothing is said any more has none.":
    "Die Grenzen einer Rolle in einer Währung entfernen. Eine Rolle, über die nichts mehr gesagt ist, hat keine.",
  "remove the discount": "den Rabatt entfernen",
  "Reopen the month that was closed last. The audit log keeps who did it, and why.":
    "Den zuletzt abgeschlossenen Monat wieder öffnen. Das Protokoll hält fest, wer es tat und weshalb.",
  "repeated, credit_then_transfer: how far apart; left out: 24":
    "repeated, credit_then_transfer: wie weit auseinander; ohne Angabe: 24",
  "Reverse every adjustment of a batch. What is spent by now is named and stays.":
    "Jede Anpassung eines Stapels stornieren. Was inzwischen ausgegeben ist, wird genannt und bleibt.",
  "Roll the credit that is owed forward by month: opening, what came and went, closing.":
    "Das geschuldete Guthaben nach Monaten fortschreiben: Anfang, was kam und ging, Ende.",
  "round_amount: what a round amount is a multiple of; left out: 100":
    "round_amount: wovon ein runder Betrag ein Vielfaches ist; ohne Angabe: 100",
  "Save a file that was given with a request, byte by byte as it came. It is not looked into.":
    "Eine Datei speichern, die mit einer Anfrage kam, Byte für Byte. Hineingesehen wird nicht.",
  "Save an invoice's paper as PDF, or the papers of all invoices that are chosen. No file is written over.":
    "Das Papier einer Rechnung als PDF speichern, oder die aller gewählten Rechnungen. Keine Datei wird überschrieben.",
  "save it as PDF; without a file: here, under its name": "als PDF speichern; ohne Datei: hier, unter seinem Namen",
  "save it: as PDF where the name ends in .pdf, else as JSON; no file is written over":
    "sie speichern: als PDF, wo der Name auf .pdf endet, sonst als JSON; keine Datei wird überschrieben",
  "save its paper, marked as a preview": "ihr Papier speichern, als Vorschau gekennzeichnet",
  "Say how much credit operators may give or take by hand, by role. What is above needs approval.":
    "Sagen, wie viel Guthaben Bearbeiter von Hand geben oder nehmen dürfen, je Rolle. Was darüber liegt, braucht eine Freigabe.",
  "Say to which account something is posted. What is posted into closed periods stays where it is.":
    "Sagen, auf welches Konto etwas gebucht wird. Was in abgeschlossene Zeiträume gebucht ist, bleibt, wo es ist.",
  "say what every row would do, and move no credit": "sagen, was jede Zeile täte, und kein Guthaben bewegen",
  "Say whether a book answers, to whoever asks and without signing in: for what looks after a host.":
    "Sagen, ob ein Buch antwortet, allen, die fragen, und ohne Anmeldung: für das, was über einen Host wacht.",
  "Say which account here a doubtful one of the upstream is.":
    "Sagen, welches Konto hier ein zweifelhaftes der Gegenstelle ist.",
  "Say who works with the book and what they may do. From two operators on, everyone signs in.":
    "Sagen, wer mit dem Buch arbeitet und was sie dürfen. Ab zwei Bearbeitern melden sich alle an.",
  "See what is above somebody's limits and waits, and approve, reject or take it back.":
    "Sehen, was über jemandes Grenzen liegt und wartet, und es freigeben, ablehnen oder zurücknehmen.",
  "See where operators are signed in with a browser, and end that.":
    "Sehen, wo Bearbeiter mit einem Browser angemeldet sind, und das beenden.",
  "See which adjustments the upstream of a linked book does not have yet, and settle what it refused.":
    "Sehen, welche Anpassungen die Gegenstelle eines verknüpften Buches noch nicht hat, und klären, was sie abgelehnt hat.",
  "Send a delivery again, whatever came of it, or everything that was given up for a webhook.":
    "Eine Zustellung erneut senden, was immer aus ihr wurde, oder alles, was für einen Webhook aufgegeben wurde.",
  "Send a webhook an event that says nothing but that it arrived.":
    "Einem Webhook ein Ereignis senden, das nichts sagt, als dass es ankam.",
  "Send a webhook nothing for now. What happens waits.": "Einem Webhook vorerst nichts senden. Was geschieht, wartet.",
  "Send an adjustment again under its key, or all that wait or were refused.":
    "Eine Anpassung unter ihrem Schlüssel erneut senden, oder alle, die warten oder abgelehnt wurden.",
  "Send what waits and pull what is new, now, and wait until that is done.":
    "Jetzt senden, was wartet, und lesen, was neu ist, und warten, bis das getan ist.",
  "Serve a book to browsers and commands on this machine, until Ctrl+C.":
    "Ein Buch für Browser und Befehle auf diesem Rechner bereitstellen, bis Strg+C.",
  "serve it to other machines as well, at this address of this one, such as 0.0.0.0 or 10.0.0.5:443 (port: 8443 where none is named); everyone signs in, and no browser is let in otherwise":
    "es auch anderen Rechnern bereitstellen, unter dieser Adresse dieses Rechners, etwa 0.0.0.0 oder 10.0.0.5:443 (Port: 8443, wo keiner genannt ist); alle melden sich an, sonst kommt kein Browser hinein",
  "Set a new passphrase for an admin who lost theirs. Works on a book that nobody has open, for whoever can write its file, and is written into its audit log.":
    "Einem Administrator, der seine verloren hat, eine neue Kennphrase setzen. Geht bei einem Buch, das niemand geöffnet hat, für alle, die seine Datei schreiben können, und steht in seinem Protokoll.",
  "Set a passphrase: your own, or, as an admin, another operator's.":
    "Eine Kennphrase setzen: die eigene oder, als Administrator, die eines anderen Bearbeiters.",
  "Set a role's limits in a currency. A limit that is left out is none; 0 lets nothing through without approval.":
    "Die Grenzen einer Rolle in einer Währung setzen. Eine nicht genannte Grenze ist keine; 0 lässt nichts ohne Freigabe durch.",
  "Set a test clock, which stands still until it is set again, or go back to the system's. Then do what the day asks for, and say what that was. In a book that was not made for trying, a test clock takes the book's name.":
    "Eine Testuhr stellen, die stillsteht, bis sie wieder gestellt wird, oder zur Uhr des Systems zurückkehren. Dann tun, was der Tag verlangt, und sagen, was das war. In einem Buch, das nicht zum Üben angelegt ist, braucht eine Testuhr den Namen des Buches.",
  "Settle an adjustment that the upstream refused.": "Eine Anpassung klären, die die Gegenstelle abgelehnt hat.",
  "Show a book's name, clock, counts and last checks.": "Name, Uhr, Anzahlen und letzte Prüfungen eines Buches zeigen.",
  "Show a delivery with its event and every try.": "Eine Zustellung mit ihrem Ereignis und jedem Versuch zeigen.",
  "Show an account's credit in every currency.": "Das Guthaben eines Kontos in jeder Währung zeigen.",
  "Show an account's next invoice as it will be made on its day; writes nothing.":
    "Die nächste Rechnung eines Kontos zeigen, wie sie an ihrem Tag entsteht; schreibt nichts.",
  "Show an account's subscription, and what it was before.": "Das Abo eines Kontos zeigen, und was es vorher war.",
  "Show an account: balances, subscription, next invoice, what it owes.":
    "Ein Konto zeigen: Guthaben, Abo, nächste Rechnung, was es schuldet.",
  "Show an adjustment on its way with every try to send it.":
    "Eine Anpassung auf ihrem Weg zeigen, mit jedem Versuch, sie zu senden.",
  "Show an invoice as it is printed, with what became of it.":
    "Eine Rechnung zeigen, wie sie gedruckt wird, und was aus ihr wurde.",
  "Show and set the clock that a book lives by.": "Die Uhr zeigen und stellen, nach der ein Buch lebt.",
  "Show for how long deliveries are kept after they arrived, or change it. What was given up is kept until it has.":
    "Zeigen, wie lange Zustellungen nach ihrer Ankunft aufbewahrt werden, oder es ändern. Aufgegebenes bleibt, bis es angekommen ist.",
  "Show one request: what it comes to, who could approve it, and what became of it.":
    "Eine Anfrage zeigen: was sie ergibt, wer sie freigeben könnte und was aus ihr wurde.",
  "Show or change after how many minutes without anybody a desk locks itself.":
    "Zeigen oder ändern, nach wie vielen Minuten ohne jemanden ein Arbeitsplatz sich sperrt.",
  "Show or change how often a book is copied by itself while it is open, and to where.":
    "Zeigen oder ändern, wie oft ein Buch von selbst kopiert wird, solange es geöffnet ist, und wohin.",
  "Show or change what stands on invoices made from now on. Those that were issued stay as they are.":
    "Zeigen oder ändern, was auf Rechnungen von jetzt an steht. Ausgestellte bleiben, wie sie sind.",
  "Show or change when sessions end by themselves.": "Zeigen oder ändern, wann Sitzungen von selbst enden.",
  "Show or save the receipt of a closed month, against which `ledger verify` compares the book later.":
    "Den Beleg eines abgeschlossenen Monats zeigen oder speichern, mit der `ledger verify` das Buch später vergleicht.",
  "Show the link, with its last contact, and what waits, was refused and differs.":
    "Die Verknüpfung zeigen, mit dem letzten Kontakt, und was wartet, abgelehnt wurde und abweicht.",
  "Show what all accounts together had in credit at the end of a day, in every currency.":
    "Zeigen, was alle Konten zusammen am Ende eines Tages an Guthaben hatten, in jeder Währung.",
  "Show what an account's credit did in a period, or save it as PDF. No file is written over.":
    "Zeigen, was das Guthaben eines Kontos in einem Zeitraum getan hat, oder es als PDF speichern. Keine Datei wird überschrieben.",
  "show what it comes to and change nothing": "zeigen, was es ergibt, und nichts ändern",
  "Show what time it is in the book.": "Zeigen, wie spät es im Buch ist.",
  "Show who did what that no ledger entry tells.": "Zeigen, wer was getan hat, wovon keine Buchung erzählt.",
  "Show, add, remove and move account credit.": "Guthaben von Konten zeigen, hinzufügen, entfernen und übertragen.",
  "Sign somebody out where they are signed in, from the next call on: yourself, or, as an admin, others.":
    "Jemanden dort abmelden, wo er angemeldet ist, ab dem nächsten Aufruf: sich selbst oder, als Administrator, andere.",
  "Subscribe an account, or change its subscription; shows what it comes to and asks first.":
    "Ein Konto abonnieren lassen oder sein Abo ändern; zeigt, was es ergibt, und fragt zuerst.",
  "take back a cancellation, so that what waited before waits again; or else what waits":
    "eine Kündigung zurücknehmen, sodass wieder bevorsteht, was vorher bevorstand; oder sonst, was bevorsteht",
  "Take back a payment that was recorded by hand; its invoice asks for it again.":
    "Eine von Hand erfasste Zahlung zurücknehmen; ihre Rechnung verlangt sie wieder.",
  "Take back what you asked for.": "Zurücknehmen, was man selbst angefragt hat.",
  "Take what is left of a block of credit. What was used of it stays used.":
    "Nehmen, was von einem Block Guthaben übrig ist. Was davon verwendet wurde, bleibt verwendet.",
  "Tell programs elsewhere what happens in a book, and see what they were sent.":
    "Programmen anderswo melden, was in einem Buch geschieht, und sehen, was ihnen gesendet wurde.",
  "the account here: its id, e-mail address or slug": "das Konto hier: seine ID, E-Mail-Adresse oder sein Slug",
  "the account that gives: its id, e-mail address or slug":
    "das Konto, das gibt: seine ID, E-Mail-Adresse oder sein Slug",
  "the account that receives": "das Konto, das erhält",
  "the account's number, such as 4010": "die Nummer des Kontos, etwa 4010",
  "the balances at the end of this day": "die Guthaben am Ende dieses Tages",
  "the blocks it is made of, in the order in which they are used":
    "die Blöcke, aus denen es besteht, in der Reihenfolge, in der sie genutzt werden",
  "the book to make; it must not exist": "das Buch, das angelegt wird; es darf noch nicht da sein",
  "the book's name, where the book was not made for trying; left out: it is asked for":
    "der Name des Buches, wo das Buch nicht zum Üben angelegt ist; ohne Angabe: Es wird danach gefragt",
  "the book's time zone, such as Europe/Helsinki": "die Zeitzone des Buches, etwa Europe/Helsinki",
  "the book, or its address on a database server (postgres://…) or that of a team's host (https://…); left out: the one that COUNTINGHOUSE_BOOK names, else your own, which the application opens too":
    "das Buch oder seine Adresse auf einem Datenbankserver (postgres://…) oder die eines Team-Hosts (https://…); ohne Angabe: das von COUNTINGHOUSE_BOOK genannte, sonst das eigene, das auch die Anwendung öffnet",
  "the company's name, as invoices print it": "der Name der Firma, wie Rechnungen ihn drucken",
  "the copy": "die Kopie",
  "the currency of accounts that name none, such as USD": "die Währung von Konten, die keine nennen, etwa USD",
  "the currency; left out: the one that the account is billed in":
    "die Währung; ohne Angabe: die, in der das Konto abgerechnet wird",
  "the currency; left out: the one the account is billed in":
    "die Währung; ohne Angabe: die, in der das Konto abgerechnet wird",
  "the currency; left out: the one the giving account is billed in":
    "die Währung; ohne Angabe: die, in der das gebende Konto abgerechnet wird",
  "the day it ends, if that is now; left out: today": "der Tag, an dem es endet, wenn jetzt; ohne Angabe: heute",
  "the day it was received; left out: today": "der Tag, an dem es eingegangen ist; ohne Angabe: heute",
  "the day of a change that is made now, or of the first day; left out: today":
    "der Tag einer Änderung, die jetzt gilt, oder der erste Tag; ohne Angabe: heute",
  "the day the history ends (YYYY-MM-DD); left out: the day it is now":
    "der Tag, an dem die Vorgeschichte endet (JJJJ-MM-TT); ohne Angabe: der heutige",
  "the day it counts for, of an open month; left out: today":
    "der Tag, für den es gilt, in einem offenen Monat; ohne Angabe: heute",
  "the day whose first midnight ends it; left out: never": "der Tag, mit dessen Beginn er endet; ohne Angabe: nie",
  "the day whose first midnight ends the credit": "der Tag, mit dessen Beginn das Guthaben verfällt",
  "the day; left out: today": "der Tag; ohne Angabe: heute",
  "the e-mail address of a user, the slug of an organization":
    "die E-Mail-Adresse eines Benutzers, der Slug einer Organisation",
  "the earliest open one, written YYYY-MM": "der früheste offene, geschrieben JJJJ-MM",
  "the export": "der Export",
  "the file of secret keys that opens a copy which is encrypted for keys, as `age-keygen` writes it":
    "die Datei mit geheimen Schlüsseln, die eine für Schlüssel verschlüsselte Kopie öffnet, wie `age-keygen` sie schreibt",
  "the first day (YYYY-MM-DD)": "der erste Tag (JJJJ-MM-TT)",
  "the first day on which it can be used; left out: the day it counts for":
    "der erste Tag, an dem es genutzt werden kann; ohne Angabe: der Tag, für den es gilt",
  "the first row is a row like the others": "die erste Zeile ist eine Zeile wie die anderen",
  "the id of its entry": "die ID ihrer Buchung",
  "the id of its entry; left out: all of them": "die ID ihrer Buchung; ohne Angabe: alle",
  "the id of the ledger entry": "die ID der Buchung",
  "the idempotency key: what is repeated under the same key is done once; left out: one is made, and printed with --json":
    "der Wiederholungsschlüssel: Was unter demselben Schlüssel wiederholt wird, geschieht einmal; ohne Angabe: einer wird gemacht und mit --json ausgegeben",
  "the JSON of a closing's receipt, which finds a ledger that was cut off behind it":
    "das JSON des Belegs eines Abschlusses, das Buchungen findet, die dahinter abgeschnitten wurden",
  "the key's id, which is not its secret": "die ID des Schlüssels, die nicht sein Geheimnis ist",
  "the language of its paper": "die Sprache seines Papiers",
  "the language of the paper of accounts that have none of their own":
    "die Sprache des Papiers von Konten, die keine eigene haben",
  "the last closed one, written YYYY-MM": "der letzte abgeschlossene, geschrieben JJJJ-MM",
  "the last day": "der letzte Tag",
  "the last day on which an invoice is due (YYYY-MM-DD)":
    "der letzte Tag, an dem eine Rechnung fällig wird (JJJJ-MM-TT)",
  "the name that is shown": "der Name, der gezeigt wird",
  "the name that the admin signs in by": "der Name, mit dem der Administrator sich anmeldet",
  "the operator's id, or the name to sign in by": "die ID des Bearbeiters oder der Anmeldename",
  "the order; credit by currency, then by amount": "die Reihenfolge; Guthaben nach Währung, dann nach Betrag",
  "the other way round": "umgekehrt",
  "the paper of this credit note of the invoice instead": "stattdessen das Papier dieser Korrektur der Rechnung",
  "the payment's id, which `invoices show --json` prints": "die ID der Zahlung, die `invoices show --json` ausgibt",
  "the periods and charges it billed are due again; left out: they are waived":
    "die abgerechneten Zeiträume und Belastungen sind wieder fällig; ohne Angabe: Sie sind erlassen",
  "the plan: its id or slug": "der Tarif: seine ID oder sein Slug",
  "the port; left out, or 0: one that is free": "der Port; ohne Angabe oder 0: einer, der frei ist",
  "the same seed makes the same company": "derselbe Startwert ergibt dieselbe Firma",
  'the seller\'s address, in as many lines as it has; "" for none':
    'die Adresse des Verkäufers, in so vielen Zeilen, wie sie hat; "" für keine',
  "the seller's name; \"\" for the book's": 'der Name des Verkäufers; "" für den des Buches',
  "the session's id": "die ID der Sitzung",
  "the shell": "die Shell",
  "the table of a workbook; left out: its first": "die Tabelle einer Arbeitsmappe; ohne Angabe: die erste",
  "this part is paid back outside of the application": "dieser Teil wird außerhalb der Anwendung zurückgezahlt",
  "those that wait for you, that you made, that are decided, that wait, or all":
    "die auf einen selbst warten, die eigenen, die entschiedenen, die wartenden oder alle",
  "Try the account's payment method for what is due on an open invoice, now.":
    "Die Zahlungsart des Kontos jetzt mit dem belasten, was auf einer offenen Rechnung fällig ist.",
  "try the accounts again that the run left out, and go on":
    "die Konten erneut versuchen, die der Lauf ausgelassen hat, und weitermachen",
  "Undo a grant or a deduction with an entry of the opposite amount.":
    "Hinzugefügtes oder abgezogenes Guthaben mit einer Buchung über den Gegenbetrag stornieren.",
  "undo it here, send another amount in its place, or keep it as a difference":
    "sie hier rückgängig machen, an ihrer Stelle einen anderen Betrag senden, oder sie als Abweichung behalten",
  "Use an account's available credit for its open invoices, oldest first.":
    "Das verfügbare Guthaben eines Kontos für seine offenen Rechnungen verwenden, die ältesten zuerst.",
  "Void an open or uncollectible invoice; the credit it used goes back, entry by entry.":
    "Eine offene oder uneinbringliche Rechnung stornieren; das genutzte Guthaben kommt zurück, Buchung für Buchung.",
  "what a month of a block of seats costs beside the fee, such as 1-10=8.00 11-=6.00, or 1-=8.00 for all":
    "was ein Monat eines Blocks von Plätzen neben der Gebühr kostet, etwa 1-10=8,00 11-=6,00, oder 1-=8,00 für alle",
  "what becomes of it when the last try fails": "was daraus wird, wenn der letzte Versuch scheitert",
  "what becomes of rows that an earlier batch applied; left out: they are left out, and the exit code says that there were some":
    "was aus Zeilen wird, die ein früherer Stapel gebucht hat; ohne Angabe: Sie werden ausgelassen, und der Exit-Code sagt, dass es welche gab",
  "what every row does; left out: amounts below zero or in brackets remove credit":
    "was jede Zeile tut; ohne Angabe: Beträge unter null oder in Klammern ziehen Guthaben ab",
  "what is posted: credit, receivable, carried, plan, charge, tax, gateway, reason, expiry, opening, transfer, write_off":
    "was gebucht wird: credit, receivable, carried, plan, charge, tax, gateway, reason, expiry, opening, transfer, write_off",
  "what the next credit note is called, such as CR-2027-0001":
    "wie die nächste Rechnungskorrektur heißt, etwa RK-2027-0001",
  "what the next invoice is called, such as 2027-0001; earlier ones keep their number":
    "wie die nächste Rechnung heißt, etwa 2027-0001; frühere behalten ihre Nummer",
  'what is said on invoices of accounts that have no note of their own; "" for nothing':
    'was auf Rechnungen von Konten ohne eigene Notiz gesagt wird; "" für nichts',
  'what is said on its invoices; "" for nothing of its own':
    'was auf seinen Rechnungen gesagt wird; "" für nichts Eigenes',
  "what is sent instead, in the same direction; with change":
    "was stattdessen gesendet wird, in derselben Richtung; mit change",
  "what it goes by: lower-case letters, digits and hyphens":
    "wie er genannt wird: Kleinbuchstaben, Ziffern und Bindestriche",
  "what it includes, all of it, such as export=Export; one of another plan with the same slug is the same":
    "was er enthält, alles davon, etwa export=Export; was bei einem anderen Tarif denselben Slug hat, ist dasselbe",
  "what it is": "was es ist",
  "what it is called": "wie es heißt",
  "what it is for": "wofür er ist",
  "what it is for; empty: nothing": "wofür er ist; leer: nichts",
  "what it is taxed by: the id or name of a tax rate, or `none`":
    "wonach es besteuert wird: ID oder Name eines Steuersatzes, oder `none` für keinen",
  "what it may do": "was er darf",
  "what it says of itself": "was er über sich sagt",
  'what it says of itself; "" for nothing': 'was er über sich sagt; "" für nichts',
  'what it wants to find on its invoices, such as the number of an order; "" for nothing':
    'was es auf seinen Rechnungen finden will, etwa eine Bestellnummer; "" für nichts',
  "what kind of credit it is": "welche Art von Guthaben es ist",
  "what one of it costs before tax, such as 1,234.50": "was eine Einheit vor Steuer kostet, etwa 1.234,50",
  "what people know it by; left out: what it is": "woran man sie erkennt; ohne Angabe: was sie ist",
  "what stands before the decimals of amounts": "was vor den Nachkommastellen von Beträgen steht",
  "what stands on invoices, such as VAT": "was auf Rechnungen steht, etwa MwSt.",
  "what stands on the invoice": "was auf der Rechnung steht",
  "what tells it from an earlier batch of the same content, such as the month":
    "was ihn von einem früheren Stapel desselben Inhalts unterscheidet, etwa der Monat",
  "what the key is for": "wofür der Schlüssel ist",
  "what the operator may do": "was der Bearbeiter darf",
  "what the operator signs in by": "womit der Bearbeiter sich anmeldet",
  "what the payment goes by, such as a number on the bank's statement":
    "woran die Zahlung zu erkennen ist, etwa eine Nummer auf dem Kontoauszug der Bank",
  "what to do": "was zu tun ist",
  "what to keep with both entries; - reads it from standard input":
    "was bei beiden Buchungen stehen soll; - liest es von der Standardeingabe",
  "what to keep with the decision; - reads it from standard input":
    "was bei der Entscheidung stehen soll; - liest es von der Standardeingabe",
  "what to keep with the entry; - reads it from standard input":
    "was bei der Buchung stehen soll; - liest es von der Standardeingabe",
  "what to keep with the reversals; - reads it from standard input":
    "was bei den Stornos stehen soll; - liest es von der Standardeingabe",
  "when another plan holds; left out: upgrades now, downgrades at the period's end":
    "wann ein anderer Tarif gilt; ohne Angabe: teurere jetzt, günstigere zum Ende des Zeitraums",
  'where customers send money: bank, IBAN, BIC; "" for nothing':
    'wohin Kunden Geld senden: Bank, IBAN, BIC; "" für nichts',
  "where events are sent from now on, also those that wait":
    "wohin Ereignisse von jetzt an gesendet werden, auch die wartenden",
  "where events are sent, beginning with https:// or http://":
    "wohin Ereignisse gesendet werden, beginnend mit https:// oder http://",
  "where it goes": "wohin es geht",
  "where it goes; its name says how: .journal (hledger and ledger), .beancount, .csv, .xlsx or .jsonl":
    "wohin es geht; der Name sagt, wie: .journal (hledger und ledger), .beancount, .csv, .xlsx oder .jsonl",
  "where it goes; left out: here, under its number. For several: a new file whose name ends with .zip, or a folder":
    "wohin es geht; ohne Angabe: hierher, unter ihrer Nummer. Bei mehreren: eine neue Datei, deren Name auf .zip endet, oder ein Ordner",
  "where it lives, such as Europe/Paris": "wo es zu Hause ist, etwa Europe/Paris",
  "where it lives, such as Europe/Paris; left out: where the book is":
    "wo es zu Hause ist, etwa Europe/Paris; ohne Angabe: wo das Buch ist",
  "where the copies go; it has to be there": "wohin die Kopien gehen; es muss da sein",
  "where the copy goes; left out: to the folder of the backups":
    "wohin die Kopie geht; ohne Angabe: in den Ordner der Sicherungen",
  "where to; no file is written over": "wohin; keine Datei wird überschrieben",
  "whether dates put the day or the month first": "ob Daten den Tag oder den Monat zuerst nennen",
  "whether it is never taxed": "ob es nie besteuert wird",
  "which column holds what (account, amount, currency, reason, note, effective_on, expires_on, priority, category, counts_on), by its name or number":
    "welche Spalte was enthält (account, amount, currency, reason, note, effective_on, expires_on, priority, category, counts_on), nach Name oder Nummer",
  "which column holds what (the columns of docs/csv.md), by its name or number":
    "welche Spalte was enthält (die Spalten aus docs/csv.md), nach Name oder Nummer",
  "which file: its SHA-256, or the beginning of it": "welche Datei: ihr SHA-256 oder dessen Anfang",
  "whom it is for": "für wen er ist",
  "whom or what it is for": "für wen oder wofür er ist",
  "whose limits": "wessen Grenzen",
  why: "weshalb",
  "why nobody asks for it any more": "weshalb es niemand mehr verlangt",
  "why, such as that it bounced": "weshalb, etwa weil sie zurückgegeben wurde",
  "why: a code that `credits reasons` lists, such as courtesy":
    "der Grund: ein Kürzel, das `credits reasons` auflistet, etwa courtesy",
  "why; - reads it from standard input": "weshalb; - liest es von der Standardeingabe",
  "with --as-of: go by when entries were written, not by when they take effect":
    "mit --as-of: danach gehen, wann gebucht wurde, nicht, wann es wirksam wird",
  "with --listen, in place of a certificate: the proxy that takes care of TLS, by its address or a range such as 10.0.0.0/8":
    "mit --listen, statt eines Zertifikats: der Proxy, der sich um TLS kümmert, nach seiner Adresse oder einem Bereich wie 10.0.0.0/8",
  "with --listen: let people in by single sign-on (OpenID Connect) as this file says; docs/team.md says what stands in it":
    "mit --listen: Anmeldung über die zentrale Anmeldung (OpenID Connect), wie diese Datei es sagt; was darin steht, sagt docs/team.md",
  "with --listen: the certificate's key, in PEM": "mit --listen: der Schlüssel des Zertifikats, in PEM",
  "with --listen: the certificate, in PEM, with those between it and its authority":
    "mit --listen: das Zertifikat, in PEM, mit denen zwischen ihm und seiner Zertifizierungsstelle",
  "with --listen: the names that desks call this host by; left out: those of the certificate":
    "mit --listen: die Namen, unter denen Arbeitsplätze diesen Host ansprechen; ohne Angabe: die des Zertifikats",
  "with --update: an empty cell clears what is there; left out: it changes nothing":
    "mit --update: Eine leere Zelle leert, was da ist; ohne Angabe: Sie ändert nichts",
  "with the plan's free trial although the account has had one":
    "mit der Testphase des Tarifs, obwohl das Konto schon eine hatte",
  "within so many days from today; left out: 90": "binnen so vieler Tage ab heute; ohne Angabe: 90",
  "without a call, from 1 to 168": "ohne Aufruf, von 1 bis 168",
  "without the plan's free trial, where the subscription begins": "ohne die Testphase des Tarifs, wo das Abo beginnt",
  "Write a billing run's report to a file: its sums in each currency, and all accounts that it left out.":
    "Den Bericht eines Abrechnungslaufs in eine Datei schreiben: seine Summen in jeder Währung und alle ausgelassenen Konten.",
  "Write a period, or everything, to a new file. A closed period always gives the same.":
    "Einen Zeitraum oder alles in eine neue Datei schreiben. Ein abgeschlossener Zeitraum ergibt immer dasselbe.",
  "Write all accounts that a billing run left out, with the reasons, to a file.":
    "Alle Konten, die ein Abrechnungslauf ausgelassen hat, mit den Gründen in eine Datei schreiben.",
  "Write all credit notes to a file.": "Alle Rechnungskorrekturen in eine Datei schreiben.",
  "Write all payments, and all attempts at one, to a file.":
    "Alle Zahlungen und alle Versuche dazu in eine Datei schreiben.",
  "write all that match to this new file, whose name says how: .csv, .xlsx (a spreadsheet) or .jsonl (JSON Lines)":
    "alle Treffer in diese neue Datei schreiben, deren Name sagt, wie: .csv, .xlsx (eine Tabelle) oder .jsonl (JSON Lines)",
  "Write everything that a book holds to a new file of JSON Lines, without passphrases and the secrets of webhooks.":
    "Alles, was ein Buch enthält, in eine neue Datei aus JSON Lines schreiben, ohne Kennphrasen und die Geheimnisse von Webhooks.",
  "Write the book as balanced postings for accounting programs, and say to which accounts it posts.":
    "Das Buch als ausgeglichene Buchungssätze für Buchhaltungsprogramme schreiben, und sagen, auf welche Konten es bucht.",
  "write what was found to this new file as JSON, with the book, who verified it, and when":
    "was gefunden wurde, als JSON in diese neue Datei schreiben, mit dem Buch, wer geprüft hat, und wann",
  "written YYYY-MM": "geschrieben JJJJ-MM",
};
