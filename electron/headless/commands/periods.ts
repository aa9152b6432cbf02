import { inOrder, periodJson, periodTable } from "../period-table.ts";
import { noMore, parse, required, type Command } from "../usage.ts";
import { withWorkspace } from "../workspace-option.ts";

const HELP = `
cloudspend periods - list the billing periods a workspace holds

Usage: cloudspend periods --workspace DIR [--json]

  --workspace DIR   the workspace folder
  --json            { "periods": [...] }, one entry per report, period and currency

Each entry has billingPeriod, format (legacy, cur2 or focus), rows, unblended (for FOCUS: BilledCost) as a
decimal string, currency and files. "counted" is false where another report already holds the same payer and
period, so that nothing is counted twice.
`;

export const periodsCommand: Command = {
  name: "periods",
  summary: "list the billing periods a workspace holds",
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = parse(args, {
      workspace: { type: "string" },
      json: { type: "boolean" },
    });
    noMore(positionals);
    const held = await withWorkspace(required(values.workspace, "--workspace"), terminal, (client) =>
      client.periods.list(),
    );
    const periods = inOrder(held);
    if (values.json === true)
      terminal.out(`${JSON.stringify({ periods: periods.map(periodJson) }, null, 2)}\n`);
    else
      terminal.out(
        periods.length === 0 ? "The workspace holds no billing period yet.\n" : periodTable(periods),
      );
    return 0;
  },
};
