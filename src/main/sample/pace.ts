const workingDaysPerYear = 260;

/**
 * How often something happens on a working day, when it happens so many times a year for each of a growing number of people. What
 * does not make up a whole time is kept for the next days, so that rare things happen in small companies too.
 */
export function createPace(timesPerHeadAndYear: number): (heads: number) => number {
  let owed = 0;
  return (heads) => {
    owed += (heads * timesPerHeadAndYear) / workingDaysPerYear;
    const times = Math.floor(owed);
    owed -= times;
    return times;
  };
}

/**
 * Whether it is the turn of something that happens every so many days. A turn that falls on a day when nobody works is taken on the
 * next working day.
 */
export function createTurns(firstOn: number, daysBetween: number): (dayNumber: number) => boolean {
  let nextOn = firstOn;
  return (dayNumber) => {
    const isTurn = dayNumber >= nextOn;
    if (isTurn) nextOn += daysBetween;
    return isTurn;
  };
}
