import type { Translation } from "#core/workspace/redaction/pseudonym.ts";
import type { Redaction } from "#core/workspace/redaction/redaction.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";

/** Examples of what a redacted copy makes of the open workspace; nothing hidden asks nothing. */
export function useRedactionPreview(
  hidden: () => readonly Redaction[],
): EngineAnswer<readonly Translation[]> {
  return useEngineQuestion({
    question: () => (hidden().length > 0 ? hidden() : null),
    key: (asked) => ["redactionPreview", asked],
    ask: (engine, asked, signal) => engine.workspaceFile.preview({ hidden: asked }, { signal }),
  });
}

/** Key files of redacted copies. */
export function useRedactionKeys(): {
  /** Asks for a key file; null when the user thought better of it. */
  readonly choose: () => Promise<string | null>;
  /** What the pseudonyms in a text stand for. */
  readonly translate: (keyPath: string, text: string) => Promise<readonly Translation[]>;
} {
  const { host, engine } = useBackend();
  return {
    choose: () => host.handOver.chooseKey(),
    translate: (keyPath, text) => engine.workspaceFile.translate({ keyPath, text }),
  };
}
