import { useRouter } from "vue-router";
import { useAttempt } from "./use-attempt.ts";
import { useFirstWorkspace } from "./use-first-workspace.ts";

/** The way into the wizard; makes a workspace first where none is open. */
export function useIntegrateAccount(): () => Promise<boolean> {
  const router = useRouter();
  const makeWorkspace = useFirstWorkspace();
  const attempt = useAttempt();
  return () =>
    attempt(async () => {
      await makeWorkspace();
      await router.push({ name: "integrateAccount" });
    });
}
