import { computed, ref, watch, type ComputedRef } from "vue";
import type { CandidateFile, DeliveryCandidate, ImportProposal } from "#core/ingest/import-report.ts";

type Choice = "all" | "some" | "none";

/** Which files of a proposal are taken. Deliveries that would change nothing are left out to begin with. */
export function useSelection(proposal: () => ImportProposal | null): {
  readonly leaveOut: ComputedRef<readonly string[]>;
  readonly taken: ComputedRef<{
    readonly deliveries: number;
    readonly files: number;
    readonly sizeBytes: number;
  }>;
  readonly choiceOf: (candidate: DeliveryCandidate) => Choice;
  readonly isTaken: (file: CandidateFile) => boolean;
  readonly setFile: (file: CandidateFile, isTaken: boolean) => void;
  readonly setCandidate: (candidate: DeliveryCandidate, isTaken: boolean) => void;
} {
  const left = ref<ReadonlySet<string>>(new Set());
  watch(proposal, (now) => (left.value = new Set(now?.candidates.filter(isIdle).flatMap(pathsOf))), {
    immediate: true,
  });
  const leaveOut = computed(() => [...left.value]);
  const taken = computed(() => {
    const candidates = proposal()?.candidates ?? [];
    const files = candidates.flatMap((candidate) => candidate.files).filter(isTaken);
    return {
      deliveries: candidates.filter((candidate) => choiceOf(candidate) !== "none").length,
      files: files.length,
      sizeBytes: files.reduce((sum, file) => sum + file.sizeBytes, 0),
    };
  });
  return { leaveOut, taken, choiceOf, isTaken, setFile, setCandidate };

  function isTaken(file: CandidateFile): boolean {
    return !left.value.has(file.path);
  }

  function choiceOf({ files }: DeliveryCandidate): Choice {
    const count = files.filter(isTaken).length;
    if (count === 0) return "none";
    return count === files.length ? "all" : "some";
  }

  function setFile({ path }: CandidateFile, take: boolean): void {
    setPaths([path], take);
  }

  function setCandidate(candidate: DeliveryCandidate, take: boolean): void {
    setPaths(pathsOf(candidate), take);
  }

  function setPaths(paths: readonly string[], take: boolean): void {
    const next = new Set(left.value);
    for (const path of paths) {
      if (take) next.delete(path);
      else next.add(path);
    }
    left.value = next;
  }
}

function isIdle({ state }: DeliveryCandidate): boolean {
  return state === "unchanged" || state === "superseded";
}

function pathsOf({ files }: DeliveryCandidate): readonly string[] {
  return files.map(({ path }) => path);
}
