import type { PaymentMethodView } from "../../../../shared/contract/payments.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import type { PaymentMethod } from "../../../domain/billing/facts.ts";
import { gateways, manualPaymentMethod, testTokens } from "../../../domain/payments/payment.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import {
  findPaymentMethod,
  insertDefaultPaymentMethod,
  listPaymentMethods,
  removePaymentMethod,
  setDefaultPaymentMethod,
  type StoredPaymentMethod,
} from "../../../storage/payments/payment-method-store.ts";
import type { HandlersOf } from "../../handler.ts";
import { requireAccount } from "../require.ts";

export const paymentMethodHandlers: HandlersOf<
  | "paymentMethods.list"
  | "paymentMethods.testTokens"
  | "paymentMethods.add"
  | "paymentMethods.setDefault"
  | "paymentMethods.remove"
> = {
  "paymentMethods.list": ({ book }, { accountId }) => {
    requireAccount(book, accountId);
    return { paymentMethods: listPaymentMethods(book, accountId).map(toPaymentMethodView) };
  },

  "paymentMethods.testTokens": () => ({
    tokens: Object.entries(testTokens).map(([token, { kind, label }]) => ({ token, kind, label })),
  }),

  "paymentMethods.add": ({ book, nowMs, makeId, changed }, { accountId, ...offered }) => {
    requireAccount(book, accountId);
    const method = requireOffered(offered);
    const paymentMethodId = makeId("paymentMethod");
    insertDefaultPaymentMethod(book, { ...method, id: paymentMethodId, accountId, createdAtMs: nowMs });
    changed("accounts", accountId);
    return { paymentMethodId };
  },

  "paymentMethods.setDefault": ({ book, changed }, { paymentMethodId }) => {
    const { accountId } = requirePaymentMethod(book, paymentMethodId);
    setDefaultPaymentMethod(book, accountId, paymentMethodId);
    changed("accounts", accountId);
    return { paymentMethodId };
  },

  "paymentMethods.remove": ({ book, nowMs, changed }, { paymentMethodId }) => {
    const { accountId } = requirePaymentMethod(book, paymentMethodId);
    removePaymentMethod(book, paymentMethodId, nowMs);
    // The default one stands first, then the newest.
    const [next] = listPaymentMethods(book, accountId);
    if (next && !next.isDefault) setDefaultPaymentMethod(book, accountId, next.id);
    changed("accounts", accountId);
    return { defaultPaymentMethodId: next?.id ?? null };
  },
};

/** A stored method without what only the gateway is told. */
export function toPaymentMethodView(method: StoredPaymentMethod): PaymentMethodView {
  const { id, kind, gateway, label, isDefault, createdAtMs } = method;
  return { id, kind, gateway, label, isDefault, isTest: gateways[gateway].isTest, createdAtMs };
}

function requirePaymentMethod(book: ReadableBook, paymentMethodId: string): StoredPaymentMethod {
  const method = findPaymentMethod(book, paymentMethodId);
  if (!method)
    throw new AppError(
      "payment_method_not_found",
      sentence("There is no payment method {paymentMethodId}.", { paymentMethodId }),
    );
  return method;
}

interface OfferedMethod {
  readonly kind: PaymentMethod["kind"];
  readonly gateway: PaymentMethod["gateway"];
  readonly token: string | null;
  readonly label: string | null;
}

/**
 * What the gateway makes of it: `manual` waits for transfers and knows no numbers, `test` knows its own numbers only.
 *
 * @throws AppError `payment_method_not_offered`.
 */
function requireOffered({ kind, gateway, token, label }: OfferedMethod): PaymentMethod {
  if (gateway === "manual") {
    if (kind !== "transfer" || token !== null) {
      throw new AppError(
        "payment_method_not_offered",
        sentence("Money that is recorded by hand is paid by transfer, without a number."),
      );
    }
    return { ...manualPaymentMethod, label: label ?? manualPaymentMethod.label };
  }
  const known = token === null ? undefined : testTokens[token];
  if (token === null || known?.kind !== kind) {
    throw new AppError(
      "payment_method_not_offered",
      sentence("The test gateway does not know this number for this kind of method."),
    );
  }
  return { kind, gateway, token, label: label ?? known.label };
}
