import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { listIncidents } from "../../disk/set-aside.ts";
import { cloudspend } from "../cloudspend.fixture.ts";
import { costsOf, ownCosts, ROLE_ACCOUNT, test } from "./client.fixture.ts";

test("a synced month that was lost is fetched again by the next sync, alone, and no longer called lost", async ({
  client,
}) => {
  const { aws, folder, workspace, deliver, connect, json } = client;
  const totals = await deliver(3);
  await connect(ROLE_ACCOUNT);
  await json("sync");
  const [february = ""] = (await readdir(join(workspace, "line-items"))).filter((id) =>
    id.startsWith("2024-02"),
  );
  await writeFile(join(workspace, "line-items", february, "1.parquet"), "damaged");
  const { code, out } = await cloudspend(["repair", workspace], { directory: folder });
  expect(code).toBe(1);
  expect(out).toMatch(/Lost: [\d,]+ line items of 2024-02\. The next sync fetches it again\./);
  const lost = (await listIncidents(workspace)).flatMap((incident) => incident.lost ?? []);
  expect(lost.map(({ billingPeriod }) => billingPeriod)).toEqual(["2024-02"]);

  aws.requests.length = 0;
  const synced = await json("sync");
  expect(synced.unchanged).toBe(2);
  const fetched = aws.requests.map(({ key }) => key).filter((key) => key.endsWith(".csv.gz"));
  expect(fetched.length).toBeGreaterThan(0);
  expect(fetched.filter((key) => !key.includes("20240201-20240301"))).toEqual([]);
  expect(costsOf(await json("periods"))).toEqual(ownCosts(totals));
  expect((await listIncidents(workspace)).map(({ lost: month }) => month)).toEqual([null]);
  expect((await cloudspend(["repair", workspace, "--check"], { directory: folder })).code).toBe(0);
});
