import { sql } from "../../sql/sql.ts";
import type { FindingRule } from "../finding.ts";
import { byResource, number, service } from "../shape.ts";

export const s3IncompleteUploads: FindingRule = {
  id: "s3-incomplete-uploads",
  rank: 22,
  title: "S3 uploads that were never completed",
  confidence: "C",
  stage: "review",
  needs: ["resourceId", "operation", "usageAmount"],
  assumptions: [
    { id: "least", label: "Least uploads left open in a month", value: "100.0000000000", unit: "amount" },
  ],
  why: "Parts of an upload that was begun and not completed are stored and charged, and no listing of the bucket shows them.",
  formula:
    "Not told by the bill: uploads begun less uploads completed tell that there are some, not how large they are.",
  fix: {
    console:
      "S3 > the bucket > Management > Create lifecycle rule > Delete incomplete multipart uploads after 7 days.",
    cli: 'aws s3api put-bucket-lifecycle-configuration --bucket BUCKET --lifecycle-configuration \'{"Rules":[{"ID":"parts","Status":"Enabled","Filter":{},"AbortIncompleteMultipartUpload":{"DaysAfterInitiation":7}}]}\'',
  },
  source: "AWS Cloud Intelligence Dashboards, CUDOS, S3 insights",
  items: (tables, given) =>
    byResource(
      tables,
      sql`${service("AmazonS3")} AND operation IN ('InitiateMultipartUpload', 'CompleteMultipartUpload')`,
      {
        having: sql`coalesce(sum(usage) FILTER (operation = 'InitiateMultipartUpload'), 0)
          - coalesce(sum(usage) FILTER (operation = 'CompleteMultipartUpload'), 0) >= ${number(given("least"))}`,
      },
    ),
  saving: () => null,
};
