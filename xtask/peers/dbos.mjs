// Six empty steps on DBOS, behind HTTP: `cargo xtask bench --peers` measures the calls.

import http from "node:http";

import { DBOS } from "@dbos-inc/dbos-sdk";

const [, , port, database] = process.argv;

DBOS.setConfig({
  name: "task",
  systemDatabaseUrl: database,
  runAdminServer: false,
  logLevel: "error",
});

const run = DBOS.registerWorkflow(
  async () => {
    for (let step = 1; step <= 6; step += 1) {
      await DBOS.runStep(async () => step, { name: `step ${step}` });
    }
    return "COMPLETE";
  },
  { name: "run" },
);

await DBOS.launch();

const server = http.createServer((request, response) => {
  request.resume().on("end", async () => {
    try {
      const body = JSON.stringify(await run());
      response.writeHead(200, { "content-length": Buffer.byteLength(body) });
      response.end(body);
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
});
server.listen(Number(port), "127.0.0.1");
