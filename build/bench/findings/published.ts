/**
 * Rules as the published query libraries and dashboards ask them of the line items: one statement each, over one month. `$` is the
 * relation. What they lack against ours (own rates, look-back, overlaps, months before) makes them cheaper, not dearer.
 */
const SUMS = "sum(line_item_unblended_cost) AS cost, sum(line_item_usage_amount) AS usage";
const BY = "line_item_usage_account_id, line_item_resource_id";
const byResource = (where: string, having = ""): string =>
  `SELECT ${BY}, ${SUMS} FROM $ WHERE line_item_line_item_type = 'Usage' AND ${where} GROUP BY ${BY} ${having}`;
const like = (text: string): string => `line_item_usage_type LIKE '%${text}%'`;
const onlyHours = (hours: string): string =>
  `HAVING count(DISTINCT line_item_usage_type) = 1 AND sum(line_item_usage_amount) FILTER (${like(hours)}) > 336`;

export const PUBLISHED: readonly string[] = [
  byResource(`line_item_product_code = 'AmazonEC2' AND ${like("NatGateway")}`, onlyHours("NatGateway-Hours")),
  byResource("line_item_product_code = 'AWSELB'", onlyHours("LoadBalancerUsage")),
  byResource(like("VpcEndpoint"), onlyHours("VpcEndpoint-Hours")),
  byResource(like("IdleAddress")),
  byResource(like("EBS:VolumeUsage.gp2")),
  byResource(like("EBS:SnapshotUsage")),
  byResource(like("ExtendedSupport")),
  byResource("line_item_product_code = 'AWSLambda' AND line_item_usage_type NOT LIKE '%ARM%'"),
  byResource(
    "line_item_operation LIKE 'RunInstances%' AND regexp_matches(line_item_usage_type, 'BoxUsage:[cmr][3-7]i?[.]')",
  ),
  byResource(
    "line_item_product_code = 'AmazonRDS' AND regexp_matches(line_item_usage_type, 'InstanceUsage:db[.][mr][3-7]i?[.]')",
  ),
  byResource("line_item_product_code = 'AmazonElastiCache' AND line_item_operation LIKE '%:0002'"),
  byResource(like("DataTransfer-Regional-Bytes"), "HAVING sum(line_item_unblended_cost) > 1000"),
  byResource(`${like("DataTransfer-Out-Bytes")} AND line_item_product_code IN ('AmazonS3', 'AmazonEC2')`),
  byResource(
    "line_item_product_code = 'AmazonS3'",
    "HAVING count(*) FILTER (line_item_usage_type LIKE '%Requests-%') = 0 AND sum(line_item_unblended_cost) FILTER (line_item_usage_type LIKE '%TimedStorage-ByteHrs') > 0",
  ),
  byResource(
    "line_item_product_code = 'AmazonCloudWatch' AND line_item_usage_type LIKE '%DataProcessing-Bytes'",
  ),
  byResource(
    "line_item_product_code = 'AmazonDynamoDB' AND regexp_matches(line_item_usage_type, 'TimedStorage|RequestUnits')",
  ),
  byResource("line_item_product_code = 'AWSCloudTrail' AND line_item_usage_type LIKE '%PaidEventsRecorded'"),
  byResource("line_item_product_code = 'AmazonKinesis'", onlyHours("ShardHour")),
  byResource(like("CPUCredits")),
  "SELECT savings_plan_savings_plan_a_r_n, sum(savings_plan_total_commitment_to_date) - sum(savings_plan_used_commitment) FROM $ WHERE line_item_line_item_type = 'SavingsPlanRecurringFee' GROUP BY 1",
];
