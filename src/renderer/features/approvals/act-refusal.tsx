import type { RequestedActInput } from "../../../shared/contract/approvals.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import type { EngineError } from "../../foundation/engine.ts";
import { AskForm } from "./ask-form.tsx";
import { useAsking, type ActToAsk } from "./use-asking.tsx";

interface ActRefusalProps<Method extends RequestedActInput["method"]> {
  /** Why the act was refused. */
  readonly error: EngineError;
  readonly method: Method;
  readonly input: ActToAsk<Method>;
  /** Told once it is asked for: there is nothing more to do here. */
  readonly onAsked: () => void;
}

/** Why an act was refused; where it is above one's limits, the way to ask for it. */
export function ActRefusal<Method extends RequestedActInput["method"]>(props: ActRefusalProps<Method>) {
  const { error, method, input, onAsked } = props;
  const { asking, change, ask, isPending, error: refusal } = useAsking();
  if (error.view.code !== "approval_required") return <ErrorNotice error={error} />;
  return (
    <AskForm
      needed={error.view}
      asking={asking}
      onChange={change}
      error={refusal}
      isPending={isPending}
      onAsk={() => ask(method, input).then((wasAsked) => wasAsked && onAsked())}
    />
  );
}
