/** How wide a text is, in pixels, rounded up. */
export type TextMeasure = (text: string) => number;

/** Long enough that half a pixel at its ends does not count. */
const repetitions = 16;

/**
 * Measures figures, dates and short words as a list writes them. Each character is measured once, in the page: digits have one width, and
 * a figure is the sum of its characters. Those of a text that are new are measured together, because the page is laid out for each measuring.
 *
 * @param parent where the text will stand, whose type it has.
 * @param className of the type that figures have.
 */
export function createTextMeasure(parent: HTMLElement, className: string): TextMeasure {
  const widths = new Map<string, number>();
  const measure = (characters: readonly string[]): void => {
    const probes = characters.map((character) => {
      const probe = parent.ownerDocument.createElement("span");
      probe.className = className;
      probe.textContent = character.repeat(repetitions);
      return { character, probe };
    });
    parent.append(...probes.map(({ probe }) => probe));
    for (const { character, probe } of probes) {
      widths.set(character, probe.getBoundingClientRect().width / repetitions);
    }
    for (const { probe } of probes) probe.remove();
  };
  return (text) => {
    const unknown = [...new Set(text)].filter((character) => !widths.has(character));
    if (unknown.length > 0) measure(unknown);
    let sum = 0;
    for (const character of text) sum += widths.get(character) ?? 0;
    return Math.ceil(sum);
  };
}
