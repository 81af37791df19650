import type { ApiKeyView } from "../contract/api-keys.ts";
import type { CreditLimit } from "../contract/limits.ts";
import type { OperatorView } from "../contract/operators.ts";
import { exportedAmount, exportedAnswer, exportedMoment, type ExportColumn } from "./column.ts";

/** Who works with a book, and how far they may go, as lists and files hold it. No secret, and no digest of one, is among it. */

export const operatorColumns: readonly ExportColumn<OperatorView>[] = [
  { name: "id", value: ({ id }) => id },
  { name: "name", value: ({ name }) => name },
  { name: "sign_in_name", value: ({ signInName }) => signInName },
  { name: "role", value: ({ role }) => role },
  { name: "state", value: ({ state }) => state },
  exportedAnswer("has_passphrase", ({ hasPassphrase }) => hasPassphrase),
  exportedMoment("last_sign_in_at", ({ lastSignInAtMs }) => lastSignInAtMs),
  exportedMoment("created_at", ({ createdAtMs }) => createdAtMs),
  exportedMoment("locked_until", ({ lockedUntilMs }) => lockedUntilMs),
];

export const limitColumns: readonly ExportColumn<CreditLimit>[] = [
  { name: "role", value: ({ role }) => role },
  { name: "currency", value: ({ currency }) => currency },
  exportedAmount("per_act", ({ perActMinor }) => perActMinor),
  exportedAmount("per_day", ({ perDayMinor }) => perDayMinor),
];

export const apiKeyColumns: readonly ExportColumn<ApiKeyView>[] = [
  { name: "id", value: ({ id }) => id },
  { name: "name", value: ({ name }) => name },
  { name: "scopes", value: ({ scopes }) => scopes.join(" ") },
  { name: "state", value: ({ state }) => state },
  exportedMoment("created_at", ({ createdAtMs }) => createdAtMs),
  exportedMoment("expires_at", ({ expiresAtMs }) => expiresAtMs),
  exportedMoment("last_used_at", ({ lastUsedAtMs }) => lastUsedAtMs),
  exportedMoment("revoked_at", ({ revokedAtMs }) => revokedAtMs),
  { name: "operator_id", value: ({ operatorId }) => operatorId },
];
