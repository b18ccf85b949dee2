// graphile.mjs ADDRESS COUNT : does COUNT jobs that are there and prints how many milliseconds that took. The settings are
// those of its own performance page, with batching.
import { run } from "graphile-worker";

const [address, count] = [process.argv[2], Number(process.argv[3])];
let done = 0;
let last;
const all = new Promise((resolve) => (last = resolve));
const from = performance.now();
const runner = await run({
  preset: {
    worker: {
      connectionString: address,
      concurrentJobs: 24,
      maxPoolSize: 25,
      localQueue: { size: 500 },
      completeJobBatchDelay: 0,
      failJobBatchDelay: 0,
    },
  },
  noHandleSignals: true,
  taskList: {
    dial: async () => {
      if (++done === count) last();
    },
  },
});
await all;
// Returns when what was done is committed.
await runner.stop();
console.log(Math.round(performance.now() - from));
