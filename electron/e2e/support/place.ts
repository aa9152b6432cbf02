import type { Session } from "./journey.ts";

/** The system's own dialog is out of a test's reach: this is the user choosing a place. */
export function choosePlace({ app }: Pick<Session, "app">, path: string): Promise<void> {
  return app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}
