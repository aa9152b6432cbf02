import { eventIterator } from "@orpc/contract";
import { nothing, procedure } from "./schema/common.ts";
import { availableUpdate, updateProgress, updateSource } from "./schema/update.ts";

/** Updates of the app: each step is asked for by the user, and none is taken while updates are off. */
export const updateProcedures = {
  source: procedure.output(updateSource),
  /** The newest version; null when this is it. */
  look: procedure.output(availableUpdate.nullable()),
  /**
   * Fetches what was found and holds it against what was signed; ends when it is there. Who leaves before has cancelled it, and what
   * has arrived is kept for the next time.
   */
  download: procedure.output(eventIterator(updateProgress)),
  /** Quits, installs what was fetched and starts it. */
  install: procedure.output(nothing),
};
