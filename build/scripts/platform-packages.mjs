/** @typedef {{ version?: string, optional?: boolean, dev?: boolean, resolved?: string, optionalDependencies?: Record<string, string> }} Locked */

const OS = /\b(android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)\b/;
const CPU = /\b(arm64|x64|ia32|arm|ppc64|riscv64|s390x|loong64|mips64el|wasm32)\b/;

/** @param {string} name for example `@oxlint/binding-linux-arm64-musl` */
function platformOf(name) {
  const os = OS.exec(name)?.[1];
  const cpu = CPU.exec(name)?.[1];
  const libc = /musl/.test(name) ? "musl" : /gnu/.test(name) ? "glibc" : undefined;
  return {
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(libc && os === "linux" ? { libc: [libc] } : {}),
    ...(os ? { os: [os] } : {}),
  };
}

/**
 * The optional packages that other packages pin but the lockfile does not list.
 * @param {Record<string, Locked>} packages
 */
export function missingPlatformPackages(packages) {
  const missing = new Map();
  for (const { optionalDependencies = {}, dev } of Object.values(packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      const isListed = Object.keys(packages).some((path) => path.endsWith(`node_modules/${name}`));
      if (isListed || !/^\d+\.\d+\.\d+[\w.-]*$/.test(version)) continue;
      missing.set(`node_modules/${name}`, {
        version,
        ...platformOf(name),
        ...(dev ? { dev } : {}),
        optional: true,
      });
    }
  }
  return missing;
}
