import { queryOrganization } from "../organization/query-organization.ts";
import type { Parts } from "./parts.ts";

export function organizationHandlers({ contract: { organization }, session }: Parts) {
  return organization.router({
    query: organization.query.handler(({ input, signal }) =>
      queryOrganization(session.current(), input, signal),
    ),
  });
}
