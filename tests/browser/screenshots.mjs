// For eyes, not for tests: `SITE=folder node screenshots.mjs out` takes every page type in two
// widths and both colour schemes.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { open, launch } from "./lib/browser.mjs";
import { serve } from "./lib/server.mjs";
import { pageTypes } from "./lib/site.mjs";

const out = process.argv[2] ?? "screenshots";
mkdirSync(out, { recursive: true });
const server = await serve("/");
const browser = await launch();
for (const width of [360, 1280]) {
  for (const colorScheme of ["light", "dark"]) {
    const page = await open(browser, server.base, { viewport: { width, height: 900 }, colorScheme });
    for (const path of pageTypes) {
      await page.visit(path);
      const name = `${path.replaceAll("/", "-").replace(/\.html$/, "")}-${width}-${colorScheme}.png`;
      await page.screenshot({ path: join(out, name), fullPage: true });
    }
    await page.done();
  }
}
await browser.close();
await server.close();
