import type { Plugin } from "vite";

/** Name of the file in a bundle that lists the packages of which something is in it; it is not part of the app. */
const LIST = ".packages";

/** Writes down from which packages a bundle was made, style sheets and fonts included. */
export function shippedPackages(): Plugin {
  return {
    name: "shipped-packages",
    generateBundle() {
      const files = [...this.getModuleIds()];
      const folders = files.flatMap((file) => packageFolder(file) ?? []);
      const source = [...new Set(folders)].toSorted().join("\n");
      this.emitFile({ type: "asset", fileName: LIST, source });
    },
  };
}

/** `node_modules/…` of the innermost package that a file belongs to. */
function packageFolder(file: string): string | null {
  const path = file.replaceAll("\\", "/");
  return (
    /(?:^|\/|\0)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/@.][^/]*)\//.exec(path)?.[1] ?? null
  );
}
