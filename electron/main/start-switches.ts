/** Chromium's switches that take a wall away between a page and the computer. */
const WALLS = [
  "no-sandbox",
  "disable-gpu-sandbox",
  "disable-namespace-sandbox",
  "disable-seccomp-filter-sandbox",
  "disable-setuid-sandbox",
  "single-process",
  "disable-web-security",
  "allow-running-insecure-content",
  "ignore-certificate-errors",
] as const;

/** Switches that let another program drive the page. */
const DRIVING = ["remote-debugging-port", "remote-debugging-pipe"] as const;

/** Said by the launcher of the tests and of the displayless preview, which run as root where Chromium refuses its sandbox. */
const UNSANDBOXED_RUN = "unsandboxed-test-or-preview";

/** Which kind of build it is that was started. */
export type BuildKind = "source" | "test" | "release";

type Switches = { hasSwitch(name: string): boolean };

/**
 * The switch because of which the app must not run; null when it may. Only from source, and only when the launcher of
 * the tests or of the displayless preview says so, may it run without Chromium's sandbox.
 */
export function refusedSwitch(given: Switches, build: BuildKind): string | null {
  const mayBeUnsandboxed = build === "source" && given.hasSwitch(UNSANDBOXED_RUN);
  const refused = [
    ...WALLS.filter((name) => !(name === "no-sandbox" && mayBeUnsandboxed)),
    ...(build === "release" ? DRIVING : []),
  ];
  return refused.find((name) => given.hasSwitch(name)) ?? null;
}
