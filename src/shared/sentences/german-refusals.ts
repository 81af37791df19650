import type { ErrorCode } from "../errors.ts";

/** Each refusal in German: what happened in general, which is said where the sentence of the case is not ours, and what to do. */
export const germanRefusals: Readonly<Record<ErrorCode, { readonly message: string; readonly remedy: string }>> = {
  unknown_method: {
    message: "Diese Methode gibt es nicht.",
    remedy: "Eine der Methoden des Vertrags verwenden.",
  },
  invalid_input: {
    message: "Die Eingabe ist ungültig.",
    remedy: "Die genannten Felder korrigieren und erneut senden.",
  },
  unauthorized: {
    message: "Der Zugang wurde nicht nachgewiesen.",
    remedy: "Die Adresse öffnen, die das Programm beim Start ausgegeben hat; sie trägt das Zugangszeichen.",
  },
  opened_for_reading: {
    message: "Das Buch ist nur zum Lesen geöffnet.",
    remedy: "Das Buch ohne --read-only öffnen, dort, wo es geändert werden darf.",
  },
  sign_in_required: {
    message: "Dafür ist eine Anmeldung nötig.",
    remedy: "Anmelden: hier mit Anmeldename und Kennphrase, auf der Befehlszeile mit --as.",
  },
  sign_in_refused: {
    message: "Anmeldename oder Kennphrase stimmt nicht.",
    remedy:
      "Beides erneut eingeben. Ein Administrator kann für alle, die ihre Kennphrase vergessen haben, eine neue setzen.",
  },
  sign_in_locked: {
    message: "Die Anmeldung ist nach Fehlversuchen vorübergehend gesperrt.",
    remedy: "Die genannte Zeit abwarten oder von einem Administrator eine neue Kennphrase setzen lassen.",
  },
  sign_on_required: {
    message: "Hier melden sich alle über die zentrale Anmeldung an.",
    remedy: "Am Arbeitsplatz über die zentrale Anmeldung des Teams anmelden.",
  },
  sign_on_unavailable: {
    message: "Die zentrale Anmeldung antwortet nicht.",
    remedy: "Nach einer Weile erneut versuchen oder, wo das erlaubt ist, mit Anmeldename und Kennphrase anmelden.",
  },
  sign_on_refused: {
    message: "Die zentrale Anmeldung ist nicht zustande gekommen.",
    remedy: "Auf der Anmeldeseite neu beginnen. Den Grund findet, wer das Programm betreibt, in dessen Ausgabe.",
  },
  sign_on_unlinked: {
    message: "Unter diesem Namen meldet sich hier schon jemand an.",
    remedy:
      "Wer das selbst ist, meldet sich jetzt in diesem Browser mit Anmeldename und Kennphrase an: Ab dann genügt die zentrale Anmeldung. Sonst muss ein Administrator den anderen Anmeldenamen ändern.",
  },
  sign_on_not_allowed: {
    message: "Die zentrale Anmeldung gibt hier keinen Zugang.",
    remedy:
      "Sich in eine der Gruppen aufnehmen lassen, die hier Zugang haben, oder von einem Administrator wieder zulassen lassen, dann erneut anmelden.",
  },
  certificate_refused: {
    message: "Dem Zertifikat der Gegenseite wird nicht getraut.",
    remedy:
      "Das Zertifikat erneuern lassen, die Uhr dieses Rechners stellen, wo sie falsch geht, oder eine eigene Zertifizierungsstelle mit NODE_EXTRA_CA_CERTS nennen.",
  },
  sign_on_invalid: {
    message: "Die Einstellungen der zentralen Anmeldung stimmen nicht.",
    remedy: "Die Datei berichtigen, die --sign-on nennt; was darin steht, sagt docs/team.md.",
  },
  not_allowed: {
    message: "Dazu fehlt das Recht.",
    remedy:
      "Jemanden fragen, der es darf, oder einen Schlüssel verwenden, dessen Bereiche das genannte Recht enthalten.",
  },
  forbidden_origin: {
    message: "Die Anfrage kam von einer fremden Seite.",
    remedy: "Das Programm unter seiner eigenen Adresse öffnen; andere Seiten dürfen nicht damit sprechen.",
  },
  request_too_large: {
    message: "Die Anfrage ist zu groß.",
    remedy: "Weniger auf einmal senden.",
  },
  path_not_allowed: {
    message: "Dieser Ort darf von hier aus nicht genannt werden.",
    remedy: "Den Ort auf der Befehlszeile oder im eigenen Fenster des Programms nennen.",
  },
  book_missing: {
    message: "An diesem Ort ist kein Buch.",
    remedy: "Hier ein neues Buch anlegen oder das Programm mit dem Pfad eines vorhandenen starten.",
  },
  book_exists: {
    message: "Dort ist schon ein Buch.",
    remedy: "Einen anderen Pfad wählen oder das vorhandene Buch öffnen.",
  },
  book_not_ours: {
    message: "Diese Datei ist kein Countinghouse-Buch.",
    remedy: "Ein Countinghouse-Buch wählen; diese Datei stammt von einem anderen Programm und blieb unverändert.",
  },
  book_newer: {
    message: "Das Buch wurde von einer neueren Version geschrieben.",
    remedy: "Countinghouse aktualisieren.",
  },
  book_damaged: {
    message: "Das Buch ist beschädigt.",
    remedy:
      "Mit `countinghouse book mend` reparieren oder aus einer Sicherung wiederherstellen. Die beschädigte Datei blieb, wie sie war.",
  },
  book_read_only: {
    message: "Das Buch darf hier nicht geschrieben werden.",
    remedy: "Schreibrecht für die Datei und ihren Ordner geben oder das Buch in einen eigenen Ordner kopieren.",
  },
  import_in_progress: {
    message: "Ein Import wird gerade geschrieben.",
    remedy: "Warten, bis er fertig ist, dann erneut versuchen.",
  },
  book_locked: {
    message: "Ein anderes Countinghouse hat dieses Buch geöffnet.",
    remedy: "Das andere Countinghouse schließen, dann erneut versuchen.",
  },
  work_held_elsewhere: {
    message: "Ein anderer Host des Buches ist schon damit befasst.",
    remedy:
      "Warten, bis er fertig ist. Sollte er ausgefallen sein, macht ein anderer in wenigen Sekunden damit weiter.",
  },
  result_elsewhere: {
    message: "Das Ergebnis liegt auf einem anderen Host des Buches.",
    remedy: "Hier noch einmal beginnen oder den Host fragen, der es hat.",
  },
  engine_restarted: {
    message: "Ein Teil des Programms wurde neu gestartet.",
    remedy: "Unter demselben Schlüssel erneut versuchen: Was getan ist, wird nicht doppelt getan.",
  },
  book_moved: {
    message: "Die Datei des Buches ist nicht mehr an ihrem Ort.",
    remedy:
      "Die Datei zurücklegen und das Programm neu starten, oder sie dort öffnen, wo sie jetzt ist. Was bestätigt wurde, ist darin; mehr wurde nicht geschrieben.",
  },
  book_has_links: {
    message: "Die Datei des Buches hat mehrere Namen.",
    remedy: "Die anderen Namen der Datei (Hardlinks) entfernen oder sie in eine eigene Datei kopieren.",
  },
  book_log_foreign: {
    message: "Neben dem Buch liegt das Protokoll eines anderen Standes.",
    remedy:
      "Beide Dateien blieben unverändert. Um mit dem jetzigen Buch weiterzuarbeiten, das Protokoll in einen anderen Ordner verschieben; um mit dem Stand des Protokolls weiterzuarbeiten, jenes Buch zurücklegen.",
  },
  book_incomplete: {
    message: "Dieser Kopie des Buches kann etwas fehlen.",
    remedy:
      "Die Kopie mit `book backup` neu machen oder vom geschlossenen Buch. Ist dies alles, was da ist, nimmt `book restore`, was darin ist.",
  },
  book_lock_blocked: {
    message: "Das Buch kann nicht für dieses Programm reserviert werden.",
    remedy:
      "Entfernen, was neben dem Buch unter seinem Namen mit .lock liegt, und diesen Benutzer im Ordner schreiben lassen.",
  },
  book_disk_failed: {
    message: "Der Datenträger des Buches ist nicht erreichbar.",
    remedy:
      "Den Datenträger oder die Netzwerkfreigabe wieder verbinden und die Anwendung neu starten; was bestätigt wurde, steht im Buch.",
  },
  book_unreachable: {
    message: "Der Server des Buches ist nicht erreichbar.",
    remedy:
      "Prüfen, ob der Server läuft und diesen Benutzer einlässt: Das Passwort kommt aus PGPASSWORD oder aus der Datei, die PGPASSFILE nennt.",
  },
  book_server_exhausted: {
    message: "Dem Server des Buches ist etwas ausgegangen.",
    remedy:
      "Nichts davon wurde geschrieben. In einer Weile erneut versuchen; kommt es wieder vor, dem Server geben lassen, was ihm ausgegangen ist: Verbindungen (max_connections oder die dieses Benutzers) oder Speicher (max_locks_per_transaction).",
  },
  book_server_unsuitable: {
    message: "Der Server kann dieses Buch nicht führen.",
    remedy: "Einen PostgreSQL-Server, einen Benutzer und ein Schema nehmen, auf die der genannte Grund nicht zutrifft.",
  },
  book_older: {
    message: "Das Buch auf dem Server stammt von einer älteren Version.",
    remedy:
      "Den Server mit seinen eigenen Mitteln sichern und alles beenden, was das Buch offen hat. Dann bringt `book upgrade` es auf diese Version; eine ältere Anwendung öffnet es danach nicht mehr.",
  },
  book_on_server: {
    message: "Das Buch liegt auf einem Datenbankserver.",
    remedy:
      "Den Server mit seinen eigenen Mitteln sichern und wiederherstellen; ein Buch in einer Datei kopiert, stellt wieder her und heilt Countinghouse.",
  },
  engine_stopped: {
    message: "Das Programm arbeitet nicht mehr.",
    remedy: "Das Programm neu starten; nichts Bestätigtes ist verloren.",
  },
  export_broken: {
    message: "Die exportierte Datei ist nicht ganz oder verändert.",
    remedy:
      "Die Datei nehmen, wie `book export` sie schrieb, ganz und unverändert, oder das Buch erneut exportieren. Aus dieser wurde kein Buch gemacht.",
  },
  backup_folder_missing: {
    message: "Der Ordner der Sicherungen fehlt.",
    remedy: "Den Datenträger anschließen oder einen anderen Ordner nennen.",
  },
  backup_failed: {
    message: "Die Sicherung ist gescheitert.",
    remedy: "Den Datenträger prüfen, auf den sie geht, oder einen anderen Ordner nennen.",
  },
  backup_slow: {
    message: "Die Sicherung dauert sehr lange.",
    remedy: "Warten, bis die Kopie fertig ist, oder einen Ordner auf einem schnelleren Datenträger nennen.",
  },
  backup_encrypted: {
    message: "Diese Sicherung ist verschlüsselt.",
    remedy:
      "Ihre Kennphrase nennen oder einen geheimen Schlüssel, für den sie verschlüsselt wurde: in der Liste der Sicherungen oder auf der Befehlszeile.",
  },
  backup_key_wrong: {
    message: "Diese Sicherung ist verschlüsselt, und das Genannte öffnet sie nicht.",
    remedy:
      "Die Kennphrase nennen, mit der sie verschlüsselt wurde, oder einen geheimen Schlüssel zu einem der Schlüssel, für die sie verschlüsselt wurde.",
  },
  recipient_invalid: {
    message: "Das ist kein öffentlicher Schlüssel von age.",
    remedy: "Einen öffentlichen Schlüssel nennen, wie age-keygen ihn zeigt: age1 und 58 weitere Zeichen.",
  },
  backup_changed: {
    message: "Diese Sicherung wurde verändert.",
    remedy:
      "Eine andere Kopie nehmen. Wer diese selbst geändert hat, entfernt die Datei daneben, deren Name auf .sha256 endet.",
  },
  export_failed: {
    message: "Die Datei konnte nicht geschrieben werden.",
    remedy: "Eine andere Datei nennen oder die vorhandene entfernen.",
  },
  nothing_to_mend: {
    message: "Es gibt nichts zu reparieren.",
    remedy: "Nichts zu tun: Datei und Buchungen des Buches sind in Ordnung.",
  },
  account_not_found: {
    message: "Dieses Konto gibt es nicht.",
    remedy: "Die ID prüfen oder das Konto nach Namen suchen.",
  },
  entry_not_found: {
    message: "Diese Buchung gibt es nicht.",
    remedy: "Die ID der Buchung prüfen.",
  },
  invoice_not_found: {
    message: "Diese Rechnung gibt es nicht.",
    remedy: "Die ID der Rechnung prüfen.",
  },
  plan_not_found: {
    message: "Diesen Tarif gibt es nicht.",
    remedy: "Die ID des Tarifs prüfen.",
  },
  price_not_found: {
    message: "Diesen Preis gibt es nicht.",
    remedy: "Die ID des Preises prüfen; er gehört zu einem Tarif.",
  },
  discount_not_found: {
    message: "Diesen Rabatt gibt es nicht.",
    remedy: "Die ID des Rabatts prüfen.",
  },
  tax_rate_not_found: {
    message: "Diesen Steuersatz gibt es nicht.",
    remedy: "Die ID des Steuersatzes prüfen oder ihn zuerst anlegen.",
  },
  subscription_not_found: {
    message: "Dieses Konto hat kein Abo.",
    remedy: "Für das Konto zuerst ein Abo beginnen.",
  },
  payment_not_found: {
    message: "Diese Zahlung gibt es nicht.",
    remedy: "Die ID der Zahlung prüfen; die Rechnung führt sie auf.",
  },
  payment_method_not_found: {
    message: "Diese Zahlungsart gibt es nicht.",
    remedy: "Die ID prüfen; die Zahlungsart kann entfernt worden sein.",
  },
  charge_not_found: {
    message: "Diesen Posten gibt es nicht.",
    remedy: "Die ID des Postens prüfen.",
  },
  block_not_found: {
    message: "Diesen Guthabenblock gibt es nicht.",
    remedy: "Die ID des Guthabenblocks prüfen.",
  },
  run_not_found: {
    message: "Diesen Abrechnungslauf gibt es nicht.",
    remedy: "Die ID des Abrechnungslaufs prüfen.",
  },
  job_not_found: {
    message: "Diesen Job gibt es nicht mehr.",
    remedy: "Der Job ist vorüber oder war nie da; erneut beginnen.",
  },
  reason_not_found: {
    message: "Diesen Grund gibt es nicht.",
    remedy: "Einen der Gründe des Buches wählen.",
  },
  api_key_not_found: {
    message: "Diesen API-Schlüssel gibt es nicht.",
    remedy: "Die ID des Schlüssels prüfen.",
  },
  operator_not_found: {
    message: "Diesen Bearbeiter gibt es nicht.",
    remedy: "Die ID oder den Anmeldenamen prüfen.",
  },
  network_not_secure: {
    message: "So könnten andere mitlesen.",
    remedy:
      "Ein Zertifikat mit Schlüssel nennen (--tls-cert, --tls-key) oder den Proxy, der sich um TLS kümmert (--behind-proxy); dazu den Namen des Rechners (--allow-host).",
  },
  certificate_invalid: {
    message: "Das Zertifikat ist nicht zu gebrauchen.",
    remedy:
      "Eine Datei mit einem Zertifikat in PEM und eine mit dessen Schlüssel nennen, die dieser Benutzer lesen darf.",
  },
  operators_cannot_sign_in: {
    message: "Nicht alle Bearbeiter könnten sich anmelden.",
    remedy: "Ihnen einen Anmeldenamen und eine Kennphrase geben, oder sie sperren.",
  },
  session_not_found: {
    message: "Diese Sitzung gibt es nicht.",
    remedy: "Die Liste der Sitzungen ansehen: Sie kann schon beendet sein.",
  },
  webhook_not_found: {
    message: "Diesen Webhook gibt es nicht.",
    remedy: "Die ID prüfen; der Webhook kann entfernt worden sein.",
  },
  export_not_found: {
    message: "Die exportierte Datei ist nicht da.",
    remedy: "Prüfen, wo die exportierte Datei liegt.",
  },
  backup_not_found: {
    message: "Diese Sicherung gibt es nicht.",
    remedy: "Den Namen prüfen; die Kopie muss im Ordner der Sicherungen oder des Buches liegen.",
  },
  delivery_not_found: {
    message: "Diese Zustellung gibt es nicht.",
    remedy: "Die ID der Zustellung prüfen.",
  },
  upload_not_found: {
    message: "Die gesendete Datei ist nicht mehr da.",
    remedy: "Die Datei von Anfang an erneut senden.",
  },
  batch_not_found: {
    message: "Diesen Stapel gibt es nicht.",
    remedy: "Die ID des Stapels prüfen; ein geprüfter, nicht gebuchter kann verworfen worden sein.",
  },
  request_not_found: {
    message: "Diese Anfrage gibt es nicht.",
    remedy: "Die ID der Anfrage prüfen.",
  },
  evidence_not_found: {
    message: "Diesen Nachweis gibt es nicht.",
    remedy: "Die Anfrage prüfen: Sie nennt die Dateien, die ihr mitgegeben wurden.",
  },
  logo_not_found: {
    message: "Dieses Logo gibt es nicht.",
    remedy: "Die ID des Logos prüfen; Rechnungen und Einstellungen nennen sie.",
  },
  journal_subject_unknown: {
    message: "Dafür hat das Finanzjournal kein Sachkonto.",
    remedy: "Eines wählen, das journal.accounts aufführt.",
  },
  journal_account_ambiguous: {
    message: "Dieses Sachkonto wäre nicht eindeutig.",
    remedy: "Einer Nummer einen Namen und eine Art geben oder eine andere Nummer nehmen.",
  },
  idempotency_conflict: {
    message: "Dieser Schlüssel wurde schon mit anderem Inhalt verwendet.",
    remedy: "Für neuen Inhalt einen neuen Schlüssel verwenden; die erste Anfrage mit diesem gilt.",
  },
  batch_applied_before: {
    message: "Diese Datei ist schon gebucht.",
    remedy:
      "Den genannten Stapel öffnen. Um ihn neu zu buchen, jenen zuerst rückgängig machen oder angeben, was beide unterscheidet.",
  },
  batch_in_progress: {
    message: "An diesem Stapel wird gerade gearbeitet.",
    remedy: "Warten, bis er fertig ist, oder seinen Job anhalten.",
  },
  account_exists: {
    message: "Dieses Konto gibt es schon.",
    remedy: "Das vorhandene Konto öffnen oder eine andere E-Mail-Adresse oder einen anderen Slug verwenden.",
  },
  plan_exists: {
    message: "Diesen Tarif gibt es schon.",
    remedy: "Einen anderen Slug verwenden oder den vorhandenen Tarif öffnen.",
  },
  tax_rate_exists: {
    message: "Diesen Steuersatz gibt es schon.",
    remedy: "Den vorhandenen Steuersatz verwenden.",
  },
  api_key_exists: {
    message: "Diesen API-Schlüssel gibt es schon.",
    remedy: "Einen Schlüssel mit eigener ID und eigenem Geheimnis erzeugen.",
  },
  operator_exists: {
    message: "Diesen Anmeldenamen hat schon jemand.",
    remedy: "Einen anderen Anmeldenamen wählen.",
  },
  own_sign_in_missing: {
    message: "Die eigene Anmeldung ist noch nicht eingerichtet.",
    remedy: "Zuerst einen eigenen Anmeldenamen und eine Kennphrase setzen; ab zwei Bearbeitern melden sich alle an.",
  },
  last_admin: {
    message: "Das ist der letzte aktive Administrator.",
    remedy: "Zuerst einen anderen aktiven Bearbeiter zum Administrator machen.",
  },
  webhook_address_invalid: {
    message: "Das ist keine Adresse für einen Webhook.",
    remedy: "Eine Adresse angeben, die mit https:// oder http:// beginnt, ohne Namen und Passwort darin.",
  },
  too_many_webhooks: {
    message: "Mehr Webhooks kann ein Buch nicht haben.",
    remedy: "Einen Webhook entfernen, der nicht mehr gebraucht wird; ein Buch kann zwanzig haben.",
  },
  expiry_not_ahead: {
    message: "Das Ende liegt nicht in der Zukunft.",
    remedy: "Den Schlüssel später als jetzt enden lassen oder nie.",
  },
  subscription_exists: {
    message: "Das Konto hat schon ein Abo.",
    remedy: "Das vorhandene Abo ändern; ein Konto kann eines haben.",
  },
  plan_is_free: {
    message: "Der Tarif ist kostenlos.",
    remedy: "Den kostenlosen Tarif lassen, wie er ist; einen kostenpflichtigen hinzufügen.",
  },
  plan_archived: {
    message: "Der Tarif wird nicht mehr angeboten.",
    remedy: "Einen angebotenen Tarif wählen oder diesen aus dem Archiv holen.",
  },
  plan_for_other_kind: {
    message: "Der Tarif ist für eine andere Art von Konto.",
    remedy: "Einen Tarif für diese Art von Konto wählen.",
  },
  account_for_other_kind: {
    message: "Das Konto ist von der anderen Art.",
    remedy: "Ein Konto derselben Art wählen oder sagen, dass es keines der hiesigen ist.",
  },
  currency_mismatch: {
    message: "Die Währung passt nicht zum Konto.",
    remedy: "Die Rechnungswährung des Kontos verwenden.",
  },
  currency_fixed: {
    message: "Die Währung des Kontos kann nicht mehr geändert werden.",
    remedy:
      "Für die andere Währung ein anderes Konto verwenden; dieses hat eine Rechnung oder ein Abo in seiner eigenen.",
  },
  charges_waiting: {
    message: "Auf die nächste Rechnung warten noch Posten.",
    remedy: "Zuerst die wartenden Posten entfernen und in der anderen Währung neu hinzufügen.",
  },
  period_closed: {
    message: "Der Monat ist abgeschlossen.",
    remedy: "In einem offenen Monat datieren oder die Monate von diesem an wieder öffnen, den neuesten zuerst.",
  },
  period_already_closed: {
    message: "Der Monat ist schon abgeschlossen.",
    remedy: "Nichts zu tun, außer er soll neu abgeschlossen werden: dann zuerst wieder öffnen.",
  },
  period_not_over: {
    message: "Der Monat ist noch nicht vorüber.",
    remedy: "Den Monat abschließen, sobald er vorüber ist.",
  },
  period_out_of_order: {
    message: "Ein anderer Monat kommt zuerst.",
    remedy: "Zuerst den frühesten offenen Monat abschließen; zuerst den zuletzt abgeschlossenen wieder öffnen.",
  },
  period_not_closed: {
    message: "Der Monat ist nicht abgeschlossen.",
    remedy: "Einen abgeschlossenen Monat wählen; die Liste der Abschlüsse nennt sie.",
  },
  receipt_changed: {
    message: "Der Beleg ist nicht, wie er ausgegeben wurde.",
    remedy: "Den Beleg so verwenden, wie er ausgegeben wurde.",
  },
  date_out_of_range: {
    message: "Das Datum liegt außerhalb dessen, womit gerechnet werden kann.",
    remedy: "Tage von 1970-01-01 bis 9999-12-31 wählen, mit Platz für das, was daraus folgt.",
  },
  amount_out_of_range: {
    message: "Der Betrag ist zu groß.",
    remedy:
      "Einen kleineren Betrag verwenden; Stände bleiben innerhalb von ±9.007.199.254.740.991 kleinsten Einheiten.",
  },
  price_without_charge: {
    message: "Der Preis berechnet nichts.",
    remedy: "Dem Preis eine Gebühr, Plätze oder beides geben.",
  },
  price_tiers_invalid: {
    message: "Die Staffeln passen nicht aneinander.",
    remedy: "Die erste Staffel mit Block 1 beginnen, jede weitere nach der vorigen, die letzte ohne Ende.",
  },
  price_period_not_offered: {
    message: "Der Preis wird für diesen Zeitraum nicht angeboten.",
    remedy: "Den Zeitraum wählen, für den der Preis angeboten wird, oder einen anderen Preis hinzufügen.",
  },
  seats_out_of_range: {
    message: "Diese Zahl von Plätzen geht nicht.",
    remedy: "Eine ganze Zahl von 1 bis 1.000.000 angeben.",
  },
  seats_not_offered: {
    message: "Dieser Preis kennt keine Plätze.",
    remedy: "Die Plätze weglassen.",
  },
  trial_days_out_of_range: {
    message: "Diese Länge der Testphase geht nicht.",
    remedy: "1 bis 365 Tage angeben.",
  },
  not_in_trial: {
    message: "Das Abo ist nicht in der Testphase.",
    remedy: "Nichts zu tun.",
  },
  discount_out_of_range: {
    message: "Dieser Rabatt geht nicht.",
    remedy:
      "Entweder einen Anteil über 0 % bis 100 % angeben oder einen Betrag über null mit Währung, und keinen Zeitraum oder mindestens einen.",
  },
  discount_in_force: {
    message: "Das Abo hat diesen Rabatt schon.",
    remedy: "Nichts zu tun.",
  },
  subscription_canceled: {
    message: "Das Abo ist gekündigt.",
    remedy: "Zuerst das Abo fortsetzen; was nur noch endet, nimmt keinen Rabatt.",
  },
  change_outside_period: {
    message: "Der Tag liegt nicht im laufenden Zeitraum.",
    remedy: "Einen Tag des laufenden Zeitraums bis heute wählen.",
  },
  period_not_billed: {
    message: "Der begonnene Zeitraum ist noch nicht berechnet.",
    remedy: "Zuerst die nächste Rechnung des Kontos ausstellen.",
  },
  nothing_to_change: {
    message: "Es würde sich nichts ändern.",
    remedy: "Etwas wählen, das sich vom Geltenden unterscheidet.",
  },
  nothing_to_resume: {
    message: "Es gibt nichts fortzusetzen.",
    remedy: "Nichts zu tun: Nichts ist gekündigt oder wartet auf das Ende des Zeitraums.",
  },
  reason_not_allowed: {
    message: "Der Grund passt nicht zur Richtung.",
    remedy: "Einen Grund wählen, der zur Richtung passt.",
  },
  note_required: {
    message: "Eine Notiz ist nötig.",
    remedy: "In der Notiz sagen, warum dies geschieht.",
  },
  credit_terms_invalid: {
    message: "Diese Bedingungen des Guthabens gehen nicht.",
    remedy:
      "Einen Vorrang von 0 bis 100 angeben und einen Verfall nach dem Tag, ab dem es gilt, und nach heute; ein Abzug hat keine Bedingungen.",
  },
  transfer_to_itself: {
    message: "Ein Konto kann nicht auf sich selbst übertragen.",
    remedy: "Ein anderes Konto als Empfänger wählen.",
  },
  entry_in_future: {
    message: "Die Buchung läge in der Zukunft.",
    remedy: "Heute oder einen früheren Tag wählen.",
  },
  insufficient_credit: {
    message: "Das verfügbare Guthaben reicht nicht aus.",
    remedy: "Höchstens abziehen, was verfügbar ist.",
  },
  block_closed: {
    message: "Der Guthabenblock ist geschlossen.",
    remedy: "Nichts zu tun: Der Block wurde eingezogen oder ist verfallen.",
  },
  payment_given_back: {
    message: "Für die Zahlung wurde schon etwas zurückgegeben.",
    remedy:
      "Zuerst zurücknehmen, was für die Zahlung gegeben wurde: die Rechnungskorrektur oder die Rechnung, die die Zeit zurückgab.",
  },
  credit_already_spent: {
    message: "Das Guthaben ist schon ausgegeben.",
    remedy: "Das Guthaben zuerst dort zurückholen, wohin es ging, oder die Rechnung lassen, wie sie ist.",
  },
  entry_already_reversed: {
    message: "Die Buchung ist schon storniert.",
    remedy: "Nichts zu tun.",
  },
  entry_not_reversible: {
    message: "Diese Buchung kann nicht storniert werden.",
    remedy: "Stattdessen eine neue Anpassung machen.",
  },
  credit_held: {
    message: "Das Guthaben wird für eine Anfrage zurückgehalten.",
    remedy: "Warten, bis die Anfrage entschieden ist, oder sie zurückziehen lassen.",
  },
  approval_not_allowed: {
    message: "Diese Anfrage darf hier nicht entschieden werden.",
    remedy: "Jemand anderen entscheiden lassen; die Einzelheiten nennen, wer es könnte.",
  },
  request_already_decided: {
    message: "Die Anfrage ist schon entschieden.",
    remedy: "Ansehen, was entschieden wurde; eine Anfrage wird einmal entschieden.",
  },
  request_stale: {
    message: "Seit der Anfrage hat sich etwas geändert.",
    remedy: "Die Anfrage ablehnen und nach dem jetzigen Stand neu stellen lassen.",
  },
  evidence_invalid: {
    message: "Dieser Nachweis geht nicht.",
    remedy: "Höchstens zehn Dateien von 1 Byte bis 10 MB mitgeben.",
  },
  nothing_to_invoice: {
    message: "Es gibt nichts zu berechnen.",
    remedy: "Das Konto hat kein kostenpflichtiges Abo.",
  },
  nothing_to_export: {
    message: "Es gibt nichts zu exportieren.",
    remedy: "Andere Tage, Status oder Beträge wählen, sodass etwas passt.",
  },
  preview_stale: {
    message: "Seit der Vorschau hat sich etwas geändert.",
    remedy: "Die neue Vorschau ansehen, dann erneut bestätigen.",
  },
  cutoff_too_far: {
    message: "Der Stichtag liegt zu weit in der Zukunft.",
    remedy: "Ein Datum binnen eines Jahres ab heute wählen.",
  },
  payment_in_future: {
    message: "Die Zahlung läge in der Zukunft.",
    remedy: "Heute oder einen früheren Tag wählen.",
  },
  charge_not_removable: {
    message: "Der Posten kann nicht entfernt werden.",
    remedy: "Ihn lassen: Er steht schon auf einer Rechnung oder wurde von einer übertragen.",
  },
  invoice_not_open: {
    message: "Die Rechnung ist nicht offen.",
    remedy:
      "Nur eine offene Rechnung kann bezahlt, eingezogen oder aufgegeben werden, nur eine offene oder uneinbringliche storniert.",
  },
  invoice_not_creditable: {
    message: "Die Rechnung kann nicht korrigiert werden.",
    remedy: "Die Rechnung lassen, wie sie ist; von einer stornierten ist nichts zu korrigieren.",
  },
  invoice_has_payments: {
    message: "Für die Rechnung ist Geld eingegangen.",
    remedy: "Die Rechnung lassen, wie sie ist; sie wird nicht storniert.",
  },
  nothing_to_apply: {
    message: "Es gibt nichts zu verrechnen.",
    remedy:
      "Zuerst Guthaben gutschreiben oder auf eine offene Rechnung in einer Währung warten, in der das Konto Guthaben hat.",
  },
  invoice_gave_back: {
    message: "Eine spätere Rechnung hat ihre Zeit zurückgegeben.",
    remedy: "Zuerst jene spätere Rechnung stornieren.",
  },
  nothing_outstanding: {
    message: "Auf der Rechnung ist nichts mehr offen.",
    remedy: "Die Rechnung lassen, wie sie ist.",
  },
  payment_not_recorded: {
    message: "Diese Zahlung wurde nicht von Hand erfasst.",
    remedy:
      "Zurückgebucht wird, was von Hand erfasst wurde; was ein Zahlungsanbieter einzog, erstattet eine Rechnungskorrektur.",
  },
  payment_was_taken_back: {
    message: "Die Zahlung ist schon zurückgebucht.",
    remedy: "Nichts zu tun.",
  },
  payment_exceeds_due: {
    message: "Die Zahlung übersteigt den zu zahlenden Betrag.",
    remedy: "Höchstens den zu zahlenden Betrag erfassen oder den Rest zu Guthaben werden lassen.",
  },
  payment_method_not_offered: {
    message: "Diese Zahlungsart wird nicht angeboten.",
    remedy: "Eine der Arten und Testnummern wählen, die der Zahlungsanbieter kennt.",
  },
  nothing_to_collect_with: {
    message: "Das Konto hat nichts, womit eingezogen werden kann.",
    remedy: "Die Zahlung von Hand erfassen; das Konto überweist.",
  },
  below_minimum_charge: {
    message: "Der Betrag ist kleiner, als eingezogen werden kann.",
    remedy: "Die Zahlung von Hand erfassen, mit Guthaben zahlen oder den Rest ausbuchen.",
  },
  credit_note_exceeds_line: {
    message: "Die Korrektur übersteigt die Position.",
    remedy: "Höchstens korrigieren, was von der Position übrig ist.",
  },
  credit_note_is_nothing: {
    message: "Die Korrektur ist null.",
    remedy: "Mehr als null korrigieren.",
  },
  credit_note_split_mismatch: {
    message: "Die Teile ergeben nicht die Korrektur.",
    remedy: "Die Teile so wählen, dass sie zusammen die Korrektur ergeben.",
  },
  refund_exceeds_payment: {
    message: "Die Erstattung übersteigt die Zahlung.",
    remedy: "Höchstens erstatten, was so gezahlt wurde; der Rest wird Guthaben.",
  },
  logo_invalid: {
    message: "Dieses Logo geht nicht.",
    remedy:
      "Ein PNG oder JPEG von höchstens 256 kB und 4 Millionen Bildpunkten wählen; einige hundert Bildpunkte Breite drucken gut.",
  },
  numbers_invalid: {
    message: "Diese Nummer geht nicht.",
    remedy: "Die nächste Nummer dieses Anfangs angeben oder einen anderen Anfang wählen.",
  },
  retry_days_invalid: {
    message: "Diese Tage gehen nicht.",
    remedy: "Steigende Zahlen von Tagen zwischen 1 und 365 angeben.",
  },
  run_in_progress: {
    message: "Ein Abrechnungslauf ist im Gang.",
    remedy: "Den laufenden Job abwarten oder anhalten.",
  },
  run_not_resumable: {
    message: "Dieser Lauf kann nicht fortgesetzt werden.",
    remedy: "Einen neuen Lauf beginnen; dieser ist vollständig.",
  },
  nothing_is_parked: {
    message: "Kein Konto ist zurückgestellt.",
    remedy: "Nichts zu tun: Der Lauf stellte keines zurück, oder alle wurden erneut versucht.",
  },
  upload_too_large: {
    message: "Die Datei ist zu groß.",
    remedy: "Höchstens 512 MB CSV oder 64 MB Arbeitsmappe senden; Größeres aufteilen.",
  },
  file_unreadable: {
    message: "Die Datei kann nicht gelesen werden.",
    remedy: "Als CSV oder als Excel-Arbeitsmappe (.xlsx) speichern und erneut auswählen.",
  },
  batch_has_problems: {
    message: "Im Stapel sind Zeilen mit Problemen.",
    remedy: "Die genannten Zeilen korrigieren oder nur die bereiten buchen.",
  },
  import_rejected: {
    message: "Der Import wurde abgewiesen.",
    remedy: "Die aufgeführten Zeilen korrigieren; nichts wurde geschrieben.",
  },
  test_clock_unconfirmed: {
    message: "Dieses Buch ist kein Übungsbuch.",
    remedy: "In einem Übungsbuch versuchen. In diesem den Namen angeben, wie er geschrieben ist, wenn es sein soll.",
  },
  clock_before_ledger: {
    message: "Die Uhr ginge hinter das Gebuchte zurück.",
    remedy: "Einen Zeitpunkt nach dem wählen, was im Buch steht; Gebuchtes bleibt, also geht seine Uhr nicht zurück.",
  },
  approval_required: {
    message: "Das übersteigt die eigene Grenze.",
    remedy:
      "Eine Freigabe anfragen oder von jemandem tun lassen, dessen Grenzen es erlauben; die Einzelheiten nennen, wer das ist.",
  },
  too_many_open_files: {
    message: "Es sind zu viele Dateien geöffnet.",
    remedy: "Andere Programme schließen oder die Grenze offener Dateien (ulimit -n) anheben, dann neu starten.",
  },
  disk_full: {
    message: "Der Datenträger ist voll.",
    remedy: "Platz schaffen, dann erneut versuchen. Nichts davon wurde geschrieben.",
  },
  book_is_linked: {
    message: "Das Buch ist mit einer Gegenstelle verknüpft, die das tut.",
    remedy:
      "Es dort tun, womit das Buch verknüpft ist und wo die Konten abgerechnet werden, oder zuerst die Verknüpfung lösen.",
  },
  link_not_found: {
    message: "Das Buch ist mit nichts verknüpft.",
    remedy: "Zuerst das Buch mit einer Gegenstelle verknüpfen.",
  },
  outbox_item_not_found: {
    message: "Dieser Eintrag ist nicht im Postausgang.",
    remedy: "Die Kennung des Eintrags prüfen; gesendet wird nur, was in einem verknüpften Buch Guthaben bewegt.",
  },
  link_address_invalid: {
    message: "Das ist keine Adresse einer Gegenstelle.",
    remedy: "Die Adresse der API angeben, etwa https://api.clerk.com/v1; http führt nur zu diesem Rechner.",
  },
  link_passphrase_missing: {
    message: "Der Schlüssel kann hier nur unter einer Kennphrase verwahrt werden.",
    remedy: "Eine Kennphrase von mindestens 8 Zeichen wählen.",
  },
  link_passphrase_wrong: {
    message: "Mit dieser Kennphrase öffnet sich der Schlüssel nicht.",
    remedy: "Erneut eingeben. Wer sie vergessen hat, verknüpft das Buch mit dem Schlüssel neu.",
  },
  link_locked: {
    message: "Der Schlüssel zur Gegenstelle liegt nicht bereit.",
    remedy: "Die Kennphrase angeben, unter der er verwahrt ist, oder das Buch mit dem Schlüssel neu verknüpfen.",
  },
  upstream_unreachable: {
    message: "Die Gegenstelle antwortet nicht.",
    remedy: "Nichts geht verloren: Was wartet, wird gesendet, sobald es eine Verbindung gibt. Netz und Adresse prüfen.",
  },
  upstream_key_refused: {
    message: "Die Gegenstelle nimmt den Schlüssel nicht an.",
    remedy: "Das Buch mit einem gültigen Schlüssel, der das darf, neu verknüpfen.",
  },
  upstream_busy: {
    message: "Die Gegenstelle ist überlastet.",
    remedy: "Nichts zu tun: Es wird erneut versucht, wenn die Gegenstelle es will.",
  },
  upstream_not_understood: {
    message: "Was dort antwortet, ist nicht die API von Clerk.",
    remedy: "Die Adresse prüfen; vielleicht antwortet etwas dazwischen an ihrer Stelle.",
  },
  upstream_is_another: {
    message: "Unter der Adresse antwortet eine andere Instanz.",
    remedy: "Einen Schlüssel der Instanz verwenden, mit der das Buch verknüpft ist, oder zuerst die Verknüpfung lösen.",
  },
  outbox_not_empty: {
    message: "Im Postausgang wartet noch etwas.",
    remedy: "Zuerst den Postausgang senden lassen oder bestätigen, dass es nie ankommt.",
  },
  outbox_item_settled: {
    message: "Diese Anpassung wartet auf nichts mehr.",
    remedy: "Nichts zu tun: Die Gegenstelle hat sie, sie ist unterwegs, oder sie wurde schon erledigt.",
  },
  match_not_doubtful: {
    message: "Es ist bekannt, welches Konto das ist.",
    remedy: "Nichts zu tun.",
  },
  difference_changed: {
    message: "Die Abweichung ist inzwischen eine andere.",
    remedy: "Die Abweichung ansehen, wie sie jetzt ist, und erneut bestätigen.",
  },
  internal_error: {
    message: "Im Programm ist etwas schiefgegangen.",
    remedy: "Erneut versuchen. Geschieht es wieder, melden, was dabei getan wurde.",
  },
};
