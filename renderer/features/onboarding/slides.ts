export type Drawing = "month" | "locality" | "bucket" | "number";

type Slide = { readonly drawing: Drawing; readonly title: string; readonly text: readonly string[] };

export const SLIDES: readonly [Slide, ...Slide[]] = [
  {
    drawing: "month",
    title: "Your AWS bill, readable",
    text: [
      "CloudSpend opens the Cost and Usage Reports AWS delivers and shows what was spent, where and why it changed.",
      "By service, account, region, usage type, resource or any tag; by month, day or hour.",
    ],
  },
  {
    drawing: "locality",
    title: "Your data stays here",
    text: [
      "Reports are read where they lie and kept in a workspace folder on this computer. Nothing is uploaded, and the files are never changed.",
      "One workspace per client or organization; their costs never mix.",
    ],
  },
  {
    drawing: "bucket",
    title: "Bring the files from AWS",
    text: [
      "In the AWS console, Billing and Cost Management, Data Exports creates a report that lands in an S3 bucket. Copy its folder to your computer, for example with aws s3 sync, and drop it here, or integrate the account: its reports then come by themselves.",
      "Legacy CUR, CUR 2.0 and FOCUS work alike, as CSV, gzip, zip or Parquet. The manifest tells which files belong together.",
    ],
  },
  {
    drawing: "number",
    title: "Every number explains itself",
    text: [
      "Click an amount to see what is in it, down to the line items, each with the file and row it came from.",
      "Sums are exact. Where a report cannot support a metric, the app says which column is missing instead of showing zero.",
    ],
  },
];
