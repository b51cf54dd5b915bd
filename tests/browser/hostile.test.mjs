// A site made of content that means harm (tests/hostile.rs builds it), opened with the policy of
// the server switched off: whatever could run, would.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
process.env.SITE = resolve(
  process.env.HOSTILE ?? join(here, "../../target/tmp/hostile/public"),
);
const { folder, pages } = await import("./lib/site.mjs");
const { launch } = await import("./lib/browser.mjs");
const { serve } = await import("./lib/server.mjs");

const tabs = 4;
const searches = ['<img src=x onerror=pwned()>', '"><script>pwned()</script>', "javascript:pwned()"];
let browser;

before(async () => {
  browser = await launch();
});
after(() => browser?.close());

/** Runs in every page before anything of it does: what harm would call leaves a trace. */
function trap() {
  window.ran = [];
  for (const name of ["pwned", "alert", "confirm", "prompt", "print", "open"]) {
    window[name] = () => {
      window.ran.push(name);
    };
  }
}

/** Runs in a page: wakes whatever waits for a reader, and gives what ran or could. */
function provoke() {
  const faults = [];
  const schemes = ["http:", "https:", "mailto:", "tel:", "file:"];
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on") || (name === "style" && /url\(|expression|pwned/.test(value))) {
        faults.push(`<${element.localName} ${name}="${value}">`);
      }
    }
    const address = element.href?.baseVal ?? element.href ?? element.action;
    if (typeof address === "string" && address !== "") {
      const scheme = new URL(address, document.baseURI).protocol;
      if (!schemes.includes(scheme)) {
        faults.push(`<${element.localName}> leads to ${address}`);
      }
    }
    for (const event of ["mouseover", "focus", "error", "toggle", "animationstart", "load"]) {
      element.dispatchEvent(new Event(event));
    }
    if (element.matches("[tabindex], [autofocus], summary, input")) {
      element.focus();
    }
  }
  // The theme has forms of its own: they send nothing, or search.
  const own = "form[role=search], form[data-part], form:not([action])";
  const foreign = "iframe, object, embed, base, math, style, frame, form";
  for (const element of document.querySelectorAll(foreign)) {
    if (!element.matches(own)) {
      faults.push(`<${element.localName}>`);
    }
  }
  return [...faults, ...window.ran.map((name) => `${name}() ran`)];
}

/** Opens pages in turn; gives what went wrong. */
async function visit(base, paths) {
  const context = await browser.newContext({ bypassCSP: true, reducedMotion: "reduce" });
  context.setDefaultTimeout(60_000);
  await context.addInitScript(trap);
  const queue = [...paths];
  const faults = [];
  const work = async () => {
    const page = await context.newPage();
    let path = "";
    page.on("request", (request) => {
      if (!request.url().startsWith(base) && !request.url().startsWith("data:image/")) {
        faults.push(`${path}: asks for ${request.url()}`);
      }
    });
    page.on("dialog", (dialog) => {
      faults.push(`${path}: a dialog`);
      dialog.dismiss();
    });
    for (path = queue.shift(); path !== undefined; path = queue.shift()) {
      await page.goto(base + path, { waitUntil: "load" });
      const found = await page.evaluate(provoke);
      faults.push(...found.map((fault) => `${path}: ${fault}`));
    }
  };
  await Promise.all(Array.from({ length: tabs }, work));
  await context.close();
  return faults;
}

/**
 * Every page of its own sort, some of the many entries that only repeat the same words, and the
 * pages that read the address, with addresses that mean harm.
 */
function addresses(every) {
  const chosen = pages.filter((path, at) => !path.includes("ond-") || at % every === 0);
  const reading = pages.filter((path) => /^(sok|a-o|[a-z-]+\/index)\.html$/.test(path));
  const asked = reading.flatMap((path) =>
    searches.map((words) => `${path}?q=${encodeURIComponent(words)}#${encodeURIComponent(words)}`),
  );
  return [...chosen.map(encodeURI), ...asked];
}

function assertHarmless(faults) {
  assert.deepEqual(faults.slice(0, 20), [], `${faults.length} faults`);
}

test("nothing runs or asks from the disk", async (t) => {
  // The page for what is not there finds its styles by the address of the site, which no disk has.
  const paths = addresses(8).filter((path) => path !== "404.html");
  assert.ok(paths.length > 300, `${paths.length} pages`);
  assertHarmless(await visit(`${pathToFileURL(folder).href}/`, paths));
  t.diagnostic(`${paths.length} pages opened`);
});

test("nothing runs or asks from a server", async () => {
  const server = await serve();
  try {
    assertHarmless(await visit(server.base, addresses(40)));
  } finally {
    await server.close();
  }
});
