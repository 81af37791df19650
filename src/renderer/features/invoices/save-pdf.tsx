import { Button, type ButtonProps } from "@mantine/core";
import { useState } from "react";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { EngineError } from "../../foundation/engine.ts";
import { fromBase64 } from "../../foundation/from-base64.ts";
import { platform } from "../../platform/platform.ts";
import { invoicesText } from "./invoices-text.ts";
import { failureNotice } from "../../foundation/notice.tsx";

const words = invoicesText.invoice;

interface SavePdfProps extends Pick<ButtonProps, "size"> {
  /** What the button says; left out, that it saves the PDF. */
  readonly label?: string;
  readonly make: () => Promise<MethodOutput<"invoices.pdf">>;
}

/** Makes a paper and offers it for saving. */
export function SavePdf({ make, label = words.savePdf, size = "sm" }: SavePdfProps) {
  const [isMaking, setMaking] = useState(false);
  const save = async () => {
    setMaking(true);
    try {
      const { fileName, contentBase64 } = await make();
      await platform.saveFile(fileName, fromBase64(contentBase64));
    } catch (error) {
      failureNotice(error instanceof EngineError ? error.view.message : words.pdfFailed);
    } finally {
      setMaking(false);
    }
  };
  return (
    <Button size={size} variant="default" loading={isMaking} onClick={() => void save()}>
      {label}
    </Button>
  );
}
