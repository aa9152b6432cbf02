import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import { CHARGE_KINDS, GROUPINGS_OF, type ChargeKind } from "#core/charges/charge-kind.ts";
import type { ChargesAnswer, ChargesQuery } from "#core/charges/charges-query.ts";
import { creditOutlook } from "#core/charges/credit-outlook.ts";
import { creditGrant } from "#core/contract/schema/charges.ts";
import type { UsageDate } from "#core/time/period.ts";
import { creditGrantCollection } from "../../host/credit-grants.ts";
import type { EngineClient } from "../../transport/client.ts";
import { chargeGrouping, chargeRowName } from "../charge-rows.ts";
import { moneyColumn } from "../money.ts";
import { filterOf, metricOf, rangeOf } from "../query-arguments.ts";
import { table } from "../table.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { noMore, parse, required, UsageError, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend charges - data transfer, Marketplace, support, tax, credits and refunds

Usage: cloudspend charges --workspace DIR [--kind K] [options]

  --workspace DIR        the workspace folder
  --kind K               dataTransfer (default), networkServices (gateways, endpoints, load balancers, addresses),
                         marketplace, support, tax, credits or refunds
  --by G                 what it is divided by; without it the first of the kind's:
${CHARGE_KINDS.map((kind) => `                           ${kind}: ${GROUPINGS_OF[kind].join(", ")}`).join("\n")}
  --metric M             any metric of "query" but usageAmount; without it unblended
  --from YYYY-MM-DD      first day (UTC); without it everything from the first day held
  --to YYYY-MM-DD        last day (UTC), which is INCLUDED; without it everything to the last day held
  --filter 'D=V,V'       as for "query"; may be repeated, all apply
  --currency C           answer in this currency where there are several; amounts are never converted
  --grants FILE.json     what credits were granted at: [{ "id": "description of the credit", "amount": "25000.00", "currency":
                         "USD" }]; without it the amounts kept with the workspace
  --json                 { "kind", "by", "months", "groups": [{ "key", "total", "values", "gigabytes", "rate" }], "total", ... }

Every data transfer line item is in one category. Traffic between Availability Zones is billed, and counted, on both
sides. "rate" is money for a gigabyte. A group of credits has "lastMonth", "monthly" (its pace) and "state", with a
granted amount also "granted", "remaining" and "runOut": bills do not tell what was granted. "lacking" names months that do not tell a dimension the answer needs.

Example: cloudspend charges --workspace ./acme --kind dataTransfer --by linkedAccount --from 2024-01-01
`;

type Asked = Omit<ChargesQuery, "range">;
type Found = {
  readonly answer: ChargesAnswer;
  readonly dataEnd: UsageDate;
  readonly grants: readonly CreditGrant[];
};
type CreditGrant = z.output<typeof creditGrant>;

export const chargesCommand: Command = {
  name: "charges",
  summary: "data transfer, Marketplace, support, tax, credits and refunds",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      kind: { type: "string" },
      by: { type: "string" },
      metric: { type: "string" },
      from: { type: "string" },
      to: { type: "string" },
      filter: { type: "string", multiple: true },
      currency: { type: "string" },
      grants: { type: "string" },
      json: { type: "boolean" },
    });
    noMore(positionals);
    const kind = kindOf(values.kind);
    const metric = metricOf(values.metric ?? "unblended");
    if (metric === "usageAmount") throw new UsageError("--metric usageAmount is no money");
    const asked: Asked = {
      kind,
      metric,
      category: null,
      groupBy: chargeGrouping(kind, values.by),
      filters: (values.filter ?? []).map(filterOf),
      currency: values.currency?.toUpperCase() ?? null,
    };
    rangeOf(values.from, values.to, null);
    const workspace = required(values.workspace, "--workspace");
    const grants = await grantsOf(values.grants, workspace, terminal);
    const ask = async (client: EngineClient): Promise<Found | null> => {
      const held = (await client.workspace.schema()).range;
      const range = rangeOf(values.from, values.to, held);
      if (range === null || held === null) return null;
      const answer = await client.charges.query({ ...asked, range }, { signal: terminal.signal });
      return { answer, grants, dataEnd: range.to < held.to ? range.to : held.to };
    };
    const found = await withWorkspace(workspace, terminal, ask);
    if (found === null) {
      terminal.err("cloudspend: the workspace holds no billing period yet.\n");
      return 1;
    }
    terminal.out(
      values.json === true
        ? `${JSON.stringify(documentOf(asked, found), null, 2)}\n`
        : tableOf(asked, found.answer),
    );
    return conclude(asked, found.answer, terminal);
  },
};

function kindOf(text: string | undefined): ChargeKind {
  const found = CHARGE_KINDS.find((kind) => kind.toLowerCase() === (text ?? "dataTransfer").toLowerCase());
  if (found === undefined)
    throw new UsageError(`there is no kind "${text ?? ""}", only ${CHARGE_KINDS.join(", ")}`);
  return found;
}

async function grantsOf(
  file: string | undefined,
  workspace: string,
  terminal: Terminal,
): Promise<readonly CreditGrant[]> {
  if (file === undefined) return creditGrantCollection(() => resolve(terminal.directory, workspace)).list();
  const text = await readFile(resolve(terminal.directory, file), "utf8").catch(() => null);
  if (text === null) throw new UsageError(`the granted amounts ${file} cannot be read`);
  const read = z.array(creditGrant).safeParse(jsonOf(text));
  if (!read.success) throw new UsageError(`${file} holds no granted amounts; see the form in the help`);
  return read.data.map((grant) => ({ ...grant, currency: grant.currency.toUpperCase() }));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function documentOf({ kind, groupBy }: Asked, { answer, dataEnd, grants }: Found) {
  const { buckets, currency, total, values, volume, bill, missing, lacking, lineItems, groups, other } =
    answer;
  return {
    kind,
    by: groupBy,
    currency,
    months: buckets,
    groups: groups.map((group) => ({
      key: group.key,
      labels: group.labels,
      total: group.total,
      values: group.values,
      lineItems: group.lineItems,
      ...volumeOf(group.volume),
      ...(group.bill === null ? {} : { bill: group.bill }),
      ...(kind === "credits" ? creditOf(answer, group, { dataEnd, grants }) : {}),
    })),
    other,
    total,
    values,
    lineItems,
    ...volumeOf(volume),
    bill: bill.total,
    missing,
    lacking,
  };
}

function volumeOf(volume: ChargesAnswer["volume"]) {
  return volume === null
    ? {}
    : { gigabytes: volume.gigabytes, rate: volume.rate, otherUnits: volume.otherUnits };
}

function creditOf(
  { buckets, currency }: ChargesAnswer,
  { key, values }: ChargesAnswer["groups"][number],
  { dataEnd, grants }: Pick<Found, "dataEnd" | "grants">,
) {
  const granted = grants.find((grant) => grant.id === key[0] && grant.currency === currency)?.amount ?? null;
  const outlook = creditOutlook({ months: buckets, values, dataEnd, granted });
  const { lastMonth, monthly, state, trend, remaining, runOut } = outlook;
  return { lastMonth, monthly, state, trend, ...(granted === null ? {} : { granted, remaining, runOut }) };
}

function tableOf({ kind, groupBy }: Asked, answer: ChargesAnswer): string {
  const { groups, other, total, volume, currency } = answer;
  const hasVolume = kind === "dataTransfer";
  const rest = other === null ? [] : [{ name: `(${other.groups} more)`, total: other.total, volume: null }];
  const rows = [
    ...groups.map((group) => ({
      name: chargeRowName(group),
      total: group.total,
      volume: group.volume,
    })),
    ...rest,
    { name: "Total", total, volume },
  ];
  const money = moneyColumn(rows.map((row) => row.total));
  const gigabytes = moneyColumn(rows.map((row) => row.volume?.gigabytes ?? null));
  const rates = rows.map((row) => row.volume?.rate?.slice(0, 8) ?? "not available");
  const cells = rows.map(({ name }, at) => [
    name,
    ...(hasVolume ? [gigabytes[at] ?? "", rates[at] ?? ""] : []),
    money[at] ?? "",
  ]);
  const columns = [groupBy, ...(hasVolume ? ["GB", "Per GB"] : []), `Cost ${currency ?? ""}`.trim()];
  return table(
    columns.map((name, at) => ({ name, align: at === 0 ? "left" : "right" })),
    cells.slice(0, -1),
    cells.at(-1),
  );
}

function conclude({ metric }: Asked, { missing, lacking }: ChargesAnswer, terminal: Terminal): ExitCode {
  if (lacking.length > 0) {
    const periods = lacking.map(({ billingPeriod }) => billingPeriod).join(", ");
    const names = [...new Set(lacking.flatMap(({ dimensions }) => dimensions))].join(", ");
    terminal.err(
      `cloudspend: the reports of ${periods} do not tell ${names}; what depends on it is not told apart.\n`,
    );
  }
  if (missing.length === 0) return 0;
  const periods = missing.map(({ billingPeriod }) => billingPeriod).join(", ");
  terminal.err(
    `cloudspend: ${metric} is not available for ${periods}; choose another metric or another range.\n`,
  );
  return 1;
}
