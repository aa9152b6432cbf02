/** The wanted name, or the first of `name (2)`, `name (3)` ... that no workspace has; both are kept. */
export function freeName(wanted: string, taken: readonly string[]): string {
  const known = new Set(taken.map(comparableName));
  for (let copy = 1; ; copy += 1) {
    const name = copy === 1 ? wanted : `${wanted} (${copy})`;
    if (!known.has(comparableName(name))) return name;
  }
}

/** Names that differ in case or in the form of their letters only are one name. */
export function comparableName(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}
