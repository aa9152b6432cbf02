import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import {
  type Budget,
  type BudgetRhythm,
  type BudgetScope,
  type BudgetThreshold,
  filtersOf,
  scopeOf,
} from "#core/budget/budget.ts";
import { type Definitions, NO_DEFINITIONS } from "#core/allocation/definitions.ts";
import { unitPath } from "#core/allocation/model.ts";
import type { BudgetStatus } from "#core/budget/evaluate.ts";
import { budget as budgetSchema } from "#core/contract/schema/budget.ts";
import { formatScaled, parseScaled } from "#core/money/decimal.ts";
import { fail } from "#core/result/failure.ts";
import { oneSentence } from "#core/result/sentence.ts";
import { addDays } from "#core/time/period.ts";
import { isWorkspace } from "../../engine/workspace/workspace-file.ts";
import { keptDefinitions } from "../../host/allocation.ts";
import { budgetCollection } from "../../host/budgets.ts";
import { moneyColumn } from "../money.ts";
import { filterOf, metricOf } from "../query-arguments.ts";
import { table } from "../table.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { noMore, parse, required, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend budgets - hold budgets against the costs, and keep them

Usage: cloudspend budgets --workspace DIR [--json]
       cloudspend budgets list --workspace DIR [--json]
       cloudspend budgets add --workspace DIR --file budget.json
       cloudspend budgets add --workspace DIR --name NAME --amount AMOUNT [options]
       cloudspend budgets remove NAME --workspace DIR

Without a word behind it, every budget is evaluated: what is charged and expected in its period, its state (ok, atRisk
when more is expected than budgeted, passed when more is charged, unknown) and its thresholds. The exit code is 1 when
a budget is passed or cannot be answered for.

  --workspace DIR   the workspace folder
  --name NAME       what the budget is called
  --amount AMOUNT   what may be spent in each period
  --period P        monthly (default), quarterly, yearly or rolling-N for N months
  --filter 'D=V,V'  only these line items, as in "cloudspend query"; may be repeated, all apply
  --unit UNIT       a business unit of the workspace's allocation model, with those below it, by name or path; before
                    shared costs are split; takes no --filter
  --metric M        a metric as in "cloudspend query"; unblended without it
  --currency C      where the workspace holds several
  --threshold T     80 or actual:80, forecast:100; may be repeated
  --file FILE       a budget as "cloudspend budgets list --json" writes it, or several in an array
  --json            one JSON document

Example: cloudspend budgets add --workspace ./acme --name "Data platform" --amount 12500 --filter 'tag:team=data' \\
           --threshold 80 --threshold forecast:100
`;

export const budgetsCommand: Command = {
  name: "budgets",
  summary: "hold budgets against the costs, and keep them",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      name: { type: "string" },
      amount: { type: "string" },
      period: { type: "string" },
      filter: { type: "string", multiple: true },
      unit: { type: "string" },
      metric: { type: "string" },
      currency: { type: "string" },
      threshold: { type: "string", multiple: true },
      file: { type: "string" },
      json: { type: "boolean" },
    });
    const [verb, ...rest] = positionals;
    const workspace = required(values.workspace, "--workspace");
    const directory = resolve(terminal.directory, workspace);
    if (!(await isWorkspace(directory))) fail("workspace.not_found", { path: directory });
    const kept = budgetCollection(() => directory);
    switch (verb) {
      case undefined:
        return evaluate(workspace, await kept.list(), terminal, values.json === true);
      case "list":
        noMore(rest);
        return list(await kept.list(), terminal, values.json === true);
      case "add": {
        noMore(rest);
        const added =
          values.file === undefined
            ? [budgetFrom(values, await keptDefinitions(directory))]
            : await budgetsIn(resolve(terminal.directory, values.file));
        for (const budget of added) await kept.save(budget);
        terminal.out(added.map(({ name }) => `Kept ${name}.\n`).join(""));
        return 0;
      }
      case "remove": {
        const [name, ...others] = rest;
        noMore(others);
        const wanted = required(name, "the name of the budget");
        const found = (await kept.list()).filter((each) => each.name === wanted || each.id === wanted);
        if (found.length === 0) throw new UsageError(`there is no budget "${wanted}"`);
        for (const { id } of found) await kept.remove(id);
        terminal.out(`Removed ${wanted}.\n`);
        return 0;
      }
      default:
        throw new UsageError(`there is no "budgets ${verb}", only list, add and remove`);
    }
  },
};

type Flags = {
  readonly name?: string | undefined;
  readonly amount?: string | undefined;
  readonly period?: string | undefined;
  readonly filter?: string[] | undefined;
  readonly unit?: string | undefined;
  readonly metric?: string | undefined;
  readonly currency?: string | undefined;
  readonly threshold?: string[] | undefined;
};

function budgetFrom(flags: Flags, { model }: Definitions): Budget {
  const amount = required(flags.amount, "--amount");
  const scaled = parseScaled(amount);
  if (scaled === null || scaled <= 0n)
    throw new UsageError(`--amount must be an amount above 0, not "${amount}"`);
  return {
    id: randomUUID(),
    name: required(flags.name, "--name"),
    scope:
      flags.unit === undefined
        ? scopeOf((flags.filter ?? []).map(filterOf))
        : unitScope(flags.unit, flags, model),
    metric: metricOf(flags.metric ?? "unblended"),
    currency: flags.currency?.toUpperCase() ?? null,
    rhythm: rhythmOf(flags.period ?? "monthly"),
    amount: { kind: "same", amount: formatScaled(scaled) },
    thresholds: (flags.threshold ?? []).map(thresholdOf),
  };
}

function unitScope(text: string, { filter = [] }: Flags, model: Definitions["model"]): BudgetScope {
  if (filter.length > 0) throw new UsageError("--unit and --filter exclude each other");
  if (model === null) throw new UsageError("this workspace has no allocation model");
  const wanted = text.toLowerCase();
  const found = model.units.filter(
    ({ id, name }) => name.toLowerCase() === wanted || unitPath(model, id).toLowerCase() === wanted,
  );
  const [unit] = found;
  if (unit === undefined || found.length > 1) {
    const paths = model.units.map(({ id }) => unitPath(model, id)).join(", ");
    throw new UsageError(
      `${unit === undefined ? `there is no unit "${text}"` : `there are several units "${text}"`}; name one of ${paths}`,
    );
  }
  return { kind: "unit", unitId: unit.id, name: unitPath(model, unit.id) };
}

function rhythmOf(text: string): BudgetRhythm {
  if (text === "monthly" || text === "quarterly" || text === "yearly") return { kind: text };
  const months = Number(/^rolling-(\d{1,2})$/.exec(text)?.[1] ?? "0");
  if (months < 1 || months > 36)
    throw new UsageError(`--period must be monthly, quarterly, yearly or rolling-N, not "${text}"`);
  return { kind: "rolling", months };
}

function thresholdOf(text: string): BudgetThreshold {
  const match = /^(?:(actual|forecast):)?([1-9]\d{0,2})%?$/.exec(text);
  if (match === null)
    throw new UsageError(`--threshold must be like 80, actual:80 or forecast:100, not "${text}"`);
  return { on: match[1] === "forecast" ? "forecast" : "actual", percent: Number(match[2]) };
}

async function budgetsIn(path: string): Promise<readonly Budget[]> {
  const text = await readFile(path, "utf8").catch(() => fail("file.not_found", { path }));
  const parsed = jsonOf(text);
  const items: readonly unknown[] = Array.isArray(parsed) ? parsed : [parsed];
  return items.map((item) => {
    const withId =
      typeof item === "object" && item !== null && !("id" in item) ? { ...item, id: randomUUID() } : item;
    const found = budgetSchema.safeParse(withId);
    if (found.success) return found.data;
    const at = found.error.issues[0]?.path.join(".");
    throw new UsageError(
      `"${path}" holds no budget${at === undefined || at === "" ? "" : `: "${at}" is wrong`}`,
    );
  });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function list(budgets: readonly Budget[], terminal: Terminal, json: boolean): ExitCode {
  if (json) terminal.out(`${JSON.stringify(budgets, null, 2)}\n`);
  else if (budgets.length === 0) terminal.out(NONE);
  else
    terminal.out(
      budgets.map(({ name, scope, rhythm }) => `${name}: ${scopeText(scope)}, ${rhythm.kind}\n`).join(""),
    );
  return 0;
}

const NONE = 'No budget is kept with this workspace; see "cloudspend budgets --help".\n';

function scopeText(scope: BudgetScope): string {
  if (scope.kind === "unit") return `unit ${scope.name}`;
  const filters = filtersOf(scope, NO_DEFINITIONS) ?? [];
  if (filters.length === 0) return "all costs";
  return filters
    .map(
      ({ dimension, mode, values }) =>
        `${dimension}${mode === "include" ? "=" : "!="}${values.map((value) => value ?? "").join(",")}`,
    )
    .join(" ");
}

async function evaluate(
  workspace: string,
  budgets: readonly Budget[],
  terminal: Terminal,
  json: boolean,
): Promise<ExitCode> {
  if (budgets.length === 0 && !json) {
    terminal.out(NONE);
    return 0;
  }
  const definitions = await keptDefinitions(resolve(terminal.directory, workspace));
  const statuses = await withWorkspace(workspace, terminal, (client) =>
    client.budgets.evaluate({ budgets, definitions }, { signal: terminal.signal }),
  );
  const named = statuses.map((status) => ({
    name: budgets.find(({ id }) => id === status.id)?.name ?? status.id,
    ...status,
  }));
  if (json) terminal.out(`${JSON.stringify({ budgets: named }, null, 2)}\n`);
  else terminal.out(statusTable(named));
  for (const status of named)
    if (status.kind === "failed")
      terminal.err(`cloudspend: ${status.name}: ${oneSentence(status.failure)}\n`);
  return named.some((status) => status.kind === "failed" || status.state === "passed") ? 1 : 0;
}

function statusTable(named: readonly (BudgetStatus & { readonly name: string })[]): string {
  const known = named.filter((status) => status.kind === "evaluated");
  const column = (pick: (status: (typeof known)[number]) => string | null) => moneyColumn(known.map(pick));
  const columns = [
    column(({ actual }) => actual),
    column(({ expected }) => expected),
    column(({ amount }) => amount),
  ];
  return table(
    [
      { name: "Budget", align: "left" },
      { name: "From", align: "left" },
      { name: "To", align: "left" },
      { name: "So far", align: "right" },
      { name: "Expected", align: "right" },
      { name: "Amount", align: "right" },
      { name: "State", align: "left" },
      { name: "Thresholds passed", align: "left" },
    ],
    known.map((status, at) => [
      status.name,
      status.range.from,
      addDays(status.range.to, -1),
      ...columns.map((cells) => cells[at] ?? ""),
      status.state,
      status.thresholds
        .filter(({ isPassed }) => isPassed)
        .map(({ on, percent }) => `${on} ${percent}%`)
        .join(", "),
    ]),
  );
}
