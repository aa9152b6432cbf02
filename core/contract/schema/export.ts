import { z } from "zod";
import { COLUMN_KINDS, EXPORT_FORMATS } from "../../export/export-table.ts";
import { allocationQuery } from "./allocation.ts";
import { lineItemQuery } from "./cost.ts";
import { conversion } from "./currency.ts";
import { resourceQuery } from "./resource.ts";

const title = z.string().max(200);
const read = { title, beside: conversion.optional() };
const tableColumn = z
  .object({
    name: z.string().max(1_024),
    kind: z.enum(COLUMN_KINDS),
    currency: z.string().max(8).nullable(),
  })
  .readonly();

export const exportTable = z
  .object({
    title,
    columns: z.array(tableColumn).max(2_000).readonly(),
    rows: z.array(z.array(z.string().nullable()).readonly()).readonly(),
  })
  .readonly();

const exportSource = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("table"), table: exportTable }).readonly(),
  z.object({ kind: z.literal("lineItems"), ...read, query: lineItemQuery }).readonly(),
  z
    .object({
      kind: z.literal("resources"),
      ...read,
      query: resourceQuery,
      metricName: z.string().max(200),
      isCompared: z.boolean(),
    })
    .readonly(),
  z.object({ kind: z.literal("chargeback"), ...read, query: allocationQuery }).readonly(),
]);

export const exportRequest = z
  .object({
    path: z.string().min(1),
    format: z.enum(EXPORT_FORMATS),
    sources: z.array(exportSource).min(1).max(100).readonly(),
    facts: z
      .array(z.object({ name: z.string().max(200), value: z.string().max(32_000) }).readonly())
      .max(100)
      .readonly(),
  })
  .readonly();
