#!/usr/bin/env python3
"""Check a Countinghouse book without Countinghouse: python3 verify-ledger.py BOOK [--receipt FILE]

It was written from docs/ledger-format.md alone and uses Python's standard library only. The book is opened for reading. What does
not hold is printed with its place, and the program ends with 1; it ends with 0 where everything holds, and with 2 where the file
is no book.
"""

import argparse
import hashlib
import json
import os
import re
import sqlite3
import sys
from collections import defaultdict
from urllib.parse import quote

APPLICATION_ID = 0x43484F55
NOTHING_BEFORE = (0, bytes(32))

ENTRIES = """SELECT sequence, id, account_id, currency, amount_minor, balance_after_minor, source_type, source_id, reason_code, note,
    operator, origin, idempotency_key, reverses_entry_id, effective_on, created_at_ms, balance_before_minor, operator_id, approval_id,
    previous_hash, hash
  FROM ledger_entry ORDER BY sequence"""
ATTRIBUTIONS = """SELECT sequence, entry_sequence, operator, origin, operator_id, approval_id, previous_hash, hash
  FROM entry_attribution ORDER BY sequence"""
ACTS = """SELECT sequence, at_ms, operator_id, operator, origin, act, subject, subject_id, account_id, before, after, previous_hash, hash
  FROM audit_entry ORDER BY sequence"""
CLOSINGS = """SELECT sequence, kind, month, book_name, time_zone, at_ms, operator_id, operator, reason, head_sequence, lower(hex(head_hash)),
    audit_head_sequence, lower(hex(audit_head_hash)), figures, attribution_head_sequence, lower(hex(attribution_head_hash)),
    previous_hash, hash
  FROM period_act ORDER BY sequence"""


CREDIT_GIVEN = "(SELECT coalesce(sum(amount_minor), 0) FROM ledger_entry WHERE source_type = 'refund_to_credit' AND source_id = {}.id)"
# What a paper says of itself that something else says as well: each statement finds the papers of which the two differ.
PAPERS = [
    ("invoice", "its lines do not add up to it", """SELECT number FROM invoice i WHERE (subtotal_minor, tax_minor, discount_minor) <>
       (SELECT coalesce(sum(net_minor), 0), coalesce(sum(tax_minor), 0), coalesce(sum(discount_minor), 0)
        FROM invoice_line WHERE invoice_number = i.number)"""),
    ("invoice", "its payments are not what it says was paid", """SELECT number FROM invoice i WHERE amount_paid_minor <>
       (SELECT coalesce(sum(amount_minor - overpaid_minor), 0) FROM payment WHERE invoice_number = i.number
        AND status = 'succeeded' AND id NOT IN (SELECT payment_id FROM payment_taken_back))"""),
    ("invoice", "its credit notes are not what it says of them", """SELECT number FROM invoice i WHERE (credited_minor, reduced_minor) <>
       (SELECT coalesce(sum(total_minor), 0), coalesce(sum(to_due_minor), 0) FROM credit_note WHERE invoice_number = i.number)"""),
    ("invoice", "what was written off is not what it says", """SELECT number FROM invoice i WHERE written_off_minor <>
       (SELECT coalesce(sum(amount_minor), 0) FROM write_off WHERE invoice_number = i.number)"""),
    ("invoice", "what was paid beyond it is not what entries gave for it",
     f"SELECT invoice_number FROM payment p WHERE overpaid_minor > 0 AND overpaid_minor <> {CREDIT_GIVEN.format('p')}"),
    ("credit note", "its lines do not add up to it", """SELECT number FROM credit_note n WHERE (net_minor, tax_minor) <>
       (SELECT coalesce(sum(net_minor), 0), coalesce(sum(tax_minor), 0) FROM credit_note_line WHERE credit_note_number = n.number)"""),
    ("credit note", "the credit that it gave is not what entries gave for it",
     f"SELECT number FROM credit_note n WHERE to_credit_minor <> {CREDIT_GIVEN.format('n')}"),
]
# The records that are compared with the audit log, by what it calls them. A column has the name of its field.
RECORDS = {
    "account": "SELECT * FROM account WHERE id = ?",
    "apiKey": "SELECT * FROM api_key WHERE id = ?",
    "book": """SELECT book.*, seller.name AS seller_name, seller.address AS seller_address, seller.tax_numbers AS seller_tax_numbers,
                 payment_details, logo_id FROM book JOIN seller ON seller.number = seller_number""",
    "charge": "SELECT * FROM pending_charge WHERE id = ?",
    "discount": "SELECT * FROM discount WHERE id = ?",
    "limits": "SELECT role || ' ' || currency, per_act_minor, per_day_minor FROM credit_limit",
    "operator": "SELECT * FROM operator WHERE id = ?",
    "paymentMethod": "SELECT * FROM payment_method WHERE id = ? AND removed_at_ms IS NULL",
    "plan": "SELECT * FROM plan WHERE id = ?",
    "price": "SELECT * FROM price WHERE id = ?",
    "taxRate": "SELECT *, rate_parts_per_million AS parts_per_million FROM tax_rate WHERE id = ?",
    "webhook": "SELECT * FROM webhook_endpoint WHERE id = ? AND removed_at_ms IS NULL",
}
# What something else than an act about the record may change.
CHANGING = {
    "book": {"closedThroughOn", "linkId", "testClockAtMs"}, "operator": {"credentialNumber"}, "paymentMethod": {"isDefault"},
    "plan": {"features", "price"}, "price": {"isDefault"},
}
# An upstream that the book is linked to says how accounts are called.
CHANGING_WHERE_LINKED = {"name", "contact", "currency"}
# What a book that was made of an export has in the place of what an export leaves out.
LEFT_OUT = {"operator": {"hasPassphrase": False, "passphraseDigest": None}, "webhook": {"isPaused": 1}}
# What some are until an act tells that they were changed.
AT_FIRST = {"book": {"numbering": [{"paper": "invoice", "from": 1, "prefix": "INV-", "digits": 6, "first": 1},
                                   {"paper": "credit_note", "from": 1, "prefix": "CN-", "digits": 6, "first": 1}]}}
JSON_COLUMNS = {"eventTypes", "numbering", "retryDays", "scopes", "seatPrice"}
DIGESTS = {"passphraseHash": "passphraseDigest", "secretHash": "secretDigest", "token": "tokenDigest"}


def canonical(values):
    """The text that a hash covers: RFC 8785 of an array without numbers that are not whole."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def digest(previous, text):
    # A byte that is no UTF-8 was read as half a surrogate pair, and is written back as the byte that it was.
    return hashlib.sha256(previous + text.encode("utf-8", "surrogateescape")).digest()


class Problem(Exception):
    """Something does not hold; the text says what, and where."""


def require(condition, place, problem):
    if not condition:
        raise Problem(f"{place}: {problem}")


def walk_chain(rows, hashed, name):
    """Follow a chain from its beginning; `hashed` says of a row how many of its columns its hash covers."""
    sequence, previous = NOTHING_BEFORE
    hashes = {}
    for row in rows:
        place = f"{name} {row[0]}"
        require(row[0] == sequence + 1, f"{name} {sequence + 1}", "it is missing")
        require(row[-2] == previous, place, "the previous hash is not the hash of the one before")
        require(row[-1] == digest(previous, canonical(row[:hashed(row)])), place, "the hash does not match the content")
        sequence, previous = row[0], row[-1]
        hashes[sequence] = previous
        yield row, hashes
    if not hashes:
        yield None, hashes


def read_attributions(book):
    """The chain that says whose entries are: by the entry that each attribution begins with."""
    attributions, hashes, reached = {}, {}, 0
    for row, hashes in walk_chain(book.execute(ATTRIBUTIONS), lambda row: 6, "attribution"):
        if row is None:
            break
        require(row[1] > reached, f"attribution {row[0]}", "it is not in the order of its entries")
        reached = row[1]
        attributions[reached] = row
    return attributions, hashes


def check_entries(book, attributions):
    """The chain of the ledger, what its entries add up to, and whose they are."""
    in_force, left = {}, dict(attributions)
    balances, months = {}, defaultdict(lambda: [0, 0])
    hashes = {}
    for row, hashes in walk_chain(book.execute(ENTRIES), lambda row: 16, "entry"):
        if row is None:
            break
        account, currency, amount, after, before = row[2], row[3], row[4], row[5], row[16]
        total = balances.get((account, currency), (0, 0))[0]
        require(before == total, f"entry {row[0]}", "the balance before is not what the entries add up to")
        require(after == total + amount, f"entry {row[0]}", "the balance after does not add up")
        balances[account, currency] = (after, row[0])
        moved = months[row[14][:7], currency, row[6], row[8]]
        moved[0] += 1
        moved[1] += amount
        doer = row[10:12]
        begun = left.pop(row[0], None)
        if begun:
            require(begun[2:4] == doer, f"attribution {begun[0]}", "it does not begin with an entry of its name and door")
            in_force[doer] = begun[4:6]
        require(doer in in_force, f"entry {row[0]}", "it is attributed to nobody")
        operator_id, approval_id = in_force[doer]
        require(row[17] == operator_id, f"entry {row[0]}", "the operator's id is not the one that it is attributed to")
        require(row[18] == approval_id, f"entry {row[0]}", "the approval is not the one that it is attributed to")
    for row in left.values():
        require(False, f"attribution {row[0]}", "it is of an entry that is not there")
    return hashes, balances, months


def check_balances(book, balances):
    stored = {(account, currency): (total, last) for account, currency, total, last in book.execute(
        "SELECT account_id, currency, ledger_minor, last_sequence FROM credit_balance")}
    for owner in sorted(set(stored) | set(balances)):
        require(stored.get(owner) == balances.get(owner), f"balance of {' '.join(owner)}", "it is not what the entries add up to")


def check_blocks(book, balances):
    """What is left in a block is what it was less its uses, and what is left in an account's blocks is its balance."""
    left = defaultdict(int)
    blocks = book.execute(
        """SELECT b.id, b.account_id, b.currency, b.amount_minor, b.remaining_minor,
             (SELECT coalesce(sum(u.amount_minor), 0) FROM credit_block_use u WHERE u.block_id = b.id),
             EXISTS (SELECT 1 FROM ledger_entry e WHERE e.sequence = b.entry_sequence AND e.id = b.entry_id
               AND e.account_id = b.account_id AND e.currency = b.currency AND e.amount_minor > 0)
           FROM credit_block b ORDER BY b.entry_sequence, b.id""")
    for block, account, currency, amount, remaining, used, has_entry in blocks:
        require(has_entry, f"block {block}", "no entry formed it")
        require(remaining == amount - used, f"block {block}", "what is left is not what its uses leave")
        left[account, currency] += remaining
    for owner in sorted(set(left) | set(balances)):
        total = balances.get(owner, (0, 0))[0]
        require(left.get(owner, 0) == total, f"blocks of {' '.join(owner)}", "what is left in them is not the balance")


def check_papers(book):
    """What invoices and credit notes say of themselves, and that none of them is missing."""
    for name, problem, statement in PAPERS:
        for (number,) in book.execute(f"{statement} LIMIT 1"):
            require(False, f"{name} {number}", problem)
    for name, table in (("invoice", "invoice"), ("credit note", "credit_note")):
        expected = 1
        for (number,) in book.execute(f"SELECT number FROM {table} UNION ALL SELECT next_{table}_number FROM book ORDER BY 1"):
            require(number == expected, f"{name} {expected}", "it is missing")
            expected += 1


def check_acts(book):
    """The chain of the audit log, and what it told last of each record: by kind and id, and then by field, with the act."""
    hashes, told, is_linked = {}, {}, False
    for row, hashes in walk_chain(book.execute(ACTS), lambda row: 11, "act"):
        if row is None:
            break
        sequence, act, subject, subject_id, before, after = row[0], *row[5:8], *row[9:11]
        is_linked = is_linked or act.startswith("link.")
        fields = json.loads(after) if after else {}
        if act == "operators.signInByIdentity":
            subject, subject_id, before = "operator", fields.pop("operatorId"), "{}"
            fields = {name: value for name, value in fields.items() if name in ("role", "issuer", "subject")}
        if subject not in RECORDS:
            continue
        record = told.setdefault((subject, subject_id), {"fields": {}})
        earlier = json.loads(before) if before else {}
        for name, value in AT_FIRST.get(subject, {}).items():
            require(name not in earlier or name in record["fields"] or is_as_told(value, earlier[name]), f"act {sequence}",
                    f'the audit log does not tell that "{name}" of {subject} was changed')
        record.update(sequence=sequence, removed=before is not None and after is None)
        record["fields"].update((name, (sequence, value)) for name, value in fields.items())
        if subject == "plan" and isinstance(fields.get("price"), dict):
            told["price", fields["price"]["id"]] = {"sequence": sequence, "removed": False, "fields": {"price": (sequence, fields["price"])}}
    return hashes, told, is_linked


def read_record(book, subject, record_id):
    """A record with the names and values that the log gives its fields; None where it is not there."""
    statement = RECORDS[subject]
    rows = book.execute(statement, (record_id,) if "?" in statement else ())
    if subject == "limits":
        return {name: {"perActMinor": once, "perDayMinor": daily} for name, once, daily in rows}
    row = rows.fetchone()
    if row is None:
        return None
    fields = {re.sub("_(.)", lambda found: found[1].upper(), column[0]): value for column, value in zip(rows.description, row)}
    for name in JSON_COLUMNS & set(fields):
        fields[name] = fields[name] and json.loads(fields[name])
    for name, digest_name in DIGESTS.items():
        if name in fields:
            secret = fields.pop(name)
            secret = secret.encode() if isinstance(secret, str) else secret
            fields[digest_name] = secret and hashlib.sha256(secret).hexdigest()
    if subject == "operator":
        fields["hasPassphrase"] = fields["passphraseDigest"] is not None
    if subject == "price":
        fields["price"] = {name: fields[name] for name in ("id", "currency", "monthlyMinor", "annualMonthlyMinor", "seatPrice")}
    return fields


def is_as_told(told, value):
    """What a later version has added to a value was not told."""
    if isinstance(told, dict):
        return isinstance(value, dict) and all(is_as_told(each, value.get(name)) for name, each in told.items())
    if isinstance(told, list):
        return isinstance(value, list) and len(told) == len(value) and all(map(is_as_told, told, value))
    if isinstance(told, str):
        told = re.sub("[\ud800-\udfff]", "\ufffd", told)
    return told == value


def check_records(book, told, is_linked):
    for (subject, record_id), record in told.items():
        name = record_id or subject
        fields = read_record(book, subject, record_id)
        place = f"act {record['sequence']}"
        if fields is None:
            require(record["removed"] or not record["fields"], place, f"the record {name} that it tells of is not there")
            continue
        require(not record["removed"], place, f"the record {name} that it removed is there")
        changing = CHANGING.get(subject, set()) | (CHANGING_WHERE_LINKED if is_linked and subject == "account" else set())
        for field, (sequence, value) in record["fields"].items():
            if field in changing or not (field in fields or subject == "limits"):
                continue
            left_out = LEFT_OUT.get(subject, {})
            if field in left_out and fields[field] == left_out[field]:
                continue
            require(is_as_told(value, fields.get(field)), f"act {sequence}", f'"{field}" of {name} is not what it tells')
    for subject, fields in AT_FIRST.items():
        present = read_record(book, subject, None)
        for name, value in fields.items():
            require(name in told.get((subject, None), {"fields": {}})["fields"] or is_as_told(value, present.get(name, value)), subject,
                    f'the audit log does not tell that "{name}" was changed')
    # Whoever made the book was an operator before there was a log.
    listed = [("operator", "SELECT id FROM operator ORDER BY rowid LIMIT -1 OFFSET 1"), ("apiKey", "SELECT id FROM api_key"),
              ("webhook", "SELECT id FROM webhook_endpoint WHERE removed_at_ms IS NULL")]
    for subject, statement in listed:
        for (record_id,) in book.execute(statement):
            require((subject, record_id) in told, f"{subject} {record_id}", "the audit log does not tell of it")
    limits = told.get(("limits", None), {"fields": {}})["fields"]
    for limit in read_record(book, "limits", None):
        require(limit in limits, f"limit {limit}", "the audit log does not tell of it")


def figures_of(months, month):
    """What a month comes to, in the form in which a closing keeps it."""
    figures = []
    for currency in sorted({key[1] for key in months if key[0] <= month}):
        own = [(key, moved) for key, moved in months.items() if key[1] == currency]
        opening = sum(amount for key, (_, amount) in own if key[0] < month)
        movements = [[key[2], key[3], count, amount] for key, (count, amount) in own if key[0] == month]
        movements.sort(key=lambda moved: (moved[0], moved[1] or ""))
        figures.append([currency, opening, movements, opening + sum(moved[3] for moved in movements)])
    return canonical(figures)


def check_head(place, sequence, found, written, chain):
    if sequence == 0:
        return
    require(sequence in found, place, f"the {chain} ends before {sequence}, which it had then")
    require(found[sequence].hex() == written, place, f"{sequence} of the {chain} is another one than it was then")


def check_closings(book, entry_hashes, act_hashes, attribution_hashes, months):
    standing, hashes, names_attributions = [], {}, False
    # What was closed before version 39 names no head of the attributions, and its hash covers none.
    for row, hashes in walk_chain(book.execute(CLOSINGS), lambda row: 14 if row[14] is None else 16, "closing"):
        if row is None:
            break
        require(row[14] is not None or not names_attributions, f"closing {row[0]}", "it does not name the head of the list of attributions")
        if row[14] is not None:
            names_attributions = True
            check_head(f"closing {row[0]}", row[14], attribution_hashes, row[15], "list of attributions")
        check_head(f"closing {row[0]}", row[9], entry_hashes, row[10], "ledger")
        check_head(f"closing {row[0]}", row[11], act_hashes, row[12], "audit log")
        if row[1] == "closed":
            standing.append(row)
        elif standing:
            standing.pop()
    for row in standing:
        require(row[13] == figures_of(months, row[2]), f"closing {row[0]}", f"{row[2]} comes to something else than what was closed")
    (through,) = book.execute("SELECT closed_through_on FROM book").fetchone()
    last = standing[-1][2] if standing else None
    require((through and through[:7]) == last, "book", "it says that it is closed up to another month than its closings")
    return hashes


def check_receipt(path, entry_hashes, act_hashes, attribution_hashes, closing_hashes):
    with open(path, encoding="utf-8") as file:
        receipt = json.load(file)
    figures = canonical([
        [each["currency"], each["openingMinor"],
         [[moved["sourceType"], moved["reasonCode"], moved["entryCount"], moved["amountMinor"]] for moved in each["movements"]],
         each["closingMinor"]]
        for each in receipt["currencies"]])
    attributions = [receipt["attributionHeadSequence"], receipt["attributionHeadHash"]] if "attributionHeadHash" in receipt else []
    text = canonical([receipt["sequence"], "closed", receipt["month"], receipt["bookName"], receipt["timeZone"], receipt["atMs"],
                      receipt["operatorId"], receipt["operator"], None, receipt["headSequence"], receipt["headHash"],
                      receipt["auditHeadSequence"], receipt["auditHeadHash"], figures, *attributions])
    require(text == receipt["canonicalText"], "receipt", "what it shows is not what its hash covers")
    require(digest(bytes.fromhex(receipt["previousHash"]), text).hex() == receipt["hash"], "receipt", "its hash does not match its content")
    check_head("receipt", receipt["headSequence"], entry_hashes, receipt["headHash"], "ledger")
    check_head("receipt", receipt["auditHeadSequence"], act_hashes, receipt["auditHeadHash"], "audit log")
    if attributions:
        check_head("receipt", attributions[0], attribution_hashes, attributions[1], "list of attributions")
    check_head("receipt", receipt["sequence"], closing_hashes, receipt["hash"], "list of closings")


def open_book(path):
    # Without a log beside it the file is whole, and nothing has to be written to read it.
    log = os.path.exists(f"{path}-wal")
    book = sqlite3.connect(f"file:{quote(os.path.abspath(path))}?mode=ro{'' if log else '&immutable=1'}", uri=True)
    book.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    (application,) = book.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID:
        raise sqlite3.DatabaseError("it was made by something else")
    book.execute("BEGIN")
    return book


def main():
    parser = argparse.ArgumentParser(description="Check a Countinghouse book without Countinghouse.")
    parser.add_argument("book")
    parser.add_argument("--receipt", help="the JSON of a closing's receipt")
    arguments = parser.parse_args()
    if not os.path.exists(arguments.book):
        print(f"{arguments.book} is not there.", file=sys.stderr)
        return 2
    try:
        book = open_book(arguments.book)
        attributions, attribution_hashes = read_attributions(book)
        entry_hashes, balances, months = check_entries(book, attributions)
        check_balances(book, balances)
        check_blocks(book, balances)
        check_papers(book)
        act_hashes, told, is_linked = check_acts(book)
        check_records(book, told, is_linked)
        closing_hashes = check_closings(book, entry_hashes, act_hashes, attribution_hashes, months)
        if arguments.receipt:
            check_receipt(arguments.receipt, entry_hashes, act_hashes, attribution_hashes, closing_hashes)
    except Problem as problem:
        print(problem)
        return 1
    except sqlite3.Error as error:
        print(f"{arguments.book} is no book that can be read: {error}.", file=sys.stderr)
        return 2
    head = max(entry_hashes, default=0)
    print(f"{head} entries, {len(act_hashes)} acts and {len(closing_hashes)} closings hold.")
    print(f"Hash of the last entry: {entry_hashes[head].hex() if head else bytes(32).hex()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
