/** Where a list was left. */
interface ListPlace {
  readonly contentTop: number;
  readonly currentIndex: number;
}

const atTheTop: ListPlace = { contentTop: 0, currentIndex: 0 };

/** For as long as the window is open: who comes back from a row goes on where they were. */
const places = new Map<string, ListPlace>();

/** @param placeKey names the list and what it is narrowed to. */
export function keepPlace(placeKey: string, place: ListPlace): void {
  places.set(placeKey, place);
}

/** Where the list was left; its top where it never was, or has no name. */
export function keptPlace(placeKey: string | undefined): ListPlace {
  return (placeKey === undefined ? undefined : places.get(placeKey)) ?? atTheTop;
}
