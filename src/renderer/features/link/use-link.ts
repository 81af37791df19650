import type { LinkView } from "../../../shared/contract/link.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { useUpstream, type Upstream } from "../../foundation/upstream.ts";

/** The link of the open book with what it is linked to; null where there is none, and until it is known. */
export function useLink(): { readonly link: LinkView; readonly upstream: Upstream } | null {
  const upstream = useUpstream();
  const link = useEngineQuery("link.show", {}, { isEnabled: upstream !== null }).data?.link ?? null;
  return upstream && link && { link, upstream };
}
