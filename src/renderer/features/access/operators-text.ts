import type { OperatorView } from "../../../shared/contract/operators.ts";
import type { Role } from "../../../shared/contract/rights.ts";
import { inLanguage } from "../../foundation/language.ts";
import { text } from "../../foundation/text.ts";

const roles: Readonly<Record<Role, { label: string; hint: string }>> = {
  viewer: { label: text.rights.roles.viewer, hint: "Looks at everything, previews and verifies. Changes nothing." },
  clerk: {
    label: text.rights.roles.clerk,
    hint: "Adjusts credit, adds accounts, changes subscriptions, invoices and payments.",
  },
  approver: {
    label: text.rights.roles.approver,
    hint: "A clerk who also runs billing, imports files, adds prices and reads who did what.",
  },
  admin: { label: text.rights.roles.admin, hint: "Everything: settings, plans, operators, keys, copies of the book." },
};

const states: Readonly<Record<OperatorView["state"], string>> = { active: "Active", suspended: "Suspended" };

const passphraseHint = "At least 8 characters. A few words are easier to keep than a few signs.";

/** Everything that is said about who works with the book. */
export const operatorsText = inLanguage("operatorsText", {
  roles,
  list: {
    title: "Operators",
    alone: "You work with this book alone, so nobody signs in. From two operators on, everyone does.",
    several: "Everyone signs in, and the desk locks itself when nobody has touched it for a while.",
    idleLock: "The desk locks itself after",
    idleLockMinutes: (minutes: number) => (minutes === 1 ? "1 minute" : `${minutes} minutes`),
    idleLockSaved: (minutes: string) => `The desk locks itself after ${minutes} from now on`,
    caption: "Operators, in the order in which they were added",
    name: "Name",
    signInName: "Signs in as",
    singleSignOn: "Single sign-on",
    role: "Role",
    state: "State",
    lastSignIn: "Last sign-in",
    never: "Never",
    noPassphrase: "No passphrase yet",
    locked: (until: string) => `Locked until ${until}`,
    you: "you",
    add: "Add operator",
    menu: (name: string) => `Actions for ${name}`,
    edit: "Edit",
    setPassphrase: "Set passphrase",
    noSignInName: "Give a name to sign in by first, under Edit.",
    suspend: "Suspend",
    reinstate: "Reinstate",
    reinstated: (name: string) => `${name} may sign in again`,
    states,
  },
  form: {
    addTitle: "Add operator",
    editTitle: (name: string) => `Edit ${name}`,
    ownTitle: "Give yourself a way to sign in",
    ownExplain:
      "From two operators on, everyone signs in, you too. Choose what you sign in by first; after that you add the other one.",
    name: "Name",
    nameHint: "It stands on everything that is done.",
    signInName: "Signs in as",
    signInNameHint: "Small letters, digits and . _ @ + -, such as ann or ann@example.com.",
    role: "Role",
    roleOfGroups: "With the next single sign-on it is what their groups there say.",
    passphrase: "First passphrase",
    ownPassphrase: "Passphrase",
    passphraseHint,
    firstHint: "Tell it to them; they can change it once they have signed in.",
    missing: "Fill this in.",
    passphraseShort: "Use at least 8 characters.",
    add: "Add operator",
    save: "Save",
    cancel: "Cancel",
    added: (name: string) => `${name} can sign in now`,
    saved: (name: string) => `${name} was saved`,
    ready: "You can sign in now. Add the other operator next.",
  },
  passphrase: {
    title: (name: string) => `Passphrase of ${name}`,
    own: "Your passphrase",
    current: "Passphrase until now",
    next: "New passphrase",
    nextHint: passphraseHint,
    save: "Set passphrase",
    cancel: "Cancel",
    saved: (name: string) => `${name} signs in by the new passphrase from now on`,
  },
  suspend: {
    title: (name: string) => `Suspend ${name}?`,
    explain:
      "They are let in no more, and their API keys neither, from the next call on. What they did stays theirs. They can be reinstated.",
    confirm: "Suspend",
    cancel: "Cancel",
    done: (name: string) => `${name} is suspended`,
  },
  signIn: {
    title: "Sign in",
    explain: "Several operators work with this book.",
    lockedTitle: "The desk is locked",
    lockedExplain: (name: string) => `What was typed is kept for ${name}. If somebody else signs in, it is put away.`,
    name: "Sign-in name",
    passphrase: "Passphrase",
    submit: "Sign in",
    signOn: (provider: string) => `Sign in with ${provider}`,
    or: "or by passphrase",
    elsewhere: "Sign in in the tab that was opened; then go on here.",
  },
});
