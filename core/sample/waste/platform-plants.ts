import { SERVICES as S } from "../prices/services.ts";
import { all, line, planted, share, sold, unknown, type Plant } from "./plant.ts";

const ONE = 10n ** 18n;

const kiroUser = (name: string): string => `arn:aws:kiro:us-east-1:048172263915:user/waste-${name}`;
const seat = sold(S.kiro, "Kiro-Pro-User-Month", "20", { unit: "User-Month" });

/** Logs, trails, recordings, seats, and what nobody watches. */
export const PLATFORM_PLANTS: readonly Plant[] = [
  planted(
    "logs in the dear class",
    ["security", "eu-west-1"],
    "arn:aws:logs:eu-west-1:048172263915:log-group:/waste/standard",
    [line(sold(S.cloudWatch, "DataProcessing-Bytes", "0.5", { operation: "PutLogEvents", unit: "GB" }), 10)],
    {
      "log-ingest": share(5_000),
    },
  ),
  planted(
    "logs in the cheap class",
    ["security", "eu-west-1"],
    "arn:aws:logs:eu-west-1:048172263915:log-group:/waste/infrequent",
    [
      line(
        sold(S.cloudWatch, "DataProcessingIA-Bytes", "0.25", { operation: "PutLogEvents", unit: "GB" }),
        10,
      ),
    ],
  ),
  planted(
    "metrics that are asked for all the time",
    ["security", "eu-west-1"],
    "",
    [
      line(
        sold(S.cloudWatch, "CW:GMD-Metrics", "0.00001", { operation: "GetMetricData", unit: "Metrics" }),
        100_000,
      ),
    ],
    {
      "metric-polling": unknown,
    },
    { key: "EU-CW:GMD-Metrics eu-west-1" },
  ),
  planted(
    "metrics that are asked for now and then",
    ["security", "us-west-2"],
    "",
    [
      line(
        sold(S.cloudWatch, "CW:GMD-Metrics", "0.00001", { operation: "GetMetricData", unit: "Metrics" }),
        1_000,
      ),
    ],
    {},
    { key: "USW2-CW:GMD-Metrics us-west-2" },
  ),
  planted(
    "a second trail",
    ["security", "us-west-2"],
    "arn:aws:cloudtrail:us-west-2:048172263915:trail/waste-second",
    [line(sold(S.cloudTrail, "PaidEventsRecorded", "0.00002", { unit: "Events" }), 20_000)],
    {
      "duplicate-trails": all,
    },
  ),
  planted(
    "a trail of data events",
    ["security", "us-west-2"],
    "arn:aws:cloudtrail:us-west-2:048172263915:trail/waste-data",
    [line(sold(S.cloudTrail, "DataEventsRecorded", "0.000001", { unit: "Events" }), 20_000)],
  ),
  planted(
    "a recorder of every change",
    ["security", "us-west-2"],
    "",
    [
      line(sold(S.config, "ConfigurationItemRecorded", "0.003", { unit: "ConfigurationItemRecorded" }), 240, {
        perHour: () => 10,
      }),
    ],
    {
      "config-recording": ({ cost, charged, days }) => {
        const saved = charged - days * 12n * (ONE / 100n);
        return saved > cost() ? cost() : saved;
      },
    },
    { key: "us-west-2" },
  ),
  planted(
    "a recorder of one busy hour",
    ["security", "eu-central-1"],
    "",
    [
      line(sold(S.config, "ConfigurationItemRecorded", "0.003", { unit: "ConfigurationItemRecorded" }), 210, {
        perHour: (hour) => (hour === 3 ? 210 : 0),
      }),
    ],
    {},
    { key: "eu-central-1" },
  ),
  planted(
    "a detector that reads three times as much",
    ["development", "eu-west-1"],
    "arn:aws:guardduty:eu-west-1:009356718442:detector/waste-grown",
    [line(sold(S.guardDuty, "PaidFlowLogsAnalyzed", "1", { unit: "GB" }), 2, { growth: 3 })],
    {
      "guardduty-growth": ({ cost, costBefore, days, daysBefore }) =>
        cost() - (days * ONE * ((costBefore * ONE) / (daysBefore * ONE))) / ONE,
    },
    { key: "EU-PaidFlowLogsAnalyzed" },
  ),
  planted(
    "a detector that reads a bit more",
    ["development", "eu-west-1"],
    "arn:aws:guardduty:eu-west-1:009356718442:detector/waste-steady",
    [line(sold(S.guardDuty, "PaidDNSLogsAnalyzed", "1", { unit: "GB" }), 5, { growth: 1.2 })],
    {},
    { key: "EU-PaidDNSLogsAnalyzed" },
  ),
  planted(
    "Ana in one account",
    ["security", "us-east-1"],
    "arn:aws:quicksight:us-east-1:048172263915:user/default/ana",
    [line(sold(S.quickSight, "QS-User-Enterprise-Month", "18", { unit: "User-Month" }), 1 / 32)],
  ),
  planted(
    "Ana in another account",
    ["shared", "us-east-1"],
    "arn:aws:quicksight:us-east-1:261590437718:user/default/Ana",
    [line(sold(S.quickSight, "QS-User-Enterprise-Month", "18", { unit: "User-Month" }), 1 / 64)],
    {
      "duplicate-seats": all,
    },
  ),
  planted(
    "Ben in one account",
    ["shared", "us-east-1"],
    "arn:aws:quicksight:us-east-1:261590437718:user/default/ben",
    [line(sold(S.quickSight, "QS-User-Enterprise-Month", "18", { unit: "User-Month" }), 1 / 32)],
  ),
  planted(
    "a seat of Kiro that nobody uses",
    ["security", "us-east-1"],
    kiroUser("idle"),
    [line(seat, 1 / 32)],
    { "idle-ai-seats": all },
  ),
  planted("a seat of Kiro in use", ["security", "us-east-1"], kiroUser("busy"), [
    line(seat, 1 / 32),
    line(sold(S.kiro, "Kiro-Credits", "0", { unit: "Credits" }), 20),
  ]),
  planted(
    "eight keys",
    ["security", "us-west-2"],
    "arn:aws:kms:us-west-2:048172263915:key/waste-many",
    [line(sold(S.keys, "KMS-Keys", "1", { unit: "Keys" }), 0.25)],
    {
      "small-things-that-add-up": unknown,
    },
  ),
  planted("one key", ["security", "us-west-2"], "arn:aws:kms:us-west-2:048172263915:key/waste-one", [
    line(sold(S.keys, "KMS-Keys", "1", { unit: "Keys" }), 1 / 32),
  ]),
  planted(
    "a queue without a tag",
    ["production", "eu-west-1"],
    "arn:aws:sqs:eu-west-1:517364028841:waste-untagged",
    [line(sold(S.queue, "Requests", "0.0000004", { operation: "SendMessage", unit: "Requests" }), 1_000_000)],
    {
      "untagged-spend": unknown,
    },
    { isUntagged: true },
  ),
  planted(
    "a queue with tags",
    ["production", "eu-west-1"],
    "arn:aws:sqs:eu-west-1:517364028841:waste-tagged",
    [line(sold(S.queue, "Requests", "0.0000004", { operation: "SendMessage", unit: "Requests" }), 1_000_000)],
  ),
  planted(
    "a service nobody had before",
    ["security", "us-east-1"],
    "arn:aws:kafka:us-east-1:048172263915:cluster/waste-new",
    [line(sold(S.kafka, "Kafka.m7g.large", "0.204", { operation: "RunBroker" }), 24)],
    {
      "first-seen": unknown,
    },
    { key: "AmazonMSK us-east-1", monthsBefore: 0 },
  ),
  planted(
    "a service that was there before",
    ["security", "us-west-2"],
    "arn:aws:kafka:us-west-2:048172263915:cluster/waste-known",
    [line(sold(S.kafka, "Kafka.m7g.large", "0.204", { operation: "RunBroker" }), 24)],
    {},
    { key: "AmazonMSK us-west-2" },
  ),
];
