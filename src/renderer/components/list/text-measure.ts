/** How wide a text is, in pixels, rounded up. */
export type TextMeasure = (text: string) => number;

/** Long enough that half a pixel at its ends does not count. */
const repetitions = 16;

/**
 * Measures figures, dates and short words as a list writes them. Each character is measured once, in the page: digits have one width, and
 * a figure is the sum of its characters.
 *
 * @param parent where the text will stand, whose type it has.
 * @param className of the type that figures have.
 */
export function createTextMeasure(parent: HTMLElement, className: string): TextMeasure {
  const widths = new Map<string, number>();
  const widthOf = (character: string) => {
    let width = widths.get(character);
    if (width === undefined) {
      const probe = parent.ownerDocument.createElement("span");
      probe.className = className;
      probe.textContent = character.repeat(repetitions);
      parent.append(probe);
      width = probe.getBoundingClientRect().width / repetitions;
      probe.remove();
      widths.set(character, width);
    }
    return width;
  };
  return (text) => {
    let sum = 0;
    for (const character of text) sum += widthOf(character);
    return Math.ceil(sum);
  };
}
