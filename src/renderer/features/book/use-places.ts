import { useState } from "react";
import type { Result } from "../../../shared/errors.ts";
import { EngineError } from "../../foundation/engine.ts";

/** Asking for a place in the host's own dialog, and what came of it. */
export function usePlaceDialog(): {
  /** @param onDone told the engine's answer; not where the person changed their mind. */
  readonly ask: (open: () => Promise<Result<unknown> | null>, onDone: (value: unknown) => void) => void;
  readonly isOpen: boolean;
  readonly error: EngineError | null;
} {
  const [isOpen, setOpen] = useState(false);
  const [error, setError] = useState<EngineError | null>(null);
  const ask = async (open: () => Promise<Result<unknown> | null>, onDone: (value: unknown) => void) => {
    setOpen(true);
    setError(null);
    try {
      const result = await open();
      if (result?.ok) onDone(result.value);
      else if (result) setError(new EngineError(result.error));
    } finally {
      setOpen(false);
    }
  };
  return { ask: (open, onDone) => void ask(open, onDone), isOpen, error };
}
