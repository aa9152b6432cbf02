import { useToast } from "@nuxt/ui/composables";
import { failureOf } from "../backend/failure-of.ts";
import { useBackend } from "../backend/use-backend.ts";
import { problemOf } from "../format/failure.ts";
import type { Problem } from "../ui/async-state.ts";
import { useAttempt } from "./use-attempt.ts";
import { useInvalidateEngine } from "./use-workspace-facts.ts";

/** What a user can do about a cost account; a null id stands for all of them. */
export type AccountActions = {
  readonly check: (id: string | null) => Promise<boolean>;
  readonly sync: (id: string | null) => Promise<boolean>;
  readonly pause: (id: string) => Promise<boolean>;
  readonly resume: (id: string) => Promise<boolean>;
  readonly cancel: (id: string) => Promise<boolean>;
  /** Keeps the account without Site24x7. */
  readonly unlink: (id: string) => Promise<boolean>;
  /** Null when it is gone, else why not. */
  readonly remove: (id: string, withData: boolean) => Promise<Problem | null>;
  /** Lets the user choose a file of `id,name` lines, which may have the organizational units in a third column. */
  readonly importNames: () => Promise<void>;
};

export function useAccountActions(): AccountActions {
  const { host } = useBackend();
  const attempt = useAttempt();
  const toast = useToast();
  const invalidate = useInvalidateEngine();
  return {
    check: (id) => attempt(() => checkAgain(id)),
    sync: (id) => attempt(() => host.accounts.sync({ id })),
    pause: (id) => attempt(() => host.accounts.pause({ id })),
    resume: (id) => attempt(() => host.accounts.resume({ id })),
    cancel: (id) => attempt(() => host.accounts.cancel({ id })),
    unlink: (id) => attempt(() => host.site24x7.unlink({ accountId: id })),
    remove: async (id, withData) => {
      try {
        await host.accounts.remove({ id, withData });
        await invalidate();
        return null;
      } catch (error) {
        return problemOf(failureOf(error));
      }
    },
    importNames: async () => void (await attempt(chooseNames)),
  };

  async function checkAgain(id: string | null): Promise<void> {
    await host.accounts.check({ id });
    const checked = (await host.accounts.list()).filter(({ account }) => id === null || account.id === id);
    const failing = checked.filter(({ status }) => status === "configuration-error").length;
    const [only] = checked;
    if (only === undefined) return;
    const subject = checked.length === 1 ? only.account.displayName : `${checked.length} accounts`;
    toast.add(
      failing === 0
        ? { title: `${subject}: every check is fine`, icon: "i-lucide-circle-check", color: "success" }
        : {
            title:
              checked.length === 1
                ? `${subject} still does not work`
                : `${failing} of ${subject} do not work`,
            icon: "i-lucide-triangle-alert",
            color: "warning",
          },
    );
  }

  async function chooseNames(): Promise<void> {
    const [path] = await host.dialogs.openFiles();
    if (path === undefined) return;
    const { names } = await host.accounts.importNames({ path });
    await invalidate();
    toast.add({
      title: names === 1 ? "1 account name was taken over" : `${names} account names were taken over`,
      description: "Names and units from AWS Organizations, and names from the reports, come before them.",
      icon: "i-lucide-circle-check",
      color: "success",
    });
  }
}
