import { SERVICES as S } from "../prices/services.ts";
import type { RegionCode } from "../organisation.ts";
import {
  all,
  atPriceOf,
  line,
  part,
  planted,
  share,
  sold,
  type ExpectedSaving,
  type Plant,
  type PlantedLine,
} from "./plant.ts";

const db = (mark: string): string => `arn:aws:rds:eu-west-1:048172263915:db:waste-${mark}`;
const cache = (mark: string): string => `arn:aws:elasticache:eu-west-1:048172263915:cluster:waste-${mark}`;
const domain = (mark: string): string => `arn:aws:es:eu-west-1:048172263915:domain/waste-${mark}`;
const table = (mark: string): string => `arn:aws:dynamodb:eu-west-1:048172263915:table/waste-${mark}`;
const engine = (type: string, rate: string, code: string) =>
  sold(S.rds, `InstanceUsage:db.${type}`, rate, {
    operation: `CreateDBInstance:${code}`,
    instance: `db.${type}`,
  });
const node = (type: string, rate: string, code: string) =>
  sold(S.cache, `NodeUsage:cache.${type}`, rate, {
    operation: `CreateCacheCluster:${code}`,
    instance: `cache.${type}`,
  });
const search = (type: string, rate: string) =>
  sold(S.search, `ESInstance:${type}`, rate, { operation: "ESDomain", instance: `${type}.search` });
const cluster = (place: string, mark: string): string => `arn:aws:rds:${place}:cluster:cluster-waste-${mark}`;
const auroraDb = (place: string, mark: string): string => `arn:aws:rds:${place}:db:waste-aurora-${mark}`;
const gb = { unit: "GB-Mo" };
const rdsGp2 = sold(S.rds, "RDS:GP2-Storage", "0.115", { ...gb, operation: "CreateDBInstance:0014" });
const rdsGp3 = sold(S.rds, "RDS:GP3-Storage", "0.1", { ...gb, operation: "CreateDBInstance:0014" });
const tableStorage = sold(S.dynamo, "TimedStorage-ByteHrs", "0.25", gb);
const tableWrites = sold(S.dynamo, "WriteRequestUnits", "0.00000125", {
  operation: "PayPerRequestThroughput",
  unit: "WriteRequestUnits",
});
const stream = (mark: string): string => `arn:aws:kinesis:eu-west-1:048172263915:stream/waste-${mark}`;
const shard = sold(S.kinesis, "Storage-ShardHour", "0.015", { operation: "shardHourStorage" });

const requests = (kind: "Read" | "Write", rate: string) =>
  sold(S.dynamo, `${kind}RequestUnits`, rate, {
    operation: "PayPerRequestThroughput",
    unit: `${kind}RequestUnits`,
  });

function optimized(compute: bigint, storage: bigint, io: bigint): bigint {
  return compute + storage + io - part(compute, 13_000) - part(storage, 22_500);
}
/** Of all that is in the account and Region: two clusters of the same storage, one with 40 times the I/O, and an instance. */
const sharedAurora: ExpectedSaving = ({ cost, own }) =>
  optimized(
    own(S.rds, /InstanceUsage:db.r7g.2xlarge$/, "eu-central-1").cost,
    cost(/StorageUsage/) * 2n,
    cost(/StorageIOUsage/) + part(cost(/StorageIOUsage/), 250),
  );

/** Databases, caches, search, streams. */
export const DATA_PLANTS: readonly Plant[] = [
  planted(
    "a database past its support",
    ["security", "eu-west-1"],
    db("old"),
    [
      line(
        sold(S.rds, "ExtendedSupport:Yr1-Yr2:PostgreSQL12", "0.1", {
          operation: "CreateDBInstance:0014",
          unit: "vCPU-Hours",
        }),
        48,
      ),
    ],
    {
      "database-extended-support": all,
    },
  ),
  planted(
    "PostgreSQL on Intel",
    ["security", "eu-west-1"],
    db("intel"),
    [line(engine("r6i.large", "0.25", "0014"), 24)],
    { "graviton-managed": share(1_000) },
  ),
  planted("PostgreSQL on Graviton", ["security", "eu-west-1"], db("arm"), [
    line(engine("r7g.large", "0.239", "0014"), 24),
  ]),
  planted("Oracle with an own licence on Intel", ["security", "eu-west-1"], db("byol"), [
    line(engine("r6i.large", "0.25", "0005"), 24),
  ]),
  planted(
    "SQL Server with its licence",
    ["security", "eu-west-1"],
    db("mssql"),
    [line(engine("m6i.large", "0.977", "0012"), 24)],
    { "database-licences": share(2_500) },
  ),
  planted(
    "Oracle with its licence",
    ["security", "eu-west-1"],
    db("oracle"),
    [line(engine("m6i.large", "0.514", "0020"), 24)],
    { "database-licences": share(1_500) },
  ),
  planted("database storage on gp2", ["security", "eu-west-1"], db("gp2"), [line(rdsGp2, 16)], {
    "managed-gp2-storage": ({ cost, usage, own }) =>
      cost() - atPriceOf(usage(), own(S.rds, /RDS:GP3-Storage$/, "eu-west-1")),
  }),
  planted("database storage on gp3", ["security", "eu-west-1"], db("gp3"), [line(rdsGp3, 16)]),
  planted(
    "Aurora with much I/O",
    ["security", "us-west-2"],
    cluster("us-west-2:048172263915", "io"),
    auroraStorage(8, 40_000_000),
    { "aurora-io-optimized": auroraSaving("us-west-2", "db.r7g.xlarge") },
  ),
  planted(
    "the only instance of Aurora in its Region",
    ["security", "us-west-2"],
    auroraDb("us-west-2:048172263915", "io"),
    [line(engine("r7g.xlarge", "0.553", "0021"), 12)],
  ),
  planted(
    "Aurora with little I/O",
    ["security", "eu-central-1"],
    cluster("eu-central-1:048172263915", "calm"),
    auroraStorage(8, 1_000_000),
  ),
  planted(
    "the instance of the calm cluster",
    ["security", "eu-central-1"],
    auroraDb("eu-central-1:048172263915", "calm"),
    [line(engine("r7g.xlarge", "0.553", "0021"), 12)],
  ),
  planted(
    "one of two clusters with instances of their own",
    ["shared", "eu-central-1"],
    cluster("eu-central-1:261590437718", "one"),
    auroraStorage(8, 40_000_000),
    { "aurora-io-optimized": sharedAurora },
    { key: "eu-central-1" },
  ),
  planted(
    "the other of the two",
    ["shared", "eu-central-1"],
    cluster("eu-central-1:261590437718", "two"),
    auroraStorage(8, 1_000_000),
    {},
    { key: "eu-central-1" },
  ),
  planted(
    "an instance of either of the two",
    ["shared", "eu-central-1"],
    auroraDb("eu-central-1:261590437718", "either"),
    [line(engine("r7g.2xlarge", "1.106", "0021"), 6)],
    {},
    { key: "eu-central-1" },
  ),
  planted(
    "Memcached on Intel",
    ["security", "eu-west-1"],
    cache("intel"),
    [line(node("m5.large", "0.156", "0001"), 24)],
    { "graviton-managed": share(500) },
  ),
  planted(
    "Redis on Graviton",
    ["security", "eu-west-1"],
    cache("redis"),
    [line(node("r7g.large", "0.219", "0002"), 24)],
    { "redis-to-valkey": share(2_000) },
  ),
  planted(
    "Redis without servers",
    ["security", "eu-west-1"],
    cache("serverless"),
    [
      line(
        sold(S.cache, "CachedData:Serverless", "0.125", {
          operation: "CreateServerlessCache:0002",
          unit: "GB-Hrs",
        }),
        48,
      ),
    ],
    {
      "redis-to-valkey": share(3_300),
    },
  ),
  planted("Valkey on Graviton", ["security", "eu-west-1"], cache("valkey"), [
    line(node("r7g.large", "0.1752", "0003"), 24),
  ]),
  planted(
    "search on Intel",
    ["security", "eu-west-1"],
    domain("intel"),
    [line(search("m5.large", "0.142"), 24)],
    { "graviton-managed": share(500) },
  ),
  planted("search on Graviton", ["security", "eu-west-1"], domain("arm"), [
    line(search("m6g.large", "0.128"), 24),
  ]),
  planted(
    "search storage on gp2",
    ["security", "eu-west-1"],
    domain("gp2"),
    [line(sold(S.search, "ES:GP2-Storage", "0.135", { ...gb, operation: "ESDomain" }), 16)],
    {
      "managed-gp2-storage": share(960),
    },
  ),
  planted(
    "a table that stores much and is asked little",
    ["security", "eu-west-1"],
    table("cold"),
    [line(tableStorage, 16), line(tableWrites, 100_000)],
    {
      "dynamodb-table-class": ({ cost }) => {
        const [storage, requests] = [cost(/TimedStorage/), cost(/RequestUnits/)];
        return storage - part(storage, 4_000) + requests - part(requests, 12_500);
      },
    },
  ),
  planted("a table that is asked much", ["security", "eu-west-1"], table("hot"), [
    line(tableStorage, 1),
    line(tableWrites, 4_000_000),
  ]),
  planted(
    "capacity that never falls",
    ["security", "eu-west-1"],
    table("base"),
    [
      line(
        sold(S.dynamo, "WriteCapacityUnit-Hrs", "0.00065", {
          operation: "CommittedThroughput",
          unit: "WriteCapacityUnit-Hrs",
        }),
        2_400,
      ),
    ],
    {
      "dynamodb-reserved": share(5_400),
    },
    { key: "EU-WriteCapacityUnit-Hrs" },
  ),
  planted(
    "a table that is asked evenly",
    ["security", "eu-west-1"],
    table("even"),
    [line(requests("Write", "0.00000125"), 2_400_000, { perHour: (hour) => 100_000 + hour * 1_000 })],
    {
      "dynamodb-capacity-mode": ({ cost, days, own }) =>
        cost() -
        atPriceOf(unitHours(days * 24n * 123_000n), own(S.dynamo, /WriteCapacityUnit-Hrs$/, "eu-west-1")),
    },
  ),
  planted(
    "a table that is asked evenly where nothing is provisioned",
    ["security", "us-west-2"],
    table("lone"),
    [
      line(requests("Read", "0.00000025"), 12_000_000, { perHour: () => 500_000 }),
      line(requests("Write", "0.00000125"), 1_200_000, { perHour: () => 50_000 }),
    ],
    {
      "dynamodb-capacity-mode": ({ cost, usage, days }) => {
        const [reads, writes] = [days * 24n * 500_000n, days * 24n * 50_000n].map(unitHours);
        const price = (kind: RegExp): bigint => ((cost(kind) * ONE) / usage(kind)) * 1_040n;
        return (
          cost() -
          ((reads ?? 0n) * price(/ReadRequest/)) / ONE -
          ((writes ?? 0n) * price(/WriteRequest/)) / ONE
        );
      },
    },
  ),
  planted("a table that is asked in one hour of the day", ["security", "eu-west-1"], table("burst"), [
    line(requests("Write", "0.00000125"), 2_400_000, { perHour: (hour) => (hour === 3 ? 2_400_000 : 0) }),
  ]),
  planted("a stream without a record", ["security", "eu-west-1"], stream("idle"), [line(shard, 24)], {
    "idle-streams": all,
  }),
  planted("a stream with records", ["security", "eu-west-1"], stream("used"), [
    line(shard, 24),
    line(
      sold(S.kinesis, "PutRequestPayloadUnits", "0.000000014", {
        operation: "PutRequest",
        unit: "PutRequest",
      }),
      10_000,
    ),
  ]),
];

const ONE = 10n ** 18n;

/** Capacity for requests an hour, at 70 % of its use. */
function unitHours(requestsAnHour: bigint): bigint {
  return (requestsAnHour * ONE * ONE) / (2_520n * ONE);
}

function auroraStorage(storage: number, io: number): readonly PlantedLine[] {
  const operation = "CreateDBInstance:0021";
  return [
    line(sold(S.rds, "Aurora:StorageUsage", "0.1", { ...gb, operation }), storage),
    line(sold(S.rds, "Aurora:StorageIOUsage", "0.0000002", { operation, unit: "IOs" }), io),
  ];
}

/** Of a cluster that is alone in its account and Region with its instances. */
function auroraSaving(region: RegionCode, type: string): ExpectedSaving {
  return ({ cost, own }) =>
    optimized(
      own(S.rds, new RegExp(`InstanceUsage:${type}$`), region).cost,
      cost(/StorageUsage/),
      cost(/StorageIOUsage/),
    );
}
