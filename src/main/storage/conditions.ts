import type { SqlValue } from "./book/book-handle.ts";

/** The conditions of a list, gathered one by one: static SQL, and the values it is bound to, in the same order. */
export interface Conditions {
  readonly where: readonly string[];
  readonly values: readonly SqlValue[];
  readonly add: (sql: string, ...values: SqlValue[]) => void;
}

export function createConditions(): Conditions {
  const where: string[] = [];
  const values: SqlValue[] = [];
  return {
    where,
    values,
    add(sql, ...added) {
      where.push(sql);
      values.push(...added);
    },
  };
}
