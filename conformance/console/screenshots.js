// Takes the pictures of docs/console.md: each page in light and dark, on a phone and on a wide
// screen. `cargo xtask screenshots` runs it; the first argument is the folder.

import { execFileSync } from "node:child_process";
import { join } from "node:path";

import { launch, open } from "./browser.js";
import { pages } from "./pages.js";
import { start } from "./server.js";

const [folder] = process.argv.slice(2);
const HEIGHT = { 390: 844, 1440: 900 };
// Few colours are enough for pages of text, and make the files a quarter.
const COLOURS = "16";

const browser = await launch();
try {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [390, 1440]) await take(colorScheme, width);
  }
} finally {
  await browser.close();
}

// Each has a server of its own: a server has 64 streams of events at most, and a browser leaves
// those of earlier pages open for a while.
async function take(colorScheme, width) {
  const server = await start("--reviewer", "manual");
  const cleanup = [];
  try {
    const paths = await pages(server);
    const viewport = { width, height: HEIGHT[width] };
    const test = { after: (close) => cleanup.push(close) };
    const { page } = await open(browser, test, server.url, "/console/", { colorScheme, viewport });
    for (const [name, path] of Object.entries(paths)) {
      await page.goto(path);
      await page.locator("#live").getByText("live", { exact: true }).waitFor();
      const file = join(folder, `${name}-${colorScheme}-${width}.png`);
      await page.screenshot({ path: file });
      execFileSync("pngquant", ["--force", "--strip", "--ext", ".png", "--speed", "1",
        COLOURS, file]);
    }
  } finally {
    for (const close of cleanup) await close();
    await server.stop();
  }
}
