import { nodeBundle } from "./node.config.ts";

export default nodeBundle("build/bench/bench.ts", "bench", "bench.js");
