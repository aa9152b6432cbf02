import { APPS, type Account, type AppKey } from "./organisation.ts";
import { chance, seedOf } from "./random.ts";
import type { TagSet } from "./line-item.ts";

/** Tag columns of the world, as the legacy report spells them, in its order. */
export const TAG_KEYS = [
  "aws:createdBy",
  "user:Team",
  "user:app",
  "user:cost-center",
  "user:env",
  "user:team",
] as const;

/** The tag nobody had activated in the beginning: older months have no column for it. */
export const LATE_TAG = "user:cost-center";

const UNTAGGED_SHARE = 0.11;
const MISSING_TEAM_SHARE = 0.08;
const MISSING_COST_CENTER_SHARE = 0.22;
const WRONG_SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  prod: ["Prod", "production", "PROD"],
  staging: ["stage", "Staging"],
  dev: ["development", "sandbox"],
  shared: ["Shared"],
};
const WRONG_SPELLING_SHARE = 0.2;

/** Tags people gave a resource: with gaps, and not always spelled alike. */
export function tagsOf(seed: number, account: Account, appKey: AppKey): TagSet {
  if (chance(seed, 1) < UNTAGGED_SHARE) return {};
  const app = APPS[appKey];
  const tags: Record<string, string> = { "user:app": app.name, "user:env": environment(seed, account) };
  if (chance(seed, 2) >= MISSING_TEAM_SHARE) tags[teamKey(seed, appKey)] = app.team;
  if (chance(seed, 3) >= MISSING_COST_CENTER_SHARE) tags["user:cost-center"] = app.costCenter;
  if (chance(seed, 4) < 0.3) {
    tags["aws:createdBy"] =
      `AssumedRole:AROA${String(seedOf(app.team)).padStart(10, "7")}:${app.team}-deploy`;
  }
  return tags;
}

/** The perception team writes its tag keys with a capital. */
function teamKey(seed: number, appKey: AppKey): string {
  return APPS[appKey].team === "perception" && chance(seed, 5) < 0.6 ? "user:Team" : "user:team";
}

function environment(seed: number, account: Account): string {
  const wrong = WRONG_SPELLINGS[account.environment] ?? [];
  const draw = chance(seed, 6);
  if (draw >= WRONG_SPELLING_SHARE) return account.environment;
  return wrong[Math.floor((draw / WRONG_SPELLING_SHARE) * wrong.length)] ?? account.environment;
}
