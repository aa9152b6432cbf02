import { defineStore } from "pinia";
import { ref } from "vue";

/** Questions of which the user knows what they may cost in AWS, and wants them asked all the same. */
export const useInPlaceStore = defineStore("inPlace", () => {
  const agreed = ref<ReadonlySet<string>>(new Set());

  return { hasConsent, agree };

  function hasConsent(question: string): boolean {
    return agreed.value.has(question);
  }

  function agree(questions: readonly string[]): void {
    agreed.value = new Set([...agreed.value, ...questions]);
  }
});
