// Six empty steps on Restate: the handler of which `cargo xtask bench --peers` measures the calls.

// Node.js 20 lacks what the SDK uses.
Promise.withResolvers ??= function withResolvers() {
  let resolve;
  let reject;
  const promise = new Promise((first, second) => {
    resolve = first;
    reject = second;
  });
  return { promise, resolve, reject };
};

const restate = await import("@restatedev/restate-sdk");

const task = restate.service({
  name: "task",
  handlers: {
    run: async (context) => {
      for (let step = 1; step <= 6; step += 1) {
        await context.run(`step ${step}`, () => step);
      }
      return "COMPLETE";
    },
  },
});

await restate.serve({ services: [task], port: Number(process.argv[2]) });
