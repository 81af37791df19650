import { operatorsText } from "./operators-text.ts";
import { SignInForm } from "./sign-in-form.tsx";
import classes from "./sign-in.module.css";

const words = operatorsText.signIn;

/** The start of a book that several operators work with: nothing of it is shown before it is known who asks. */
export function SignInPage() {
  return (
    <main className={classes.page}>
      <SignInForm title={words.title} explain={words.explain} lastName="" />
    </main>
  );
}
