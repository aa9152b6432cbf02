import { extname } from "node:path";
import type { Dialogs } from "./dialogs.ts";

/** Asks where a file of this name goes; null when the user thought better of it. */
export async function placeFor(
  dialogs: Pick<Dialogs, "saveFile">,
  name: string,
  ending: string,
): Promise<string | null> {
  const chosen = await dialogs.saveFile(`${fileNameOf(name)}.${ending}`);
  return chosen === null || extname(chosen) !== "" ? chosen : `${chosen}.${ending}`;
}

/** A name as a file name of any system. */
function fileNameOf(name: string): string {
  const plain = name.replaceAll(/[^\p{L}\p{N} ._()-]+/gu, "-").replaceAll(/^[ .-]+|[ .-]+$/g, "");
  return plain === "" ? "workspace" : plain;
}
