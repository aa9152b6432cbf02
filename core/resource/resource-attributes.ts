/** A part of a resource's cost with the values it has in some dimensions. */
export type AttributePart = {
  readonly values: readonly (string | null)[];
  /** Scaled amount; null where it is not known. */
  readonly amount: bigint | null;
};

export type LeadingValue = { readonly value: string | null; readonly others: number };

/**
 * Per dimension the value with the largest amount, and how many others there are. A value goes before none, whatever it
 * costs: an instance stays an instance though its data transfer costs more.
 */
export function leadingValues(parts: readonly AttributePart[], dimensions: number): readonly LeadingValue[] {
  return Array.from({ length: dimensions }, (_, at) => {
    const sums = new Map<string, bigint>();
    for (const { values, amount } of parts) {
      const value = values[at] ?? null;
      if (value !== null) sums.set(value, (sums.get(value) ?? 0n) + (amount ?? 0n));
    }
    const [first = null] = [...sums].toSorted(([a, x], [b, y]) =>
      x === y ? (a < b ? -1 : 1) : x > y ? -1 : 1,
    );
    return { value: first === null ? null : first[0], others: Math.max(0, sums.size - 1) };
  });
}
