import { resourceFacet } from "../resource/facet.ts";
import { resourcePage } from "../resource/page.ts";
import { resourceTagHistory, resourceTags } from "../resource/tags.ts";
import type { Parts } from "./parts.ts";

export function resourceHandlers({ contract: { resources }, session }: Parts) {
  return resources.router({
    page: resources.page.handler(({ input, signal }) => resourcePage(session.current(), input, signal)),
    facet: resources.facet.handler(({ input, signal }) => resourceFacet(session.current(), input, signal)),
    tags: resources.tags.handler(({ input, signal }) =>
      resourceTags(session.current(), input.resources, signal),
    ),
    tagHistory: resources.tagHistory.handler(({ input, signal }) =>
      resourceTagHistory(session.current(), input.resourceId, signal),
    ),
  });
}
