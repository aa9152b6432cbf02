import { procedure } from "./schema/common.ts";
import { organizationAnswer, organizationQuery } from "./schema/organization.ts";

/** Payers, organizational units and linked accounts with what they cost. */
export const organizationProcedures = {
  query: procedure.input(organizationQuery).output(organizationAnswer),
};
