// A browser for the tests of a file, and what every page must keep.

import axe from "axe-core";
import { chromium } from "playwright-core";

const PROGRAM = process.env.COSELL_TEST_CHROMIUM ?? "/usr/bin/chromium";

export function launch() {
  // As the superuser, in a container, Chromium runs only without its sandbox; it opens nothing but
  // the server under test.
  const options = ["--no-proxy-server", "--disable-dev-shm-usage"];
  if (process.getuid() === 0) options.push("--no-sandbox");
  return chromium.launch({ executablePath: PROGRAM, args: options });
}

// A page that collects in `wrong` the errors of the browser's console and requests to other hosts.
export async function open(browser, t, url, path, context = {}) {
  const opened = await browser.newContext({ baseURL: url, ...context });
  t.after(() => opened.close());
  const page = await opened.newPage();
  const wrong = [];
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== url) wrong.push(`request to ${request.url()}`);
  });
  await page.goto(path);
  return { page, wrong };
}

export async function findings(page) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(() => globalThis.axe.run());
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html)}`);
}

// Opens a button that cannot be taken back, says that it is meant, and presses it.
export async function confirm(place, name) {
  const button = place.locator("details.danger").filter({ hasText: name }).first();
  await button.locator("summary").click();
  await button.getByRole("checkbox").check();
  await button.getByRole("button", { name }).click();
}

export const live = (page) => page.locator("#live").getByText("live", { exact: true }).waitFor();

// Opens each path in light and dark, on a phone and on a wide screen, and returns what is wrong.
export async function everywhere(browser, t, url, paths) {
  const found = [];
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [390, 1440]) {
      const viewport = { width, height: 900 };
      const { page, wrong } = await open(browser, t, url, "/console/", { colorScheme, viewport });
      for (const path of paths) {
        const where = `${path} ${colorScheme} ${width}`;
        const answer = await page.goto(path);
        if (answer.status() !== 200) found.push(`${where}: status ${answer.status()}`);
        for (const one of await findings(page)) found.push(`${where}: ${one}`);
        const wide = () => document.documentElement.scrollWidth - innerWidth;
        if ((await page.evaluate(wide)) > 0) found.push(`${where} scrolls sideways`);
        const narrow = () => [...document.querySelectorAll("dd")].filter((one) =>
          one.checkVisibility() && one.clientWidth < 80).length;
        if (await page.evaluate(narrow)) found.push(`${where} has columns too narrow to read`);
        for (const one of wrong.splice(0)) found.push(`${where}: ${one}`);
      }
      await page.context().close();
    }
  }
  return found;
}
