import { searchKey } from "../../../shared/folding.ts";

/**
 * A plan's slug, made of its name until the operator writes another one: `Équipe Pro (2026)` gives `equipe-pro-2026`. Empty
 * where the name has no Latin letter or digit; then the operator has to write it.
 */
export function slugOf(name: string): string {
  return searchKey(name)
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .replace(/^-+/u, "")
    .slice(0, 63)
    .replace(/-+$/u, "");
}

/** Whether the contract takes the slug. */
export function isSlug(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,62}$/u.test(text);
}
