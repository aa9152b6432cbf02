import { join, literal, raw, sql, type Sql } from "../sql/sql.ts";

/** Families of x86 instances and the Graviton family of the same shape. */
const SUCCESSORS: Readonly<Record<string, readonly string[]>> = {
  m7g: ["m4", "m5", "m5d", "m5n", "m5dn", "m6i", "m6id", "m6in", "m7i", "m5a", "m5ad", "m6a", "m7a"],
  c7g: ["c4", "c5", "c5d", "c5n", "c6i", "c6id", "c6in", "c7i", "c5a", "c5ad", "c6a", "c7a"],
  r7g: ["r4", "r5", "r5d", "r5n", "r5b", "r6i", "r6id", "r6in", "r7i", "r5a", "r5ad", "r6a", "r7a"],
  t4g: ["t2", "t3", "t3a"],
  i4g: ["i3", "i3en", "i4i"],
  x2gd: ["x1", "x1e", "x2idn", "x2iedn"],
};

/** As AWS lists them: still sold, at the price and speed of their time. */
const PREVIOUS_GENERATION =
  "a1 c1 c3 c4 cc2 cg1 cr1 d2 g2 g3 g3s h1 hi1 hs1 i2 m1 m2 m3 m4 p2 p3 p3dn r3 r4 t1".split(" ");

/** AMD families end in `a`, with local disks in `ad`. */
const AMD = "^[a-z]+[0-9]+ad?$";

/** Family of an EC2 instance: `m6i`. */
export const EC2_FAMILY = raw("split_part(coalesce(instance_type, split_part(usage_type, ':', 2)), '.', 1)");

/** Family of a managed instance or node: `db.r6i.xlarge`, `cache.m5.large`, `m5.large.search`. */
export const MANAGED_FAMILY = raw(
  "regexp_extract(coalesce(instance_type, split_part(usage_type, ':', 2)), '^(?:db[.]|cache[.])?([a-z0-9-]+)[.]', 1)",
);

export function isX86(family: Sql): Sql {
  return sql`${family} IN (${names(Object.values(SUCCESSORS).flat())})`;
}

export function isAmd(family: Sql): Sql {
  return sql`regexp_matches(${family}, ${literal(AMD)})`;
}

export function isPreviousGeneration(family: Sql): Sql {
  return sql`${family} IN (${names(PREVIOUS_GENERATION)})`;
}

/** The Graviton instance of the same size: `m7g.large` of `m6i.large`. */
export function gravitonOf(family: Sql, instanceType: Sql): Sql {
  const cases = Object.entries(SUCCESSORS).map(
    ([to, from]) => sql`WHEN ${family} IN (${names(from)}) THEN ${literal(to)}`,
  );
  return sql`CASE ${join(cases, " ")} END || '.' || split_part(${instanceType}, '.', 2)`;
}

/** Instances of Linux and its kin. AWS gives Windows operations of their own (`RunInstances:0002`, with SQL Server `0006`, `0102`, `0202`, own licence `0800`). */
export const IS_NO_WINDOWS = raw(
  "coalesce(operation LIKE 'RunInstances%', false) AND NOT regexp_matches(coalesce(operation, ''), ':(0002|0006|0102|0202|0800)$')",
);

/** Hours of an EC2 instance that is no Spot instance. */
export const IS_INSTANCE_HOURS = raw(
  "service = 'AmazonEC2' AND regexp_matches(coalesce(usage_type, ''), '(^|-)(Box|Dedicated|Heavy)Usage:')",
);

function names(list: readonly string[]): Sql {
  return join(list.map(literal));
}
