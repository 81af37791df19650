import type { MethodOutput } from "../../../../shared/contract/index.ts";
import { listLimits, removeLimit, setLimit } from "../../../storage/access/limit-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import type { HandlersOf } from "../../handler.ts";

export const limitHandlers: HandlersOf<"limits.list" | "limits.set" | "limits.remove"> = {
  "limits.list": ({ book }) => answer(book),

  "limits.set": ({ book, changed }, { idempotencyKey: _idempotencyKey, ...limit }) => {
    setLimit(book, limit);
    changed("operators");
    return answer(book);
  },

  "limits.remove": ({ book, changed }, place) => {
    removeLimit(book, place);
    changed("operators");
    return answer(book);
  },
};

function answer(book: ReadableBook): MethodOutput<"limits.list"> {
  return { limits: listLimits(book) };
}
