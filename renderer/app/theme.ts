import { watchEffect } from "vue";
import type { Theme } from "../stores/preferences.ts";

/** Keeps the page's theme in step with the preference and, where it says so, with the system. */
export function applyTheme(preferences: { readonly theme: Theme }): void {
  const system = window.matchMedia("(prefers-color-scheme: dark)");
  const apply = (): void => {
    const isDark = preferences.theme === "dark" || (preferences.theme === "system" && system.matches);
    document.documentElement.classList.toggle("dark", isDark);
    document.documentElement.classList.toggle("light", !isDark);
  };
  watchEffect(apply);
  system.addEventListener("change", apply);
}
