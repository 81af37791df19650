import { useQuery } from "@tanstack/react-query";
import type { ApiAddress } from "../../shared/platform.ts";
import { platform } from "../platform/platform.ts";

/** Where the host serves the API, which does not change while the page is open; undefined until the host has said it. */
export function useApiAddress(): ApiAddress | undefined {
  return useQuery({ queryKey: ["apiAddress"], queryFn: () => platform.apiAddress(), staleTime: Infinity }).data;
}
