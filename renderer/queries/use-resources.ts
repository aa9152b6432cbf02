import { computed, type ComputedRef } from "vue";
import { periodOf } from "#core/time/period.ts";
import type {
  Resource,
  ResourceFacet,
  ResourceFacetId,
  ResourcePage,
  ResourceQuery,
  ResourceTag,
  TagHistory,
} from "#core/resource/resource-query.ts";
import type { EngineClient } from "../backend/backend.ts";
import { useBackend } from "../backend/use-backend.ts";
import { useEngineQuestion, type EngineAnswer } from "./use-engine-query.ts";
import { pageKey, usePages, type Pages } from "./use-pages.ts";

export const RESOURCE_PAGE_ROWS = 100;
const LIST = "resources";
const FACET_VALUES = 100;
const READ_AT_ONCE = 1_000;

/** A question about resources without the page. */
export type ResourceQuestion = Omit<ResourceQuery, "offset" | "limit">;

/** A resource with its tags; null while they are on their way. */
export type TaggedRow = { readonly resource: Resource; readonly tags: readonly ResourceTag[] | null };

/** The first page: what it knows of the whole heads the screen. */
export function useFirstResources(question: () => ResourceQuestion | null): EngineAnswer<ResourcePage> {
  return useEngineQuestion({
    question,
    key: (asked) => pageKey(LIST, asked, 0),
    ask: (engine, asked, signal) => engine.resources.page(pageOf(asked, 0), { signal }),
  });
}

/** Resources all at once, as many as the question takes; `null` asks nothing. */
export function useChosenResources(query: () => ResourceQuery | null): EngineAnswer<ResourcePage> {
  return useEngineQuestion({
    question: query,
    key: (asked) => ["chosenResources", asked],
    ask: (engine, asked, signal) => engine.resources.page(asked, { signal }),
  });
}

/** The resources in sight and their neighbours with their tags, fetched as one scrolls. */
export function useResourcePages(
  question: () => ResourceQuestion | null,
  pages: () => readonly number[],
): Omit<Pages<ResourcePage>, "pageAt"> & {
  /** The row at a place of the whole list; undefined while its page is on its way. */
  readonly rowAt: (index: number) => TaggedRow | undefined;
} {
  const { pageAt, ...held } = usePages({
    name: LIST,
    question,
    pages,
    ask: (engine, wanted: ResourceQuestion, page, signal) =>
      engine.resources.page(pageOf(wanted, page), { signal }),
  });
  // Tags are only in the line items: the list does not wait for them.
  const tagged = usePages({
    name: "resourceTags",
    question,
    pages: () => pages().filter((page) => (pageAt(page)?.rows.length ?? 0) > 0),
    ask: (engine, _: ResourceQuestion, page, signal) => tagsOf(engine, pageAt(page)?.rows ?? [], signal),
  });
  return {
    ...held,
    rowAt: (index) => {
      const page = Math.floor(index / RESOURCE_PAGE_ROWS);
      const resource = pageAt(page)?.rows[index % RESOURCE_PAGE_ROWS];
      if (resource === undefined) return undefined;
      const tags = tagged.pageAt(page);
      return { resource, tags: tags === undefined ? null : (tags.get(resource.resourceId) ?? []) };
    },
  };
}

type ResourceSearch = Pick<ResourceQuery, "range" | "search" | "currency" | "limit">;

/** The costliest resources that are found by a text; null asks nothing. */
export function useFoundResources(search: () => ResourceSearch | null): {
  readonly found: ComputedRef<readonly Resource[]>;
  readonly isAsking: ComputedRef<boolean>;
} {
  const { value, state } = useEngineQuestion({
    question: search,
    key: (wanted) => ["foundResources", wanted],
    ask: async (engine, wanted, signal) => {
      const rest = { metric: "unblended", before: null, filters: [], state: null, offset: 0 } as const;
      const sort = { by: "cost", descending: true } as const;
      const page = await engine.resources.page({ ...wanted, ...rest, sort }, { signal });
      return { for: wanted.search, rows: page.rows };
    },
  });
  const isAnswered = computed(() => value.value !== null && value.value.for === search()?.search);
  return {
    // The former answer stays while the next one is on its way, and would be wrong here.
    found: computed(() => (isAnswered.value ? (value.value?.rows ?? []) : [])),
    isAsking: computed(() => search() !== null && !isAnswered.value && state.value.kind !== "failed"),
  };
}

/** Values of one dimension with the number of their resources. */
export function useResourceFacet(
  question: () => ResourceQuestion | null,
  dimension: ResourceFacetId,
): EngineAnswer<ResourceFacet> {
  return useEngineQuestion({
    question,
    key: (asked) => ["resourceFacet", dimension, selectionOf(asked)],
    ask: (engine, asked, signal) => {
      const { sort: _, byMonth: __, ...selection } = asked;
      return engine.resources.facet({ ...selection, dimension, limit: FACET_VALUES }, { signal });
    },
  });
}

type AboutResource = Pick<ResourceQuestion, "metric" | "range" | "currency"> & { readonly id: string };

/** One resource over a whole range; null where it is not in it. */
export function useResource(
  about: () => AboutResource,
): EngineAnswer<{ readonly resource: Resource | null; readonly currency: string | null }> {
  return useEngineQuestion({
    question: about,
    key: (asked) => ["resource", asked],
    ask: async (engine, { id, metric, range, currency }, signal) => {
      const page = await engine.resources.page(
        {
          metric,
          range,
          currency,
          before: null,
          filters: [{ dimension: "resourceId", mode: "include", values: [id] }],
          search: "",
          state: null,
          sort: { by: "cost", descending: true },
          offset: 0,
          limit: 1,
        },
        { signal },
      );
      return { resource: page.rows[0] ?? null, currency: page.currency };
    },
  });
}

/** How the tags of one resource changed. */
export function useTagHistory(id: () => string): EngineAnswer<readonly TagHistory[]> {
  return useEngineQuestion({
    question: id,
    key: (resourceId) => ["resourceTagHistory", resourceId],
    ask: (engine, resourceId, signal) => engine.resources.tagHistory({ resourceId }, { signal }),
  });
}

/** All rows of a list with their tags. */
export function useReadResources(): (
  question: ResourceQuestion,
) => Promise<{ readonly page: ResourcePage; readonly rows: readonly TaggedRow[] }> {
  const { engine } = useBackend();
  return async (question) => {
    const rows: TaggedRow[] = [];
    for (;;) {
      const page = await engine.resources.page({ ...question, offset: rows.length, limit: READ_AT_ONCE });
      const tags = await tagsOf(engine, page.rows);
      rows.push(...page.rows.map((resource) => ({ resource, tags: tags.get(resource.resourceId) ?? [] })));
      if (page.rows.length === 0 || rows.length >= page.resources) return { page, rows };
    }
  };
}

async function tagsOf(
  engine: EngineClient,
  rows: readonly Resource[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, readonly ResourceTag[]>> {
  if (rows.length === 0) return new Map();
  const resources = rows.map(({ resourceId, lastSeen }) => ({
    resourceId,
    billingPeriod: periodOf(lastSeen),
  }));
  const tagged = await engine.resources.tags({ resources }, signal === undefined ? {} : { signal });
  return new Map(tagged.map(({ resourceId, tags }) => [resourceId, tags]));
}

function pageOf(question: ResourceQuestion, page: number): ResourceQuery {
  return { ...question, offset: page * RESOURCE_PAGE_ROWS, limit: RESOURCE_PAGE_ROWS };
}

function selectionOf(question: ResourceQuestion | null): unknown {
  return question === null ? null : { ...question, sort: null, byMonth: null };
}
