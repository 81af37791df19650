/** So many bytes of a file are sent at once: as base64 they fit into a request. */
export const uploadPieceBytes = 96 * 1024;
