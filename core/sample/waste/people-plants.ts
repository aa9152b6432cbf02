import { SERVICES as S } from "../prices/services.ts";
import { line, part, planted, sold, type Plant, type PlantedLine, type PlantedSums } from "./plant.ts";

const ONE = 10n ** 18n;
const desktop = (mark: string): string =>
  `arn:aws:workspaces:eu-west-1:048172263915:workspace/ws-waste${mark}`;
const bundle = (type: string, rate: string) => sold(S.workSpaces, `AW-HW-${type}`, rate, { unit: "Month" });
const autoStop = (type: string, fee: string, hour: string, hours: number): readonly PlantedLine[] => [
  line(sold(S.workSpaces, `AW-HW-${type}-AutoStop-User`, fee, { unit: "Month" }), 1 / 32),
  line(sold(S.workSpaces, `AW-HW-${type}-AutoStop-Usage`, hour, { unit: "Hour" }), hours),
];
const machine = (usageType: string, rate: string, hours: number): readonly PlantedLine[] => [
  line(sold(S.sageMaker, usageType, rate, { operation: "RunInstance", instance: "ml.t3.medium" }), hours),
];
const learning = (account: string, name: string): string =>
  `arn:aws:sagemaker:eu-west-1:${account}:${name}/waste`;
const profile = (model: string): string =>
  `arn:aws:bedrock:eu-west-1:048172263915:application-inference-profile/waste-${model}`;
const tokens = (model: string, kind: string, rate: string) =>
  sold(S.bedrock, `{from}-${model}-${kind}`, rate, { operation: "InvokeModelInference", unit: "1K tokens" });
const office = ({ cost }: PlantedSums): bigint => (cost() * 108n) / 168n;

/** Desktops, notebooks and models: what people work with. */
export const PEOPLE_PLANTS: readonly Plant[] = [
  planted(
    "a desktop by the hour, used all day",
    ["security", "eu-west-1"],
    desktop("busy"),
    autoStop("2", "11", "0.32", 8),
    {
      "workspaces-auto-stop": ({ cost, own }) => {
        const flat = own(S.workSpaces, /AW-HW-2$/, "eu-west-1");
        return cost() - (flat.cost * ONE) / flat.usage;
      },
    },
  ),
  planted("a desktop by the hour, used at times", ["security", "eu-west-1"], desktop("calm"), [
    ...autoStop("2", "11", "0.32", 2),
  ]),
  planted("a desktop by the month", ["security", "eu-west-1"], desktop("flat"), [
    line(bundle("2", "37"), 1 / 32),
  ]),
  planted(
    "a large desktop by the hour, used all day",
    ["security", "eu-west-1"],
    desktop("large"),
    autoStop("8", "26", "0.99", 8),
    {
      "workspaces-auto-stop": ({ cost, usage }) => {
        const hours = usage(/Usage$/);
        return (cost(/Usage$/) * (((hours - 80n * ONE) * ONE) / hours)) / ONE;
      },
    },
  ),
  planted(
    "a notebook that never stops",
    ["security", "eu-west-1"],
    learning("048172263915", "notebook-instance"),
    machine("Notebk:ml.t3.medium", "0.05", 24),
    { "sagemaker-always-on": office },
  ),
  planted(
    "a notebook in working hours",
    ["learning", "eu-west-1"],
    learning("385201946673", "notebook-instance"),
    machine("Notebk:ml.t3.medium", "0.05", 9),
  ),
  planted(
    "an endpoint of a test",
    ["development", "eu-west-1"],
    learning("009356718442", "endpoint"),
    machine("Host:ml.m5.large", "0.115", 24),
    { "sagemaker-always-on": office },
  ),
  planted(
    "an endpoint of production",
    ["production", "eu-west-1"],
    learning("517364028841", "endpoint"),
    machine("Host:ml.m5.large", "0.115", 24),
  ),
  planted(
    "a model asked without a cache and one by one",
    ["security", "eu-west-1"],
    profile("lite"),
    [
      line(tokens("NovaLite", "input-tokens", "0.00006"), 40_000),
      line(tokens("NovaLite", "output-tokens", "0.00024"), 4_000),
    ],
    {
      "bedrock-prompt-cache": ({ cost, usage }) => {
        const [input, price] = [
          usage(/-input-tokens$/),
          (cost(/-input-tokens$/) * ONE) / usage(/-input-tokens$/),
        ];
        return (part(input, 3_000) * (price - part(price, 1_000))) / ONE;
      },
      "bedrock-batch": ({ cost }) => part(part(cost(), 2_000), 5_000),
    },
    { key: "EU-NovaLite" },
  ),
  planted(
    "a model with a little in the cache",
    ["security", "eu-west-1"],
    profile("pro"),
    [
      line(tokens("NovaMini", "input-tokens", "0.0008"), 4_000),
      line(tokens("NovaMini", "cache-read-input-token-count", "0.0002"), 400),
      line(tokens("NovaMini", "input-tokens-batch", "0.0004"), 4_000),
    ],
    {
      "bedrock-prompt-cache": ({ cost, usage }) => {
        const rate = (kind: RegExp): bigint => (cost(kind) * ONE) / usage(kind);
        const [input, cached] = [usage(/-input-tokens$/), usage(/cache-read/)];
        return ((part(input + cached, 3_000) - cached) * (rate(/-input-tokens$/) - rate(/cache-read/))) / ONE;
      },
    },
    { key: "EU-NovaMini" },
  ),
  planted(
    "a model with its instructions in the cache and its evaluations in batches",
    ["security", "eu-west-1"],
    profile("micro"),
    [
      line(tokens("NovaMicro", "input-tokens", "0.0008"), 2_000),
      line(tokens("NovaMicro", "cache-read-input-token-count", "0.0002"), 2_000),
      line(tokens("NovaMicro", "input-tokens-batch", "0.0004"), 1_000),
    ],
    {},
    { key: "EU-NovaMicro" },
  ),
  planted(
    "a model that is hardly asked",
    ["security", "eu-west-1"],
    profile("rare"),
    [line(tokens("NovaRare", "input-tokens", "0.0008"), 100)],
    {},
    { key: "EU-NovaRare" },
  ),
];
