import { nothing, procedure } from "./schema/common.ts";
import { availableUpdate, updateSource } from "./schema/update.ts";

/** Updates of the app: each step is asked for by the user, and none is taken while updates are off. */
export const updateProcedures = {
  source: procedure.output(updateSource),
  /** The newest version; null when this is it. */
  look: procedure.output(availableUpdate.nullable()),
  /** Fetches what was found and holds it against what was signed. */
  download: procedure.output(nothing),
  /** Quits, installs what was fetched and starts it. */
  install: procedure.output(nothing),
};
