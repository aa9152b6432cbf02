/** How many cases a run has: the usual number, or what the environment says for a longer run. */
export function figure(name: string, usual: number): number {
  const given = Number(process.env[name]);
  return Number.isInteger(given) && given > 0 ? given : usual;
}

/** What random cases are drawn from; the same seed draws the same cases. */
export function seed(): number {
  return figure("FAULT_SEED", 20_260_101);
}

/** Cases that are drawn from one seed. */
export type Batch = { readonly seed: number; readonly cases: number };

/**
 * So many cases in tests of `each` or fewer, so that a run of hours tells how far it is and where it failed. Each batch has a seed
 * of its own, that of the first being `seed()`: `FAULT_SEED` of the batch that failed brings back the same cases alone.
 */
export function batches(cases: number, each: number): readonly Batch[] {
  return Array.from({ length: Math.ceil(cases / each) }, (_, at) => ({
    seed: seed() + at,
    cases: Math.min(each, cases - at * each),
  }));
}

/** Does the same work several times at once. */
export async function atOnce(lanes: number, work: () => Promise<void>): Promise<void> {
  await Promise.all(Array.from({ length: lanes }, work));
}
