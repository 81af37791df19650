import { describe, expect, it } from "vitest";
import { readFiles } from "./read-files.ts";

describe("reading chosen files", () => {
  it("keeps the good ones and names the others", async () => {
    const gone = new File(["x"], "gone.csv");
    gone.arrayBuffer = () => Promise.reject(new Error("NotFoundError"));
    const read = await readFiles([
      new File(["name,email\r\nZoë,zoe@example.com\r\n"], "users.csv"),
      new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47])], "photo.csv"),
      gone,
    ]);
    expect(read).toEqual({
      files: [{ name: "users.csv", kind: "users", text: "name,email\r\nZoë,zoe@example.com\r\n" }],
      notText: ["photo.csv"],
      unreadable: ["gone.csv"],
    });
  });
});
