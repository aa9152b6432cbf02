import { allocatedTotal, unitTotals } from "#core/allocation/cost-by-unit.ts";
import type { AllocationAnswer, AllocationQuery } from "#core/allocation/allocation-query.ts";
import { unitTree } from "#core/allocation/model.ts";
import { dimensionsOfRules, unknownTags } from "#core/cost/profile/tag-profile.ts";
import { modelDimension } from "#core/allocation/model-dimension.ts";
import { profileName } from "#core/cost/dimension/dimension-ref.ts";
import { tableCsv } from "#core/export/table-text.ts";
import { ratio } from "#core/money/decimal.ts";
import { unitsAway } from "../../in-place/allocation-away.ts";
import { ATHENA_OPTIONS, bothPlaces, isAthena } from "../athena/table-away.ts";
import { readModel } from "../model-file.ts";
import { moneyColumn } from "../money.ts";
import { checkKeys, metricOf, rangeOf } from "../query-arguments.ts";
import { table } from "../table.ts";
import { noMore, parse, required, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend allocate - divide the bill between business units

Usage: cloudspend allocate --workspace DIR --model FILE.json [options]

  --workspace DIR        the workspace folder
  --model FILE.json      the model: an object with id, name, units and rules, and "profiles" for virtual tags it
                         names; a workspace's own allocationModels.json is read too (the model in force)
  --metric M             unblended (default), blended, amortized, netUnblended, netAmortized, onDemandEquivalent
  --from YYYY-MM-DD      first day (UTC); without it everything from the first day held
  --to YYYY-MM-DD        last day (UTC), which is INCLUDED; without it everything to the last day held
  --currency C           divide the costs in this currency where there are several
  --engine both          months that the workspace does not hold are asked for in AWS, by rule and day. --table, --database,
                         --region and the others are those of cloudspend query
  --json                 the units with direct, received, given and after as decimal strings, by month
  --csv                  the chargeback: one row per unit, account and service, safe in a spreadsheet

A unit is { "id", "name", "parentId", "split" }; split is null, or for a shared pool one of
  { "kind": "even", "to": null }                          to all units with rules, or to those listed
  { "kind": "fixed", "parts": [{ "unitId", "percent": "40.0" }] }
  { "kind": "proportional", "to": null }                  to the units' own cost
  { "kind": "metric", "metric": "usageAmount", "filters": [...], "to": null }
A rule is { "id", "unitId", "filters": [{ "dimension": "tag:team", "mode": "include", "values": ["web", null] }] };
the first rule that matches a line item takes it. What no rule takes is shown as unallocated; all parts sum to the
bill exactly.

Example: cloudspend allocate --workspace ./acme --model units.json --from 2024-01-01 --to 2024-01-31 --csv
`;

export const allocateCommand: Command = {
  name: "allocate",
  summary: "divide the bill between business units",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      model: { type: "string" },
      metric: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
      currency: { type: "string" },
      json: { type: "boolean" },
      csv: { type: "boolean" },
      engine: { type: "string" },
      ...ATHENA_OPTIONS,
    });
    noMore(positionals);
    const directory = required(values.workspace, "--workspace");
    if (values.json === true && values.csv === true)
      throw new UsageError("--json and --csv exclude each other");
    if (values.csv === true && isAthena(values))
      throw new UsageError("--csv needs the workspace's engine, not Athena");
    const metric = metricOf(values.metric ?? "unblended");
    if (metric === "usageAmount")
      throw new UsageError("usage amounts have no common unit, only costs can be divided");
    rangeOf(values.from, values.to, null);
    const { model, profiles } = await readModel(required(values.model, "--model"), terminal);
    const places = await bothPlaces(values, terminal);
    return withWorkspace(directory, terminal, async (client) => {
      const schema = await client.workspace.schema();
      const named = [modelDimension(model), ...profiles].flatMap(dimensionsOfRules);
      checkKeys(
        named.filter((ref) => profileName(ref) === null),
        schema,
      );
      for (const name of unknownTags(
        model.rules.flatMap(({ filters }) => filters),
        profiles,
      ))
        terminal.err(`cloudspend: there is no virtual tag "${name}"; rules that name it take nothing.\n`);
      const range = await places.range(client);
      if (range === null) {
        terminal.err("cloudspend: the workspace holds no costs yet.\n");
        return 1;
      }
      const query: AllocationQuery = {
        model,
        profiles,
        metric,
        granularity: "month",
        range,
        currency: values.currency?.toUpperCase() ?? null,
      };
      const options = { signal: terminal.signal };
      if (values.csv === true) {
        terminal.out(tableCsv(await client.allocation.chargeback(query, options)));
        return 0;
      }
      const answer = await places.answer(
        client,
        () => client.allocation.query(query, options),
        () => unitsAway(query),
      );
      terminal.out(
        values.json === true ? `${JSON.stringify(answer, null, 2)}\n` : allocationTable(query, answer),
      );
      for (const { unitId, billingPeriod, reason } of answer.unsplit)
        terminal.err(`cloudspend: ${unitId} is not split in ${billingPeriod} (${reason}).\n`);
      if (answer.missing.length === 0) return 0;
      const periods = answer.missing.map(({ billingPeriod }) => billingPeriod).join(", ");
      terminal.err(
        `cloudspend: ${metric} is not available for ${periods}; choose another metric or range.\n`,
      );
      return 1;
    });
  },
};

/** Units with those below them; amounts rounded and right-aligned. */
function allocationTable({ model, metric }: AllocationQuery, answer: AllocationAnswer): string {
  const units = unitTree(model).map(({ unit, depth }) => ({
    name: `${"  ".repeat(depth)}${unit.name}`,
    ...unitTotals(model, answer, unit.id),
  }));
  const before = moneyColumn([
    ...units.map(({ direct }) => direct.total),
    answer.unallocated.total,
    answer.total,
  ]);
  const after = moneyColumn([...units.map((one) => one.after.total), answer.unallocated.total, answer.total]);
  const names = [...units.map(({ name }) => name), "Unallocated"];
  const allocated = allocatedTotal(answer);
  const share = allocated === null || answer.total === null ? null : ratio(allocated, answer.total);
  const money = answer.currency === null ? metric : `${metric} (${answer.currency})`;
  const text = table(
    [
      { name: "unit", align: "left" },
      { name: `${money} before`, align: "right" },
      { name: "after the split", align: "right" },
    ],
    names.map((name, at) => [name, before[at] ?? "", after[at] ?? ""]),
    ["Total", before.at(-1) ?? "", after.at(-1) ?? ""],
  );
  return `${text}${share === null ? "" : `Allocated: ${(share * 100).toFixed(1)} % of the money\n`}`;
}
