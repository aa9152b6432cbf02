import { useToast } from "@nuxt/ui/composables";
import { useUndoStore } from "../stores/undo.ts";
import { useAttempt } from "./use-attempt.ts";

export type Undo = {
  readonly undo: () => Promise<void>;
  readonly redo: () => Promise<void>;
  /** Says what the last change was and offers to take it back. */
  readonly tell: (words: string, icon?: string) => void;
  /** Takes back the offer, which would mean another change by now. */
  readonly hush: () => void;
};

/** Taking back changes to what is kept, and the messages that offer it. */
export function useUndo(): Undo {
  const history = useUndoStore();
  const toast = useToast();
  const attempt = useAttempt();

  function hush(): void {
    if (history.notice !== null) toast.remove(history.notice);
    history.notice = null;
  }

  function say(title: string, icon: string, action: { label: string; onClick: () => void } | null): void {
    hush();
    history.notice = toast.add({
      title,
      icon,
      color: "neutral",
      actions: action === null ? [] : [{ ...action, color: "neutral", variant: "outline" }],
    }).id;
  }

  async function undo(): Promise<void> {
    await attempt(async () => {
      const change = await history.undo();
      if (change === null) say("Nothing to undo", "i-lucide-undo-2", null);
      else say(`Undone: ${change.words}`, "i-lucide-undo-2", { label: "Redo", onClick: () => void redo() });
    });
  }

  async function redo(): Promise<void> {
    await attempt(async () => {
      const change = await history.redo();
      if (change === null) say("Nothing to redo", "i-lucide-redo-2", null);
      else tell(`Done again: ${change.words}`, "i-lucide-redo-2");
    });
  }

  function tell(words: string, icon = "i-lucide-check"): void {
    say(words, icon, { label: "Undo", onClick: () => void undo() });
  }

  return { undo, redo, tell, hush };
}
