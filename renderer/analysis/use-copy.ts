import { useToast } from "@nuxt/ui/composables";
import { copyText } from "./copy-text.ts";

/** Copies text, with HTML beside it where there is some, and says so. */
export function useCopy(): (text: string, what: string, html?: string) => Promise<void> {
  const toast = useToast();
  return async (text, what, html) => {
    const isCopied = await copyText(text, html);
    toast.add(
      isCopied
        ? { title: `Copied ${what}`, icon: "i-lucide-clipboard-check", duration: 2_000 }
        : { title: "The clipboard is not available", color: "error" },
    );
  };
}
