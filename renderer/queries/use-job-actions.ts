import { useBackend } from "../backend/use-backend.ts";

/** What a user can do about a job. */
export function useJobActions(): {
  readonly cancel: (id: string) => Promise<void>;
  readonly reveal: (path: string) => Promise<void>;
} {
  const { engine, host } = useBackend();
  return {
    cancel: (id) => engine.jobs.cancel({ id }),
    reveal: (path) => host.dialogs.reveal({ path }),
  };
}
