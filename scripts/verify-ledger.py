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


def check_acts(book):
    hashes = {}
    for _, hashes in walk_chain(book.execute(ACTS), lambda row: 11, "act"):
        pass
    return hashes


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
        act_hashes = check_acts(book)
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
