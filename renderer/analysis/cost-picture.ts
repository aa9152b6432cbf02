import type { CostAnswer } from "#core/cost/query/cost-query.ts";
import type { Decimal } from "#core/money/decimal.ts";
import { keyId } from "#core/report/cost-table.ts";
import type { Ink } from "../charts/palette.ts";
import type { ChartKind, Series, TimePicture } from "../charts/series.ts";

type PictureParts = {
  readonly answer: CostAnswer;
  readonly kind: ChartKind;
  /** Series drawn by themselves; the others are drawn as one. */
  readonly most: number;
  readonly nameOf: (group: CostAnswer["groups"][number]) => string;
  readonly inkOf: (id: string) => Ink;
  readonly reference: { readonly name: string; readonly answer: CostAnswer } | null;
};

/** Lays an answer out as a picture over time. Numbers become inexact here, and only here: for drawing. */
export function costPicture({ answer, kind, most, nameOf, inkOf, reference }: PictureParts): TimePicture {
  const shown = answer.groups.slice(0, most);
  const series = shown.map((group): Series => {
    const id = keyId(group.key);
    return { id, name: nameOf(group), ink: inkOf(id), values: group.values.map(drawn) };
  });
  const rest = restOf(answer, most);
  return {
    kind,
    buckets: answer.buckets,
    series: rest === null ? series : [...series, rest],
    reference: reference && {
      id: "reference",
      name: reference.name,
      ink: "plain",
      buckets: reference.answer.buckets,
      values: answer.buckets.map((_, at) => drawn(reference.answer.values[at] ?? null)),
    },
  };
}

function restOf(answer: CostAnswer, most: number): Series | null {
  const parts = [...answer.groups.slice(most), ...(answer.other === null ? [] : [answer.other])];
  if (parts.length === 0) return null;
  const count = Math.max(0, answer.groups.length - most) + (answer.other?.groups ?? 0);
  const values = answer.buckets.map((_, at) => sumOf(parts.map((part) => drawn(part.values[at] ?? null))));
  return { id: "other", name: otherName(count), ink: "other", values };
}

/** `Other (12 groups)`. */
export function otherName(groups: number): string {
  return `Other (${groups} ${groups === 1 ? "group" : "groups"})`;
}

function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

export function drawn(value: Decimal | null): number | null {
  return value === null ? null : Number(value);
}
