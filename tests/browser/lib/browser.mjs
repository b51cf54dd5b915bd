// The system's Chromium, and pages that remember what went wrong in them.
import { accessSync, constants } from "node:fs";
import { chromium } from "playwright-core";

const places = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

function executable() {
  const found = places.filter(Boolean).find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (!found) {
    throw new Error("no Chromium found: install it, or name it in CHROMIUM");
  }
  return found;
}

const options = () => ({
  executablePath: executable(),
  args: ["--disable-gpu", "--disable-quic", "--disable-sync"],
});

/** Starts Chromium, kept off the network. */
export const launch = () => chromium.launch(options());

/**
 * A page in a context of its own. `page.faults()` gives what went wrong since it was last asked:
 * errors and refusals in the console, exceptions, requests that failed or left `base`.
 */
export async function open(browser, base, options = {}) {
  return watched(await browser.newContext({ reducedMotion: "reduce", ...options }), base);
}

/** A page of a browser of its own, which keeps what it stores in the folder `profile`. */
export async function openKept(profile, base) {
  return watched(await chromium.launchPersistentContext(profile, options()), base);
}

async function watched(context, base) {
  // Everything is on this machine: what takes longer will not come.
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  let faults = [];
  page.on("console", (message) => {
    if (message.type() === "error") {
      faults.push(`console: ${message.text()}`);
    }
  });
  page.on("pageerror", (error) => faults.push(`exception: ${error.message}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(base)) {
      faults.push(`request outside the site: ${request.url()}`);
    }
  });
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    // Chromium lets go of an icon when the page is left.
    if (reason !== "net::ERR_ABORTED") {
      faults.push(`failed: ${request.url()} (${reason})`);
    }
  });
  page.on("response", (response) => {
    if (response.status() >= 400) {
      faults.push(`${response.status()}: ${response.url()}`);
    }
  });
  page.faults = () => {
    const told = faults;
    faults = [];
    return told;
  };
  page.visit = (path) => page.goto(base + path, { waitUntil: "load" });
  page.done = () => context.close();
  return page;
}
