/** The moment at which the pictures are taken, by the book's clock and by the browser's. */
export const takenAt = "2026-03-30T13:00:00Z";
