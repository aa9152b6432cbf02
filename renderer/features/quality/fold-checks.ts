import type { IdentityCheck } from "#core/ingest/quality-report.ts";

/** Checks of one equation with one outcome. Those that fail stand alone, each with its difference. */
export type FoldedCheck = {
  readonly key: string;
  readonly first: IdentityCheck;
  readonly subjects: readonly string[];
};

const URGENCY = { fails: 0, holds: 1, notApplicable: 2 } as const;

/** What fails first and one by one, then what holds and what does not apply, folded by equation. */
export function foldChecks(checks: readonly IdentityCheck[]): readonly FoldedCheck[] {
  const folded = new Map<string, { first: IdentityCheck; subjects: string[] }>();
  for (const check of checks) {
    const key = [check.id, check.note, check.outcome === "fails" ? check.subject : check.outcome].join("\n");
    const entry = folded.get(key) ?? { first: check, subjects: [] };
    folded.set(key, entry);
    if (check.subject !== null) entry.subjects.push(check.subject);
  }
  return [...folded]
    .map(([key, entry]) => ({ key, ...entry }))
    .toSorted((a, b) => URGENCY[a.first.outcome] - URGENCY[b.first.outcome]);
}
