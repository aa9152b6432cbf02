import { nextTick, watch } from "vue";
import { useBackend } from "../backend/use-backend.ts";

let reported = false;

/** Tells the host once per start that a main screen shows its data: `useRendered("overview", () => state.kind === "ready")`. */
export function useRendered(screen: string, isReady: () => boolean): void {
  const { host } = useBackend();
  watch(
    isReady,
    async (ready) => {
      if (!ready || reported) return;
      reported = true;
      await nextTick();
      // Two frames: the first draws the screen, the second comes after it is on the glass.
      requestAnimationFrame(() => requestAnimationFrame(() => void host.app.rendered({ screen })));
    },
    { immediate: true },
  );
}
