import { z } from "zod";
import { procedure } from "./schema/common.ts";
import {
  resourceFacet,
  resourceFacetQuery,
  resourcePage,
  resourceQuery,
  tagHistory,
  tagHistoryQuery,
  taggedResource,
  tagQuery,
} from "./schema/resource.ts";

/** The resources of the open workspace: what line items name as `line_item_resource_id`. */
export const resourceProcedures = {
  page: procedure.input(resourceQuery).output(resourcePage),
  /** Values of one dimension with the number of their resources. */
  facet: procedure.input(resourceFacetQuery).output(resourceFacet),
  /** Tags of single resources, read from the line items of the period named for each; those without tags are left out. */
  tags: procedure
    .input(z.object({ resources: z.array(tagQuery).min(1).max(1_000).readonly() }))
    .output(z.array(taggedResource).readonly()),
  /** How the tags of one resource changed, over all the data held. */
  tagHistory: procedure.input(tagHistoryQuery).output(z.array(tagHistory).readonly()),
};
