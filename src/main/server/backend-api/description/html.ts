/** Text that is markup already. Everything else is escaped where it is put into markup. */
export class Html {
  readonly #markup: string;

  constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }
}

/** Markup with values in it, each escaped unless it is markup itself. */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Html)[]): Html {
  const written = parts.map(
    (part, index) => part + (index < values.length ? String(escapeHtml(values[index] ?? "")) : ""),
  );
  return new Html(written.join(""));
}

/** Several pieces of markup, one after the other. */
export function join(pieces: readonly Html[]): Html {
  return new Html(pieces.map(String).join(""));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(value: string | Html): Html {
  if (value instanceof Html) return value;
  return new Html(value.replaceAll(/[&<>"']/gu, (letter) => entities[letter] ?? letter));
}
