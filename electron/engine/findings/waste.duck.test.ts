import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { KeptBy } from "#core/finding/exact-filters.ts";
import type { FindingRule } from "#core/finding/finding.ts";
import { keptSavings, type FindingsRun, type RuleFound } from "#core/finding/findings-answer.ts";
import type { FoundItem } from "#core/finding/overlap.ts";
import { FINDING_RULES } from "#core/finding/registry.ts";
import { formatScaled } from "#core/money/decimal.ts";
import { raw } from "#core/sql/sql.ts";
import type { SampleFormat } from "#core/sample/report.ts";
import { wasteWorld } from "#core/sample/variants.ts";
import { expectedWaste, type ExpectedFinding } from "#core/sample/waste/expected-waste.ts";
import { expectedOfBill } from "#core/sample/waste/expected-of-bill.ts";
import { expectedPlanSavings } from "#core/sample/waste/expected-plan.ts";
import { PLANTS } from "#core/sample/waste/waste.ts";
import { closedOptions, createWorld, type SampleWorld } from "#core/sample/world.ts";
import { withDeliveries } from "../cost/known-deliveries.ts";
import type { Database } from "../duckdb/database.ts";
import { importPaths } from "../ingest/import.ts";
import { writeSample } from "../sample/write-sample.ts";
import { openWorkspace } from "../workspace/open-workspace.ts";
import { keeper } from "./kept-by-filters.test-support.ts";
import { runFindings } from "./run-findings.ts";

const MONTH = "2026-10";
const RANGE = { from: "2026-10-01", to: "2026-11-01" };
const OPTIONS = wasteWorld({ ...closedOptions(MONTH, 14), rows: 14 * 1_300, hourlyMonths: 1 });

type Opened = { readonly database: Database; readonly directory: string; readonly run: FindingsRun };

/** FOCUS has no rows and columns for these: no rule of them may say that nothing was found. */
const NOT_IN_FOCUS = ["expiring-commitments"];

describe.each(["legacy", "cur2", "focus"] as const)("planted waste in a %s report", (format) => {
  let folder: string;
  let world: SampleWorld;
  let opened: Opened;
  let expected: readonly ExpectedFinding[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "cloudspend-waste-"));
    world = createWorld(OPTIONS);
    opened = await open(folder, format);
    const month = world.months.at(-1);
    if (month === undefined) throw new Error("a world without months");
    const view = format === "focus" ? "net" : "gross";
    expected = [
      ...expectedWaste(world, month, view),
      ...expectedOfBill(world, month, view),
      ...expectedPlanSavings(world, month, view),
    ].filter(({ rule }) => format !== "focus" || !NOT_IN_FOCUS.includes(rule));
  }, 180_000);
  afterAll(async () => {
    await opened.database.close();
    await rm(folder, { recursive: true, force: true });
  });

  test("every rule runs, and every rule has something planted for it", () => {
    expect(opened.run.failed).toEqual([]);
    expect(opened.run.notComputable.map(({ finding }) => finding)).toEqual(
      format === "focus" ? NOT_IN_FOCUS : [],
    );
    const planted = new Set(expected.map(({ rule }) => rule));
    const without = FINDING_RULES.filter(({ id }) => !planted.has(id)).map(({ id }) => id);
    expect(without.filter((id) => !(format === "focus" && NOT_IN_FOCUS.includes(id)))).toEqual([]);
  });

  test("precision and recall are 1 for every rule", () => {
    const wanted = new Set(expected.map(nameOf));
    const known = new Set(expected.map(({ account, key }) => `${account} ${key}`));
    for (const plant of PLANTS)
      known.add(`${world.organisation.accounts[plant.account].id} ${plant.key ?? plant.resource}`);
    const lines: string[] = [];
    const wrong: string[] = [];
    const sums = { planted: 0, seen: 0, judged: 0, right: 0 };
    for (const rule of FINDING_RULES) {
      const mine = opened.run.found.find((found) => found.rule.id === rule.id)?.items ?? [];
      const judged = mine.filter((item) => known.has(`${accountIn(item)} ${item.key}`));
      const right = judged.filter((item) => wanted.has(`${rule.id} ${accountIn(item)} ${item.key}`));
      const planted = expected.filter((one) => one.rule === rule.id);
      const missed = planted.filter(
        (one) => !right.some((item) => nameOf(one) === `${rule.id} ${accountIn(item)} ${item.key}`),
      );
      wrong.push(
        ...judged
          .filter((item) => !right.includes(item))
          .map((item) => `${rule.id} takes ${item.key} for waste`),
      );
      wrong.push(...missed.map(({ key }) => `${rule.id} does not see ${key}`));
      sums.planted += planted.length;
      sums.seen += planted.length - missed.length;
      sums.judged += judged.length;
      sums.right += right.length;
      const precision = judged.length === 0 ? "-" : (right.length / judged.length).toFixed(2);
      const recall =
        planted.length === 0 ? "-" : ((planted.length - missed.length) / planted.length).toFixed(2);
      lines.push(
        `${rule.confidence} ${rule.id.padEnd(30)} planted ${String(planted.length).padStart(2)}  precision ${precision}  recall ${recall}`,
      );
    }
    const all = `all rules: planted ${sums.planted}, look-alikes and waste judged ${PLANTS.length}, precision ${(sums.right / sums.judged).toFixed(4)}, recall ${(sums.seen / sums.planted).toFixed(4)}`;
    process.stdout.write(`${format}\n${lines.join("\n")}\n${all}\n`);
    expect(wrong).toEqual([]);
  });

  test("savings are right to the last digit", () => {
    const differences = expected.flatMap((one) => {
      const items = opened.run.found.find((found) => found.rule.id === one.rule)?.items ?? [];
      const item = items.find((each) => nameOf(one) === `${one.rule} ${accountIn(each)} ${each.key}`);
      if (item === undefined) return [`${one.rule} ${one.key}: not found`];
      const [found, planned] = [item.saving, one.saving].map((amount) =>
        amount === null ? "unknown" : formatScaled(amount),
      );
      return found === planned ? [] : [`${one.rule} ${one.key}: ${found}, planned ${planned}`];
    });
    expect(differences).toEqual([]);
  });

  test("no resource saves more in a month than it costs, and no cost is counted twice", () => {
    const kept = keptSavings(opened.run, []);
    const items = opened.run.found.flatMap((found) => found.items);
    const facts = new Map(items.flatMap((item) => item.facts.map((fact) => [fact.id, fact] as const)));
    const cost = [...facts.values()].reduce((sum, fact) => sum + (fact.cost > 0n ? fact.cost : 0n), 0n);
    const total = items.reduce((sum, item) => sum + (kept(item) ?? 0n), 0n);
    const alone = items.reduce((sum, item) => sum + (item.saving ?? 0n), 0n);
    expect(total > 0n && total <= cost && total < alone).toBe(true);
    for (const item of items) expect((kept(item) ?? 0n) <= (item.saving ?? 0n)).toBe(true);
    const single = new Map<string, { cost: bigint; saved: bigint }>();
    for (const item of items) {
      const resources = new Set(item.facts.map(({ traits }) => traits.resourceId));
      const [resource] = resources;
      if (resources.size !== 1 || resource === null || resource === undefined) continue;
      const held = single.get(resource) ?? { cost: 0n, saved: 0n };
      single.set(resource, { ...held, saved: held.saved + (kept(item) ?? 0n) });
    }
    for (const fact of facts.values()) {
      const held = single.get(fact.traits.resourceId ?? "");
      if (held !== undefined) held.cost += fact.cost;
    }
    for (const { cost: charged, saved } of single.values()) expect(saved <= charged).toBe(true);
  });

  test("filters keep exactly the line items of every thing, and of a finding those and how many more is told", async () => {
    const keep = await withDeliveries(opened.database, async (connection, deliveries) => {
      const [delivery] = deliveries.filter(({ billingPeriod }) => billingPeriod === MONTH);
      if (delivery === undefined) throw new Error(`no bill of ${MONTH}`);
      return keeper(connection, opened.directory, delivery);
    });
    const differences: string[] = [];
    const notAlone: string[] = [];
    const look = (name: string, facts: FoundItem["facts"], { filters, besides }: KeptBy): void => {
      const own = [...new Set(facts)];
      const cost = own.reduce((sum, fact) => sum + fact.cost, 0n);
      const lineItems = own.reduce((count, fact) => count + fact.lineItems, 0);
      const kept = keep(filters);
      if (besides > 0) notAlone.push(name);
      if (kept.lineItems === lineItems + besides && (besides > 0 || kept.cost === cost)) return;
      const used = filters.map(({ dimension }) => dimension).join(", ");
      differences.push(
        `${name}: ${lineItems} line items of ${formatScaled(cost)}, kept by ${used}: ${kept.lineItems} of ${formatScaled(kept.cost)}, ${besides} told`,
      );
    };
    for (const { rule, items, ...by } of opened.run.found) {
      for (const item of items) {
        look(`${rule.id} ${item.key}`, item.facts, item);
        const charged = item.facts.reduce((sum, fact) => sum + fact.cost, 0n);
        if (rule.atStake === undefined) expect(item.cost).toBe(charged);
      }
      const facts = items.flatMap((item) => item.facts);
      if (items.length > 0) look(rule.id, facts, by);
    }
    expect(differences).toEqual([]);
    // Marketplace, support and credits together: each is told by another column.
    expect(notAlone.filter((name) => name !== "outside-usage")).toEqual([]);
  });

  test("a rule that cannot be run is told, and the others are not touched", async () => {
    const sound = FINDING_RULES.filter(({ id }) => id === "idle-nat-gateways" || id === "gp2-to-gp3");
    const rules = [...sound.slice(0, 1), BROKEN, ...sound.slice(1)];
    const run = await withDeliveries(opened.database, (connection, deliveries) =>
      runFindings(
        connection,
        opened.directory,
        deliveries,
        { range: RANGE, currency: null, assumptions: [] },
        { rules },
      ),
    );
    expect(run.failed.map(({ finding }) => finding)).toEqual(["broken"]);
    const told = ({ rule, items }: RuleFound) => [
      rule.id,
      items
        .map(({ key, facts }) => `${key}: ${facts.map(({ traits }) => traits.resourceId).join()}`)
        .toSorted(),
    ];
    expect(run.found.map(told)).toEqual(
      opened.run.found.filter(({ rule }) => sound.includes(rule)).map(told),
    );
    expect(run.found.every(({ items }) => items.length > 0)).toBe(true);
  });
});

const BROKEN: FindingRule = {
  id: "broken",
  rank: 99,
  title: "Broken",
  confidence: "A",
  stage: "idle",
  needs: [],
  assumptions: [],
  why: "It divides what cannot be divided.",
  formula: "-",
  fix: { console: "-", cli: "-" },
  source: "-",
  items: () => raw("SELECT CAST('no number' AS INTEGER) AS month, 'k' AS key, [1] AS facts"),
  saving: () => 0n,
};

function nameOf({ rule, account, key }: ExpectedFinding): string {
  return `${rule} ${account} ${key}`;
}

function accountIn(item: FoundItem): string {
  return item.facts[0]?.traits.linkedAccount ?? "";
}

async function open(folder: string, format: SampleFormat): Promise<Opened> {
  await writeSample({ directory: join(folder, "files"), world: OPTIONS, format });
  const { database, directory } = await openWorkspace(join(folder, "workspace"), new Date(0));
  const report = await importPaths({
    database,
    directory,
    paths: [join(folder, "files")],
    leaveOut: [],
    now: () => new Date(0),
  });
  if (report.skipped.length > 0) throw new Error(JSON.stringify(report.skipped));
  const run = await withDeliveries(database, (connection, deliveries) =>
    runFindings(connection, directory, deliveries, { range: RANGE, currency: null, assumptions: [] }),
  );
  return { database, directory, run };
}
