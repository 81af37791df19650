/** How lists and the journal are written. Apart from the schemas, so that a page can offer them without loading those. */
export const tableFormats = ["csv", "xlsx", "jsonl"] as const;
export const journalFormats = ["ledger", "beancount", "csv", "xlsx", "jsonl"] as const;
export const journalAccountTypes = ["asset", "liability", "equity", "income", "expense"] as const;
