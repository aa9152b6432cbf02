/** Things of one kind kept with the fake workspace, last saved first. */
export function keptItems<T extends { readonly id: string }>(first: readonly T[] = []) {
  let items = first;
  return {
    list: (): readonly T[] => items,
    save: (item: T): void => {
      items = [item, ...items.filter(({ id }) => id !== item.id)];
    },
    remove: (id: string): void => {
      items = items.filter((item) => item.id !== id);
    },
    place: (item: T, at: number): void => {
      items = items.filter(({ id }) => id !== item.id).toSpliced(at, 0, item);
    },
  };
}
