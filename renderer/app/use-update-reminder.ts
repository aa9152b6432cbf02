import { useToast } from "@nuxt/ui/composables";
import { watch } from "vue";
import { useRouter } from "vue-router";
import { useAppFacts } from "../queries/use-app-facts.ts";
import { useUpdateHost } from "../queries/use-updates.ts";
import { usePreferencesStore } from "../stores/preferences.ts";

const WEEK_MS = 7 * 24 * 3_600_000;

/** Asks once a week whether the user wants to look for a newer version; looking itself is another step. */
export function useUpdateReminder(): void {
  const host = useUpdateHost();
  const app = useAppFacts();
  const preferences = usePreferencesStore();
  const router = useRouter();
  const toast = useToast();

  watch(
    () => ({ today: app.value?.today, host: host.value, updates: preferences.updates }),
    ({ today, host: asked, updates }) => {
      if (!today || !asked || updates === "off") return;
      const last = preferences.updatesAskedOn;
      if (last !== null && Math.abs(Date.parse(today) - Date.parse(last)) < WEEK_MS) return;
      void preferences.change({ updatesAskedOn: today });
      toast.add({
        title: "Look for a newer version?",
        description: `Nothing is asked of ${asked} unless you do it in the settings.`,
        icon: "i-lucide-refresh-cw",
        duration: 0,
        actions: [{ label: "Open settings", onClick: () => void router.push({ name: "settings" }) }],
      });
    },
    { immediate: true },
  );
}
