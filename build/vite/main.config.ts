import { nodeBundle } from "./node.config.ts";

export default nodeBundle({ main: "electron/main/main.ts" }, "main");
