interface Feature {
  readonly slug: string;
  readonly name: string;
  readonly description: string | null;
}

const features: readonly Feature[] = [
  { slug: "boards", name: "Boards", description: "As many as you like." },
  { slug: "exports", name: "Exports", description: "To spreadsheets and PDF." },
  { slug: "version-history", name: "Version history", description: "Ninety days back." },
  { slug: "custom-branding", name: "Custom branding", description: null },
  { slug: "shared-library", name: "Shared library", description: "One place for the whole team's templates." },
  { slug: "single-sign-on", name: "Single sign-on", description: "SAML and OpenID Connect." },
  { slug: "audit-log", name: "Audit log", description: "A year of it, with an export." },
  { slug: "priority-support", name: "Priority support", description: "An answer within four working hours." },
  { slug: "own-manager", name: "A manager of your own", description: null },
];

const offers: Readonly<Record<string, readonly string[]>> = {
  plus: ["boards", "exports"],
  pro: ["boards", "exports", "version-history"],
  studio: ["boards", "exports", "version-history", "custom-branding", "priority-support"],
  team: ["boards", "exports", "shared-library"],
  business: ["boards", "exports", "shared-library", "version-history"],
  scale: ["boards", "exports", "shared-library", "version-history", "single-sign-on", "priority-support"],
  enterprise: features.map(({ slug }) => slug),
  workspace: ["boards", "exports", "shared-library", "version-history", "single-sign-on"],
  campus: ["boards", "exports", "shared-library", "single-sign-on"],
};

/** What the plans of a tariff offer. */
export function featuresOf(tariff: string): Feature[] {
  const slugs = offers[tariff] ?? [];
  return features.filter(({ slug }) => slugs.includes(slug));
}

export const planDescriptions: Readonly<Record<string, string>> = {
  plus: "For one person who needs more than the free plan.",
  pro: "For people who live from it.",
  studio: "For people who work for customers of their own.",
  team: "For up to ten people.",
  business: "For up to fifty people.",
  scale: "For up to two hundred and fifty people.",
  enterprise: "For any number of people, with a contract.",
  workspace: "A fee for the workspace and for each seat after the fifth.",
  campus: "For schools and universities, in blocks of 25 seats.",
};
