import { defineStore } from "pinia";
import { computed, ref } from "vue";
import type { HostClient } from "../backend/backend.ts";
import { useBackend } from "../backend/use-backend.ts";

export type Preferences = Awaited<ReturnType<HostClient["preferences"]["get"]>>;
export type Theme = Preferences["theme"];

/** How the user wants the app to look and write; kept by the host. */
export const usePreferencesStore = defineStore("preferences", () => {
  const { host } = useBackend();
  const held = ref<Preferences>({
    theme: "system",
    onboardingDone: false,
    locale: null,
    railCollapsed: false,
    refresh: "daily",
    updates: "off",
    updatesAskedOn: null,
  });

  const theme = computed(() => held.value.theme);
  const locale = computed(() => held.value.locale);
  const isOnboardingDone = computed(() => held.value.onboardingDone);
  const isRailCollapsed = computed(() => held.value.railCollapsed);
  const refresh = computed(() => held.value.refresh);
  const updates = computed(() => held.value.updates);
  const updatesAskedOn = computed(() => held.value.updatesAskedOn);

  return {
    theme,
    locale,
    isOnboardingDone,
    isRailCollapsed,
    refresh,
    updates,
    updatesAskedOn,
    load,
    change,
    take,
  };

  async function load(): Promise<void> {
    held.value = await host.preferences.get();
  }

  /** Shows the change at once; the host's answer is the truth. */
  async function change(patch: Partial<Preferences>): Promise<void> {
    held.value = { ...held.value, ...patch };
    held.value = await host.preferences.set(held.value);
  }

  /** Takes preferences that were changed elsewhere (the application menu). */
  function take(preferences: Preferences): void {
    held.value = preferences;
  }
});
