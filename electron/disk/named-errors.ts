import { createWriteStream, type WriteStream } from "node:fs";
import { writeFile } from "node:fs/promises";

/** Work on a file that is open already: Node names no file in its errors, so that they are said to be of this one. */
export async function naming<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    name(error, path);
    throw error;
  }
}

/** As Node's `writeFile`, with the file named in its errors. */
export function writeText(
  path: string,
  text: string,
  options: { readonly mode?: number } = {},
): Promise<void> {
  return naming(path, () => writeFile(path, text, options));
}

/** As Node's `createWriteStream`, with the file named in its errors. */
export function writeStream(
  path: string,
  options: Parameters<typeof createWriteStream>[1] = {},
): WriteStream {
  const stream = createWriteStream(path, options);
  stream.once("error", (error) => name(error, path));
  return stream;
}

function name(error: unknown, path: string): void {
  if (error instanceof Error && "syscall" in error && !("path" in error)) Object.assign(error, { path });
}
