import { useToast } from "@nuxt/ui/composables";
import { copyText } from "./copy-text.ts";

/** Copies text and says so. */
export function useCopy(): (text: string, what: string) => Promise<void> {
  const toast = useToast();
  return async (text, what) => {
    const isCopied = await copyText(text);
    toast.add(
      isCopied
        ? { title: `Copied ${what}`, icon: "i-lucide-clipboard-check", duration: 2_000 }
        : { title: "The clipboard is not available", color: "error" },
    );
  };
}
