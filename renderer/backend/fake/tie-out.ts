import type { DeliveredCells } from "#core/tie-out/ledger.ts";
import { tieOut } from "#core/tie-out/ledger.ts";
import type { BillCell } from "#core/tie-out/bill-cell.ts";
import type { TieOutLedger, TieOutQuery } from "#core/tie-out/tie-out.ts";

const PAYER = "111122223333";
/** line-item type, service, billing entity and cents; the invoice of Marketplace is one of its own */
const CHARGES = [
  ["Usage", "AmazonEC2", "AWS", 412_310_25n],
  ["Usage", "AmazonS3", "AWS", 48_200_10n],
  ["Fee", "AWSSupportBusiness", "AWS", 9_300_00n],
  ["Credit", "AmazonEC2", "AWS", -900_00n],
  ["Tax", "AmazonEC2", "AWS", 3_100_40n],
  ["Usage", "Lumen Observability", "AWS Marketplace", 4_800_00n],
] as const;
const CENT = 10n ** 16n;

/** Three months of one payer: two are final, the newest has no invoice yet. */
export function answerTieOut({ invoices }: TieOutQuery): TieOutLedger {
  const delivered = ["2026-08", "2026-09", "2026-10"].map((month, at) => monthOf(month, at < 2));
  return tieOut(delivered, invoices, (payer) => (payer === PAYER ? "Acme payer" : null));
}

function monthOf(billingPeriod: string, isFinal: boolean): DeliveredCells {
  return {
    billingPeriod,
    tellsInvoices: true,
    cells: CHARGES.map(([lineItemType, service, billingEntity, cents], at): BillCell => ({
      billingPeriod,
      currency: "USD",
      amount: cents * CENT,
      lineItems: 40 + at,
      key: {
        payerAccount: PAYER,
        lineItemType,
        service,
        billingEntity,
        invoiceId: isFinal ? invoiceIn(billingPeriod, billingEntity) : null,
        invoicingEntity: billingEntity === "AWS" ? "Amazon Web Services, Inc." : "Lumen Software, Inc.",
        usageMonth: billingPeriod,
      },
    })),
    delivery: {
      deliveryId: `d-${billingPeriod}`,
      reportName: "acme-cost-and-usage",
      version: "v1",
      importedAt: "2026-10-21T07:40:00Z",
      fingerprint: `f-${billingPeriod}`,
      metric: "unblended",
    },
  };
}

function invoiceIn(billingPeriod: string, billingEntity: string): string {
  const month = billingPeriod.replace("-", "");
  return billingEntity === "AWS" ? `INV-${month}` : `MP-${month}`;
}
