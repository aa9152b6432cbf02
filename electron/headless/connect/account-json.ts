import type { Check } from "#core/account/check.ts";
import type { AccountView } from "#core/account/cost-account.ts";
import type { PeriodSummary } from "#core/ingest/import-report.ts";
import { oneSentence, sentence } from "#core/result/sentence.ts";
import type { Failure } from "#core/result/failure.ts";
import { inOrder, periodJson } from "../period-table.ts";

/** An account as a script sees it, with the billing periods it has brought. */
export function accountJson({ account, state, status }: AccountView, held: readonly PeriodSummary[]): object {
  return {
    displayName: account.displayName,
    accountId: state.accountId,
    status,
    error: state.problem === null ? null : errorJson(state.problem.failure),
    lastSync: state.lastSync,
    periods: inOrder(held.filter(({ costAccountId }) => costAccountId === account.id)).map(periodJson),
  };
}

/** The check list as a script sees it: the lines that were judged. */
export function checksJson(checks: readonly Check[]): readonly object[] {
  return checks
    .filter(({ outcome }) => outcome !== "skipped")
    .map(({ id, outcome, failure, message, remedy }) => ({
      id,
      ok: outcome !== "failed",
      code: failure?.code ?? null,
      message,
      remedy,
    }));
}

/** The check list for people, one line each. */
export function checksText(checks: readonly Check[]): string {
  const marks = { ok: "ok", warning: "warning", failed: "FAILED", skipped: "-" } as const;
  return checks
    .map(({ outcome, message, remedy }) => {
      const line = `${marks[outcome].padEnd(8)} ${message}`;
      return remedy === "" ? `${line}\n` : `${line}\n         ${remedy}\n`;
    })
    .join("");
}

/** A failed check as the one sentence a command ends with. */
export function complaint(displayName: string, failure: Failure | null, message: string): string {
  const words = failure === null ? message : oneSentence(failure);
  return `cloudspend: ${displayName}: ${words}\n`;
}

function errorJson(failure: Failure): object {
  const { title, advice } = sentence(failure);
  return { code: failure.code, message: title, remedy: advice };
}
