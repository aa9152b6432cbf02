import { procedure } from "./schema/common.ts";
import { crashLog, notices } from "./schema/about.ts";

/** The app about itself. */
export const aboutProcedures = {
  licences: procedure.output(notices),
  crashes: procedure.output(crashLog),
};
