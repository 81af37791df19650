import type { InputWithoutKey } from "../../foundation/engine.ts";
import { isSlug, slugOf } from "./plan-slug.ts";
import { plansText } from "./plans-text.ts";

/** A feature as it was typed. */
export interface FeatureForm {
  readonly name: string;
  /** Empty until it is given one of its own; then it follows the name. */
  readonly slug: string;
}

type FeatureInput = NonNullable<InputWithoutKey<"plans.create">["features"]>[number];

/** What filled-in features mean: the features once all are good, else what is wrong with which, in their order. */
export interface ReadFeatures {
  readonly features: readonly FeatureInput[] | null;
  readonly problems: readonly (string | null)[];
}

const words = plansText.features;

/** @param known features as they are now, whose descriptions stay. */
export function readFeatures(
  forms: readonly FeatureForm[],
  known: readonly { readonly slug: string; readonly description: string | null }[] = [],
): ReadFeatures {
  const slugs = forms.map(({ name, slug }) => (slug === "" ? slugOf(name) : slug));
  const problems = forms.map(({ name }, index) => {
    const slug = slugs[index] ?? "";
    if (name.trim() === "") return words.nameMissing;
    if (!isSlug(slug)) return words.slugWrong;
    return slugs.indexOf(slug) === index ? null : words.twice;
  });
  if (problems.some((problem) => problem !== null)) return { features: null, problems };
  const features = forms.map(({ name }, index) => {
    const slug = slugs[index] ?? "";
    return { slug, name: name.trim(), description: known.find((each) => each.slug === slug)?.description ?? null };
  });
  return { features, problems };
}
