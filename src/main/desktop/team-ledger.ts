import { session, type Session } from "electron";
import { isVouchedFor } from "./own-authority.ts";
import { restrictPermissions } from "./permissions.ts";
import type { ShownPage } from "./window.ts";

/** Kept between starts, so that a session at the team's host goes on; apart from the program's own page. */
const partition = "persist:team-ledger";

/** What the checker of certificates is answered with: it is good, or what Chromium itself thinks of it. */
const verdicts = { good: 0, chromiums: -3 } as const;

/**
 * A team's ledger, as its host shows it (docs/team.md): the page comes from there, signs in there, and has nothing of this program, as in a browser.
 *
 * @param origin of the host.
 * @param authorityPath of the certificates of an authority that vouches for it beside those that the system believes; left out: none does.
 */
export function teamPage(origin: string, authorityPath: string | undefined): ShownPage {
  const ofTeam = session.fromPartition(partition);
  restrictPermissions(ofTeam, origin);
  if (authorityPath !== undefined) believeAuthority(ofTeam, origin, authorityPath);
  return { home: `${origin}/`, preferences: { session: ofTeam } };
}

function believeAuthority(ofTeam: Session, origin: string, authorityPath: string): void {
  const { hostname } = new URL(origin);
  ofTeam.setCertificateVerifyProc(({ errorCode, hostname: asked, certificate }, decide) => {
    // What the system believes needs nobody else, and no other host is the authority's to vouch for.
    if (errorCode === 0 || asked !== hostname) {
      decide(verdicts.chromiums);
      return;
    }
    isVouchedFor(origin, authorityPath, certificate.data).then(
      (isGood) => decide(isGood ? verdicts.good : verdicts.chromiums),
      (error: unknown) => {
        console.error(`the authority in ${authorityPath} was not asked:`, error);
        decide(verdicts.chromiums);
      },
    );
  });
}
