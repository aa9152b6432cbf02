import { nodeBundle } from "./node.config.ts";

export default nodeBundle({ bench: "build/bench/bench.ts" }, "bench");
