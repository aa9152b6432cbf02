import { fail } from "#core/result/failure.ts";

/** Does work that writes below `path`; where it finds no room, that is the failure. */
export async function writingTo<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOSPC") fail("disk.full", { path });
    throw error;
  }
}
