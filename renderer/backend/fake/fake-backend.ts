import { createRouterClient } from "@orpc/server";
import type { Backend } from "../backend.ts";
import { fakeEngine } from "./fake-engine.ts";
import { fakeHost } from "./fake-host.ts";
import { JobBook } from "./job-book.ts";
import type { FakeOptions } from "./scene.ts";

/** Answers both contracts with canned costs of a made-up company, checked by the contracts themselves. */
export function createFakeBackend(options: FakeOptions = {}): Backend {
  const scene = options.scene ?? "data";
  const jobs = new JobBook(scene === "working" ? 3_600_000 : 4_000);
  return {
    engine: createRouterClient(fakeEngine(scene, jobs), { context: {} }),
    host: createRouterClient(fakeHost(scene, options, jobs), { context: {} }),
    pathOf: (file) => `/home/ana/Downloads/${file.name}`,
  };
}
