/**
 * A parameter that a join is narrowed by, in the place of `?`. SQLite looks at what is bound to such a parameter when it prepares the join,
 * and so prepares it anew whenever another value is bound, which takes several times as long as finding a row. Of a subquery it knows that
 * the value is not known before.
 */
export const given = "(SELECT ?)";
