/** Names that people would not guess from the collection's own. */
const WORDS: Readonly<Record<string, string>> = {
  tagProfiles: "virtual tags",
  sqlQueries: "saved queries",
  sqlHistory: "queries of the history",
  views: "saved views",
  budgetNotices: "budget notices",
};

/** What a collection of things kept with a workspace holds, in words: `allocationModels` are "allocation models". */
export function collectionWords(name: string, items: number): string {
  const many = WORDS[name] ?? name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  if (items !== 1) return many;
  return many.endsWith("ies")
    ? `${many.slice(0, -3)}y`
    : many.replace(/s$/, "").replace("queries ", "query ");
}
