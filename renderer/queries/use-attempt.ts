import { useToast } from "@nuxt/ui/composables";
import { failureOf } from "../backend/failure-of.ts";
import { problemOf } from "../format/failure.ts";

/** Does something that may fail in an expected way and says so when it does; true when it went well. */
export function useAttempt(): (work: () => Promise<unknown>) => Promise<boolean> {
  const toast = useToast();
  return async (work) => {
    try {
      await work();
      return true;
    } catch (error) {
      const { title, advice } = problemOf(failureOf(error));
      toast.add({ title, description: advice, color: "error", icon: "i-lucide-circle-alert" });
      return false;
    }
  };
}
