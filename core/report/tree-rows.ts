/** What a tree that is shown as a table is made of: every parent before its children. */
export type TreeItem = { readonly id: string; readonly parentId: string | null };

/** A row of the table; `level`, `place` and `siblings` count from 1. */
export type TreeRow<T extends TreeItem> = {
  readonly item: T;
  readonly level: number;
  readonly place: number;
  readonly siblings: number;
  /** Null for a leaf. */
  readonly isOpen: boolean | null;
};

type Arrangement<T extends TreeItem> = {
  /** Ids of rows whose children are not shown. */
  readonly closed: ReadonlySet<string>;
  /** Rows to look for; their parents stay in sight, and nothing is closed meanwhile. */
  readonly matches?: ((item: T) => boolean) | null;
  /** Order of siblings; without it they stay as given. */
  readonly compare?: ((a: T, b: T) => number) | null;
};

/** The rows that are in sight, in order. */
export function treeRows<T extends TreeItem>(
  items: readonly T[],
  { closed, matches = null, compare = null }: Arrangement<T>,
): readonly TreeRow<T>[] {
  const wanted = matches === null ? null : withParents(items, matches);
  const children = new Map<string | null, T[]>();
  for (const item of items) {
    if (wanted !== null && !wanted.has(item.id)) continue;
    const siblings = children.get(item.parentId);
    if (siblings === undefined) children.set(item.parentId, [item]);
    else siblings.push(item);
  }
  const rows: TreeRow<T>[] = [];
  const visit = (parentId: string | null, level: number): void => {
    const siblings = children.get(parentId) ?? [];
    const ordered = compare === null ? siblings : siblings.toSorted(compare);
    for (const [at, item] of ordered.entries()) {
      const isLeaf = !children.has(item.id);
      const isOpen = wanted !== null || !closed.has(item.id);
      rows.push({ item, level, place: at + 1, siblings: ordered.length, isOpen: isLeaf ? null : isOpen });
      if (!isLeaf && isOpen) visit(item.id, level + 1);
    }
  };
  visit(null, 1);
  return rows;
}

/** Ids of all rows that have children. */
export function branchesOf(items: readonly TreeItem[]): ReadonlySet<string> {
  return new Set(items.flatMap(({ parentId }) => (parentId === null ? [] : [parentId])));
}

/** What is found, with all above it and all below it. */
function withParents<T extends TreeItem>(
  items: readonly T[],
  matches: (item: T) => boolean,
): ReadonlySet<string> {
  const byId = new Map(items.map((item) => [item.id, item]));
  const wanted = new Set<string>();
  const found = new Set<string>();
  for (const item of items) {
    const isBelow = item.parentId !== null && found.has(item.parentId);
    if (!isBelow && !matches(item)) continue;
    found.add(item.id);
    for (let one: T | undefined = item; one !== undefined; one = byId.get(one.parentId ?? ""))
      wanted.add(one.id);
  }
  return wanted;
}
