import { defineStore } from "pinia";
import { computed, ref } from "vue";
import type { JobId, JobSnapshot } from "#core/job/job.ts";

/** The jobs as the engine last told them; the page only mirrors. */
export const useJobsStore = defineStore("jobs", () => {
  const held = ref<readonly JobSnapshot[]>([]);
  const dismissed = ref<ReadonlySet<JobId>>(new Set());
  /** Counts the engines listened to; a new one has jobs of its own. */
  const generation = ref(0);

  const all = computed(() => held.value.filter((job) => !dismissed.value.has(job.id) && !isQuiet(job)));
  const active = computed(() => all.value.filter(isActive));
  /** Somebody waits for these, and leaving the workspace stops them. */
  const wanted = computed(() => active.value.filter(({ job }) => job !== "prepare" && job !== "findings"));
  const finished = computed(() => all.value.filter((job) => !isActive(job)));

  return { all, active, wanted, finished, generation, put, dismiss, dismissAll, listenAnew };

  /** Takes a snapshot; true when it ended a job that was not known to have ended. */
  function put(snapshot: JobSnapshot): boolean {
    const before = held.value.find((job) => job.id === snapshot.id);
    held.value = before
      ? held.value.map((job) => (job.id === snapshot.id ? snapshot : job))
      : [snapshot, ...held.value];
    return !isActive(snapshot) && (before === undefined || isActive(before));
  }

  function dismiss(id: JobId): void {
    dismissed.value = new Set([...dismissed.value, id]);
  }

  /** Puts away what is known so far: it belongs to another workspace. */
  function dismissAll(): void {
    dismissed.value = new Set([...dismissed.value, ...held.value.map(({ id }) => id)]);
  }

  /** Forgets all jobs: their engine has ended. */
  function listenAnew(): void {
    held.value = [];
    generation.value += 1;
  }
});

function isActive(job: JobSnapshot): boolean {
  return job.state.kind === "queued" || job.state.kind === "running";
}

/** Nobody asked for it, so that its end is no news. */
function isQuiet({ job, state }: JobSnapshot): boolean {
  return job === "prepare" && (state.kind === "succeeded" || state.kind === "cancelled");
}
