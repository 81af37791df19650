export const fileOnlyTests: readonly { readonly file: string; readonly reason: string }[];
export const serverCoreTests: string[];
