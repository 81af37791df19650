/**
 * The header of an answer by which a host says where its events stood before the question was asked. A page that listens from there on
 * (`GET /events?after=…`) misses nothing of what made the answer old (BEHAVIOUR 13.3).
 */
export const eventCursorHeader = "countinghouse-event-cursor";
