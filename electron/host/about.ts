import { implement } from "@orpc/server";
import type { z } from "zod";
import type { crashLog, notices } from "#core/contract/schema/about.ts";
import { hostContract } from "#core/contract/host.ts";

export type Notices = z.infer<typeof notices>;
export type CrashLog = z.infer<typeof crashLog>;

export type About = {
  readonly licences: () => Promise<Notices>;
  readonly crashes: () => Promise<CrashLog>;
};

const { about } = implement(hostContract);

export function aboutHandlers(parts: About) {
  return about.router({
    licences: about.licences.handler(() => parts.licences()),
    crashes: about.crashes.handler(() => parts.crashes()),
  });
}
