// What every test file begins and ends with: a server, a browser, and one list of what went wrong.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { launch, open } from "./browser.mjs";
import { serve } from "./server.mjs";

/** Starts and stops a server and a browser around the tests of a file. */
export function suite(mount = "/") {
  const started = {};
  before(async () => {
    started.server = await serve(mount);
    started.browser = await launch();
  });
  after(async () => {
    await started.browser?.close();
    await started.server?.close();
  });
  return {
    /** A new page, to be closed by `page.done()`. */
    page: (options) => open(started.browser, started.server.base, options),
    get base() {
      return started.server.base;
    },
    get browser() {
      return started.browser;
    },
  };
}

/** Fails with one line for each fault, so that one run shows them all. */
export function assertNone(faults) {
  const shown = faults.slice(0, 60);
  const more = faults.length > shown.length ? [`... and ${faults.length - shown.length} more`] : [];
  assert.ok(faults.length === 0, `\n  ${[...shown, ...more].join("\n  ")}`);
}
