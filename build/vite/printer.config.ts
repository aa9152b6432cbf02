import type { UserConfig } from "vite";
import { nodeBundle } from "./node.config.ts";

const MANIFEST = { name: "cloudspend-printer", version: "0.0.0", main: "printer.js", type: "module" };

/** A folder that Electron can start, since it is told of apps by their folders. */
export default {
  ...nodeBundle({ printer: "electron/main/printer/printer.ts" }, "printer"),
  plugins: [
    {
      name: "printer-manifest",
      generateBundle() {
        this.emitFile({ type: "asset", fileName: "package.json", source: JSON.stringify(MANIFEST) });
      },
    },
  ],
} satisfies UserConfig;
