import { computed, type ComputedRef } from "vue";
import { createFormat, type Format } from "../format/format.ts";
import { usePreferencesStore } from "./preferences.ts";

const made = new Map<string, Format>();

/** Formatting in the user's chosen locale, or the system's. */
export function useFormat(): ComputedRef<Format> {
  const preferences = usePreferencesStore();
  return computed(() => formatOf(preferences.locale ?? navigator.language));
}

function formatOf(locale: string): Format {
  const format = made.get(locale) ?? createFormat(locale);
  made.set(locale, format);
  return format;
}
