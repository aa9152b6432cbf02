import { defineStore } from "pinia";
import { ref } from "vue";

/** Whether forecasts take commitments that end to be renewed; lasts until the app closes. */
export const useRenewalStore = defineStore("renewal", () => {
  const isAssumed = ref(true);
  return { isAssumed };
});
