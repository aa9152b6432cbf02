import type { Decimal } from "../money/decimal.ts";
import type { Sql } from "../sql/sql.ts";
import type { FindingTables } from "./tables.ts";

/** A: exact from the bill. B: a published ratio, editable. C: a heuristic that someone has to review. */
export const CONFIDENCES = ["A", "B", "C"] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/**
 * Order in which savings are taken from a cost, each on what the stages before have left: delete what is idle, schedule,
 * modernise, commit. `review` comes last: there is no formula for what can be saved, only how much is at stake.
 */
export const STAGES = ["idle", "schedule", "modernise", "commit", "review"] as const;
export type Stage = (typeof STAGES)[number];

/**
 * What a rule reads: dimensions and metrics of the one model, tags of resources, which commitment a line item belongs to, and when
 * commitments end.
 */
export const FINDING_NEEDS = [
  "resourceId",
  "usageType",
  "operation",
  "lineItemType",
  "billingEntity",
  "usageAmount",
  "amortized",
  "tags",
  "commitments",
  "commitmentEnds",
] as const;
export type FindingNeed = (typeof FINDING_NEEDS)[number];

/** A number of the savings formula that people may set. */
export type Assumption = {
  readonly id: string;
  readonly label: string;
  /** Of `share`s: 0.2 is 20 %. */
  readonly value: Decimal;
  readonly unit: "share" | "hours" | "money" | "factor" | "amount";
};

/** A set value; those that are not set are as published. */
export type SetAssumption = { readonly finding: string; readonly id: string; readonly value: Decimal };

/** The named sums of one item, scaled like all exact amounts. A sum that is not there is zero. */
export type Measures = (name: string) => bigint;
/** Values of the rule's assumptions, scaled likewise. */
export type Given = (id: string) => bigint;

/** One way to find waste, and everything that is told about it. */
export type FindingRule = {
  /** Also its place in the addresses of the app. */
  readonly id: string;
  /** Expected money times certainty, 1 for the most. */
  readonly rank: number;
  readonly title: string;
  readonly confidence: Confidence;
  readonly stage: Stage;
  /** Without these a bill says nothing about it, which is not the same as nothing found. */
  readonly needs: readonly FindingNeed[];
  /** Months before the period that must be held as well. */
  readonly monthsBefore?: number;
  readonly assumptions: readonly Assumption[];
  readonly why: string;
  /** The savings of one item in words and signs. */
  readonly formula: string;
  readonly fix: { readonly console: string; readonly cli: string };
  readonly source: string;
  /** Of a rule about commitments: AWS's types of the line items that its things are. */
  readonly lineItemTypes?: readonly string[];
  /** What the cost of a thing is, where it may be another amount than what was charged for it. */
  readonly atStake?: string;
  /**
   * Rows `month, key, facts` and any further sums by name: one row per thing that could be changed. `facts` are the ids of the
   * costs it is made of; `cost` is their sum and `stake`, if the row has one, what is told in its place. Without facts (`NULL`) the
   * row is about a commitment, the ARN in `key`, and brings `cost, line_items, account, service, region` of its own.
   */
  readonly items: (tables: FindingTables, given: Given) => Sql;
  /** Savings of one item; null where the bill cannot tell them and only the cost at stake is known. */
  readonly saving: (measure: Measures, given: Given) => bigint | null;
};
