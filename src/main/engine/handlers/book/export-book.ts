import { basename } from "node:path";
import { contract } from "../../../../shared/contract/index.ts";
import { writeRecords } from "../../../storage/book/write-records.ts";
import type { HandlersOf } from "../../handler.ts";
import { writeExport } from "../exports/write-table.ts";

export const exportBookHandlers: HandlersOf<"book.export"> = {
  "book.export": (context, { toPath }) => {
    const { bookPath } = context.read(({ book }) => ({ bookPath: book.place }));
    const { right } = contract["book.export"];
    const target = { name: basename(bookPath), extension: "jsonl", toPath, right };
    return writeExport(context, target, function* ({ book }, file, progress) {
      let recordCount = 0;
      for (const { bytes, done, total } of writeRecords(book)) {
        file.write(bytes);
        recordCount = done;
        yield progress(done, total, "records");
      }
      return recordCount;
    });
  },
};
