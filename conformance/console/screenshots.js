// Takes the pictures of docs/console.md: each page in light and dark, on a phone and on a wide
// screen. `cargo xtask screenshots` runs it; the first argument is the folder.

import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { launch, open } from "./browser.js";
import { scene } from "./scene.js";
import { start } from "./server.js";

const [folder] = process.argv.slice(2);
const HEIGHT = { 390: 844, 1440: 900 };
// Few colours are enough for pages of text, and make the files a quarter.
const COLOURS = "16";

const browser = await launch();
const server = await start("--reviewer", "manual");
const cleanup = [];
const test = { after: (close) => cleanup.push(close) };
try {
  const ids = await scene(server);
  const pages = {
    pipeline: "/console/",
    table: "/console/?view=table",
    worth: "/console/?view=worth",
    opportunity: `/console/opportunities/${ids.returned}`,
    edit: `/console/opportunities/${ids.draft}/edit`,
    snapshots: `/console/opportunities/${ids.approved}/snapshots?engagement=${ids.engagement}`,
    engagements: "/console/engagements",
    engagement: `/console/engagements/${ids.engagement}`,
    customers: "/console/customers",
    tasks: "/console/tasks",
    task: `/console/tasks/${ids.failed}`,
    events: "/console/events",
    requests: "/console/requests",
    controls: "/console/controls",
  };
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [390, 1440]) {
      const viewport = { width, height: HEIGHT[width] };
      const { page } = await open(browser, test, server.url, "/console/", { colorScheme, viewport });
      for (const [name, path] of Object.entries(pages)) {
        await page.goto(path);
        await page.locator("#live").getByText("live", { exact: true }).waitFor();
        const file = join(folder, `${name}-${colorScheme}-${width}.png`);
        await page.screenshot({ path: file });
        execFileSync("pngquant", ["--force", "--strip", "--ext", ".png", "--speed", "1",
          COLOURS, file]);
      }
    }
  }
} finally {
  for (const close of cleanup) await close();
  await browser.close();
  await server.stop();
}
