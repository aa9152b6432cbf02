import { oc } from "@orpc/contract";
import { z } from "zod";
import { failureValue } from "./failure.ts";

/** The one typed error of every procedure: an expected failure as a value. Anything else is a bug and arrives as `internal`. */
export const procedure = oc.errors({ FAILURE: { data: failureValue } });

export const decimal = z.string().regex(/^-?\d+\.\d+$/);
export const billingPeriod = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export const usageDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const dateRange = z.object({ from: usageDate, to: usageDate }).readonly();
export const paths = z.array(z.string().min(1)).min(1).max(10_000).readonly();
export const nothing = z.void();

/** Rows of a statement over a table in AWS, cells as text. */
export const tableRows = z.array(z.array(z.string().nullable()).readonly()).readonly();
