/** What an invoice or a credit note is called: a prefix of letters, digits, `-`, `.` and `_` that ends in no digit, and a number from 1. */
export const paperNumberPattern = /^(?=[A-Za-z0-9])[A-Za-z0-9._-]{0,15}[A-Za-z._-](?!0+$)\d{1,12}$/u;
