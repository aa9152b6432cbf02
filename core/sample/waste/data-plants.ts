import { SERVICES as S } from "../prices/services.ts";
import { all, atPriceOf, line, part, planted, share, sold, type Plant } from "./plant.ts";

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
    "arn:aws:rds:us-west-2:048172263915:cluster:waste-io",
    [
      line(engine("r7g.xlarge", "0.553", "0021"), 12),
      line(sold(S.rds, "Aurora:StorageUsage", "0.1", { ...gb, operation: "CreateDBInstance:0021" }), 8),
      line(
        sold(S.rds, "Aurora:StorageIOUsage", "0.0000002", {
          operation: "CreateDBInstance:0021",
          unit: "IOs",
        }),
        40_000_000,
      ),
    ],
    {
      "aurora-io-optimized": ({ cost }) => {
        const [compute, storage, io] = [cost(/InstanceUsage/), cost(/StorageUsage/), cost(/StorageIOUsage/)];
        return compute + storage + io - part(compute, 13_000) - part(storage, 22_500);
      },
    },
    { key: "us-west-2" },
  ),
  planted(
    "Aurora with little I/O",
    ["security", "eu-central-1"],
    "arn:aws:rds:eu-central-1:048172263915:cluster:waste-calm",
    [
      line(engine("r7g.xlarge", "0.553", "0021"), 12),
      line(sold(S.rds, "Aurora:StorageUsage", "0.1", { ...gb, operation: "CreateDBInstance:0021" }), 8),
      line(
        sold(S.rds, "Aurora:StorageIOUsage", "0.0000002", {
          operation: "CreateDBInstance:0021",
          unit: "IOs",
        }),
        1_000_000,
      ),
    ],
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
