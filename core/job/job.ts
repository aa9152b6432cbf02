import type { Failure } from "../result/failure.ts";

export type JobId = string;

export const PHASES = [
  "inspecting",
  "generating",
  "verifying",
  "reading",
  "checking",
  "publishing",
  "redacting",
  "exporting",
  "finding",
  "preparing",
] as const;
export type Phase = (typeof PHASES)[number];

/** Where a job is. `fraction` (0..1) is over the whole job; `remainingMs` is an estimate, null while unknown. */
export type Progress = {
  readonly phase: Phase;
  readonly fraction: number | null;
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly rows: number;
  readonly remainingMs: number | null;
  /** What is being worked on, e.g. a file name. */
  readonly subject: string | null;
};

export const JOB_KINDS = [
  "import",
  "sync",
  "sample",
  "export",
  "findings",
  "importWorkspace",
  "prepare",
  "repair",
] as const;

/** `prepare` makes the sums that screens would else make at their first look. */
export type JobKind = (typeof JOB_KINDS)[number];

/** True for jobs after which questions have other answers. */
export function changesData(job: JobKind): boolean {
  return job === "import" || job === "sync" || job === "sample" || job === "repair";
}

/** State of a job; `succeeded`, `failed` and `cancelled` are final. */
export type JobState<Result = unknown> =
  | { readonly kind: "queued" }
  | { readonly kind: "running"; readonly progress: Progress }
  | { readonly kind: "succeeded"; readonly result: Result }
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "cancelled" };

export type JobSnapshot = {
  readonly id: JobId;
  readonly job: JobKind;
  readonly title: string;
  readonly startedAt: string;
  readonly state: JobState;
};
