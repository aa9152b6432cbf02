import { writingTo } from "../files/disk-full.ts";
import { writeSample, type SampleProgress, type WriteSampleRequest } from "./write-sample.ts";

/** What a workspace's sample is made from: all plain data, so that it can be asked for across threads. */
export type SampleRequest = Pick<WriteSampleRequest, "directory" | "world" | "months" | "format">;

export type SampleListener = {
  readonly onProgress: (progress: SampleProgress) => void;
  /** A month lies on the disk as a whole, with these data files and manifests. */
  readonly onMonth: (paths: readonly string[]) => void;
};

/** Writes the sample somewhere: in this thread or in another one. */
export type SampleWriter = (
  request: SampleRequest,
  listener: SampleListener,
  signal: AbortSignal,
) => Promise<void>;

/** Writes in this thread: simple, and in the way of everything else that it does. */
export const writeSampleHere: SampleWriter = async (request, listener, signal) => {
  await writingTo(request.directory, () => writeSample({ ...request, ...listener, signal }));
};
