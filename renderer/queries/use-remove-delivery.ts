import { useBackend } from "../backend/use-backend.ts";
import { useInvalidateEngine } from "./use-workspace-facts.ts";

/** Takes one delivery out of the open workspace. */
export function useRemoveDelivery(): (deliveryId: string) => Promise<void> {
  const { engine } = useBackend();
  const invalidate = useInvalidateEngine();
  return async (deliveryId) => {
    await engine.periods.remove({ deliveryId });
    await invalidate();
  };
}
