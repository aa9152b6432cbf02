import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { expect, test } from "vitest";
import { ZipFile } from "yazl";
import { extractZip } from "./zip.ts";

test.skipIf(process.platform !== "linux")(
  "a disk that is full while an archive is unpacked is said to be full, and the archive is not called damaged",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "zip-"));
    const archive = new ZipFile();
    archive.addBuffer(Buffer.from("a,b\n1,2\n"), "bill.csv");
    archive.end();
    const path = join(folder, "bill.zip");
    await writeFile(path, await buffer(archive.outputStream));
    const target = join(folder, "entry-1");
    await symlink("/dev/full", target);
    await expect(extractZip(path, folder, undefined)).rejects.toMatchObject({
      failure: { code: "disk.full", params: { path: target } },
    });
    await rm(folder, { recursive: true });
  },
);
