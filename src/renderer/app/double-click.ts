/**
 * Keep a double click on a link from reaching through to the next place: its first click has opened that, so the second one would press
 * whatever lies under the pointer there.
 *
 * @returns what stops it.
 */
export function stopDoubleClicksBetweenPlaces(): () => void {
  let address = location.hash;
  const clicked = (event: MouseEvent): void => {
    if (event.detail <= 1) {
      address = location.hash;
      return;
    }
    if (address === location.hash) return;
    event.preventDefault();
    event.stopPropagation();
  };
  addEventListener("click", clicked, { capture: true });
  return () => removeEventListener("click", clicked, { capture: true });
}
