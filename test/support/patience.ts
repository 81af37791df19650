/**
 * How long to wait at most for what another process or host does by itself, such as going on with work that one which died has left. Nothing of it is
 * waited for where all is well, and a machine that is busy with other work is no fault of the code.
 */
export const patience = { timeout: 240_000 } as const;
