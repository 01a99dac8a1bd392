// The browser and the server of a file's tests: from before the first one until after the last one.

import { after, before } from "node:test";

import { launch } from "./browser.js";
import { start } from "./server.js";

export let browser;
export let server;

// `prepare` gets the server before the first test.
export function stage(prepare) {
  before(async () => {
    browser = await launch();
    server = await start("--reviewer", "manual");
    await prepare?.(server);
  });
  after(async () => {
    await browser?.close();
    await server?.stop();
  });
}
