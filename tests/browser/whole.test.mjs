// What must hold for every page of the site, read from the files as a browser reads them.
import { after, before, test } from "node:test";
import { isRedirect, pages, read } from "./lib/site.mjs";
import { launch } from "./lib/browser.mjs";
import { inventory } from "./lib/inventory.mjs";
import { assertNone } from "./lib/suite.mjs";

let browser;
let facts;

before(async () => {
  browser = await launch();
  facts = await inventory(browser);
});
after(() => browser?.close());

/** One line for each page that `judge` finds a fault in. */
const faultsOf = (judge, paths = pages) =>
  paths.flatMap((path) => {
    const fault = judge(facts.get(path), path);
    return fault ? [`${path}: ${fault}`] : [];
  });

test("each page has one title, one h1, one main and a language", () => {
  const one = ({ titles, h1, mains, lang }) => {
    const right = titles.length === 1 && titles[0] && h1.length === 1 && h1[0] && mains === 1 && lang;
    return right ? "" : JSON.stringify({ titles, h1, mains, lang });
  };
  assertNone(faultsOf(one));
});

test("each page says who answers for it and where it comes from", () => {
  const told = ({ owner, sources }) => (owner && sources ? "" : JSON.stringify({ owner, sources }));
  assertNone(faultsOf(told, pages.filter((path) => path !== "404.html" && !isRedirect(path))));
});

test("no id stands twice on a page", () => {
  assertNone(faultsOf(({ doubleIds }) => doubleIds.join(", ")));
});

test("no page holds scripts or styles of its own, or anything from another host", () => {
  assertNone(faultsOf(({ inline, foreign }) => [...inline, ...foreign].join(", ")));
});

test("no page shows what only the builder should see", () => {
  const marks = ["{{", "}}", "{%", "[[", "undefined", "NaN"];
  const seen = ({ text }) => marks.filter((mark) => text.includes(mark)).join(" ");
  assertNone(faultsOf(seen));
});

test("every page but 404.html is reached from the start page by links", () => {
  const reached = new Set(["index.html"]);
  for (const path of reached) {
    for (const target of facts.get(path)?.links ?? []) {
      reached.add(target);
    }
  }
  const lost = pages.filter((path) => !reached.has(path) && path !== "404.html" && !isRedirect(path));
  assertNone(lost.map((path) => `${path}: no way leads here`));
});

test("a former address leads to a page that is there", () => {
  const target = (path) => /url=([^"]*)"/i.exec(read(path))?.[1] ?? "";
  const broken = pages.filter(isRedirect).filter((path) => {
    const to = new URL(target(path), `http://x/${path}`);
    return !pages.includes(decodeURIComponent(to.pathname.slice(1)));
  });
  assertNone(broken.map((path) => `${path}: leads to ${target(path)}`));
});
