import type { Commitment } from "../commitment/commitment.ts";

const PROGRAMS: Readonly<Record<string, string>> = {
  Compute: "Compute",
  EC2Instance: "EC2 Instance",
  SageMaker: "SageMaker AI",
  Database: "Database",
};

const SERVICES: Readonly<Record<string, string>> = {
  AmazonEC2: "EC2",
  AmazonRDS: "RDS",
  AmazonElastiCache: "ElastiCache",
  AmazonRedshift: "Redshift",
  AmazonES: "OpenSearch",
  AmazonMemoryDB: "MemoryDB",
  AmazonDynamoDB: "DynamoDB",
};

/** `Compute Savings Plan`, `RDS reservation`. */
export function commitmentName({ kind, program }: Pick<Commitment, "kind" | "program">): string {
  if (kind === "savingsPlan") return `${planTypeName(program)} Savings Plan`.trim();
  return `${program === null ? "" : (SERVICES[program] ?? program)} reservation`.trim();
}

/** Who shares a benefit: `Compute`, `RDS`. */
export function poolName(pool: string): string {
  return SERVICES[pool] ?? pool;
}

export function planTypeName(program: string | null): string {
  return program === null ? "" : (PROGRAMS[program] ?? program);
}
