import type { Filter } from "../cost/filter/filter.ts";
import type { Decimal } from "../money/decimal.ts";
import type { Failure } from "../result/failure.ts";
import type { BillingPeriod, DateRange } from "../time/period.ts";
import type { FindingNeed, SetAssumption } from "./finding.ts";

/** Which bills are looked through, and with which numbers. Days are widened to whole months, as AWS bills them. */
export type FindingsRequest = {
  readonly range: DateRange;
  /** As in a cost query: `null` takes the only one present and refuses when there are several. */
  readonly currency: string | null;
  readonly assumptions: readonly SetAssumption[];
};

/** What was found, as far as these findings are concerned: those left out take no cost from the others. */
export type FindingsQuery = {
  readonly range: FindingsRequest["range"];
  readonly currency: FindingsRequest["currency"];
  readonly assumptions: FindingsRequest["assumptions"];
  readonly leaveOut: readonly string[];
  /** Of bills that lie in AWS, the look through them; without it the bills of the workspace are meant. */
  readonly run?: string | undefined;
};

/** A finding in one account and service. */
export type FindingPart = {
  readonly account: string | null;
  readonly accountLabel: string | null;
  readonly service: string | null;
  readonly serviceLabel: string | null;
  readonly items: number;
  readonly cost: Decimal;
  readonly charged: Decimal;
  readonly lineItems: number;
  readonly found: Decimal | null;
  readonly kept: Decimal | null;
};

export type FindingMonth = {
  readonly month: BillingPeriod;
  readonly items: number;
  readonly cost: Decimal;
  readonly charged: Decimal;
  readonly lineItems: number;
  readonly found: Decimal | null;
  readonly kept: Decimal | null;
};

/** One rule that has found something. Sums are over the months of the period. */
export type FindingResult = {
  readonly finding: string;
  /** Things found, each counted once however many months it is in. */
  readonly items: number;
  /** Cost of what was found: the most that could be at stake. */
  readonly cost: Decimal;
  /** What its line items were charged, each once. */
  readonly charged: Decimal;
  readonly lineItems: number;
  /** Savings of this finding alone; null where the bill cannot tell them. */
  readonly found: Decimal | null;
  /** Savings that remain once those of earlier stages and larger ones of the same stage are taken. */
  readonly kept: Decimal | null;
  readonly parts: readonly FindingPart[];
  readonly months: readonly FindingMonth[];
  /** Keep the line items of the finding, for the explorer. */
  readonly filters: readonly Filter[];
  /** Line items beside its own that the filters keep as well. */
  readonly besides: number;
};

/** Months whose reports lack what a rule reads. */
export type NotComputable = {
  readonly finding: string;
  readonly months: readonly BillingPeriod[];
  readonly needs: readonly FindingNeed[];
  /** Months before the period that the rule looks back on and that are not held. */
  readonly monthsMissing: number;
  /** Other months of the period could be looked through. */
  readonly isPartial: boolean;
};

export type FindingsAnswer = {
  readonly currency: string;
  readonly months: readonly BillingPeriod[];
  /** What costs are counted in: net of private discounts where the reports have that. */
  readonly metric: "amortized" | "netAmortized" | "mixed";
  /** Ranked by what they save after overlaps; those without a known saving come last. */
  readonly findings: readonly FindingResult[];
  /** Looked through without finding anything. */
  readonly clear: readonly string[];
  readonly notComputable: readonly NotComputable[];
  /** Rules that could not be run, with the reason; the others are not touched by it. */
  readonly failed: readonly { readonly finding: string; readonly failure: Failure }[];
};

/** What is said of bills before any rule looks through them. */
export type LookedThrough = Pick<FindingsAnswer, "currency" | "months" | "metric" | "notComputable">;

/** What was found in bills that lie in AWS, and by what it is asked for further. */
export type FindingsAway = { readonly run: string; readonly answer: FindingsAnswer };

/** Bills that lie in AWS, of which a file of the workspace folder has the sums. */
export type SummedBills = {
  readonly currency: LookedThrough["currency"];
  readonly months: LookedThrough["months"];
  readonly metric: LookedThrough["metric"];
  readonly notComputable: LookedThrough["notComputable"];
  /** Whole months. */
  readonly range: DateRange;
  readonly assumptions: readonly SetAssumption[];
  readonly focusMonths: readonly BillingPeriod[];
  /** By what the result is asked for; the same for the same sums and assumptions. */
  readonly run: string;
  /** One row in every line, a JSON list of texts in the order of `SUM_COLUMNS`. */
  readonly file: string;
};

export const FINDING_ITEM_ORDERS = ["kept", "cost", "key", "account", "month"] as const;
export type FindingItemOrder = (typeof FINDING_ITEM_ORDERS)[number];

/** A page of what one rule has found. */
export type FindingItemsQuery = {
  readonly range: FindingsQuery["range"];
  readonly currency: FindingsQuery["currency"];
  readonly assumptions: FindingsQuery["assumptions"];
  readonly leaveOut: FindingsQuery["leaveOut"];
  readonly run?: FindingsQuery["run"];
  readonly finding: string;
  readonly account: string | null;
  /** Only the things of this key; all where it is not given. */
  readonly key?: string | undefined;
  readonly sort: { readonly by: FindingItemOrder; readonly descending: boolean };
  readonly offset: number;
  readonly limit: number;
};

export type FindingItem = {
  readonly key: string;
  readonly month: BillingPeriod;
  /** Null where AWS names no resource. AWS: `line_item_resource_id`. */
  readonly resource: string | null;
  readonly account: string | null;
  readonly accountLabel: string | null;
  readonly service: string | null;
  readonly serviceLabel: string | null;
  readonly region: string | null;
  readonly usageTypes: readonly string[];
  readonly cost: Decimal;
  readonly found: Decimal | null;
  readonly kept: Decimal | null;
  /** What its line items were charged; `cost` is another amount where that is what is at stake. */
  readonly charged: Decimal;
  readonly lineItems: number;
  /** Keep its line items. */
  readonly filters: readonly Filter[];
  /** Line items beside its own that the filters keep as well. */
  readonly besides: number;
};

export type FindingItemPage = { readonly items: number; readonly rows: readonly FindingItem[] };

export const FINDING_STATUSES = ["open", "accepted", "rejected", "done"] as const;
export type FindingStatus = (typeof FINDING_STATUSES)[number];

/** What people made of a finding. */
export type FindingMark = {
  /** Id of the rule. */
  readonly id: string;
  readonly status: FindingStatus;
  readonly note: string;
  readonly owner: string;
  /** When it was accepted: the newest month that was looked at, and what it was to save in a month. */
  readonly accepted: {
    readonly month: BillingPeriod;
    readonly expected: Decimal;
    readonly currency: string;
  } | null;
  readonly markedAt: string;
};

/** The assumptions of a workspace that differ from the published ones. */
export type FindingAssumption = {
  /** Of the rule and the assumption, as `assumptionId` makes it. */
  readonly id: string;
  readonly finding: string;
  readonly assumption: string;
  readonly value: Decimal;
};

export type MeasureQuery = {
  readonly marks: readonly Pick<FindingMark, "id" | "accepted">[];
  readonly assumptions: readonly SetAssumption[];
};

/** A later month of an accepted finding. */
export type MeasuredMonth = {
  readonly month: BillingPeriod;
  /** What the rule would still save on the same things. */
  readonly still: Decimal;
  /** What the same resources cost in all, in this month. */
  readonly cost: Decimal;
  readonly realised: Decimal;
};

/** An accepted finding held against later bills. Only months that have ended are measured. */
export type MeasuredFinding = {
  readonly finding: string;
  readonly month: BillingPeriod;
  readonly expected: Decimal;
  readonly currency: string;
  readonly items: number;
  /** What the rule found on them in the accepted month, before others took their part. */
  readonly found: Decimal;
  readonly costBefore: Decimal;
  /** What keeps the cost of the resources; none where the things have no resource ids. */
  readonly filters: readonly Filter[];
  readonly months: readonly MeasuredMonth[];
};
