// What stands in every page of the site, read by the browser's own HTML parser, without rendering.
import { pages, read } from "./site.mjs";

const perRound = 50;

/** Path to facts, for every page. */
export async function inventory(browser) {
  const page = await browser.newPage();
  const facts = new Map();
  for (let at = 0; at < pages.length; at += perRound) {
    const round = pages.slice(at, at + perRound).map((path) => [path, read(path)]);
    for (const [path, found] of await page.evaluate(factsOf, round)) {
      facts.set(path, found);
    }
  }
  await page.close();
  return facts;
}

/** Runs in the browser. */
function factsOf(round) {
  const texts = (root, selector) =>
    [...root.querySelectorAll(selector)].map((element) => element.textContent.trim());
  const resolve = (href, path) => {
    const url = new URL(href, `http://site/${path}`);
    return url.host === "site" ? decodeURIComponent(url.pathname.slice(1)) : null;
  };
  return round.map(([path, html]) => {
    const page = new DOMParser().parseFromString(html, "text/html");
    const info = new Map();
    for (const term of page.querySelectorAll(".page-info dt")) {
      info.set(term.textContent.trim(), term.nextElementSibling?.textContent.trim() ?? "");
    }
    const ids = [...page.querySelectorAll("[id]")].map(({ id }) => id);
    const handlers = [...page.querySelectorAll("*")].flatMap((element) =>
      [...element.attributes]
        .filter(({ name }) => name === "style" || name.startsWith("on"))
        .map(({ name }) => `${element.localName} ${name}`),
    );
    const embedded = [...page.querySelectorAll("script:not([src], [type='application/json']), style")].map(
      ({ localName }) => localName,
    );
    const loaded = [...page.querySelectorAll("[src], link[href]")].map(
      (element) => element.getAttribute("src") ?? element.getAttribute("href"),
    );
    const main = page.querySelector("main");
    main?.querySelectorAll("pre, code").forEach((element) => element.remove());
    return [
      path,
      {
        lang: page.documentElement.lang,
        titles: texts(page.head, "title"),
        h1: texts(page, "h1"),
        mains: page.querySelectorAll("main").length,
        owner: info.get("Ansvarig roll"),
        sources: info.get("Källor"),
        doubleIds: [...new Set(ids.filter((id, at) => ids.indexOf(id) !== at))],
        inline: [...handlers, ...embedded],
        foreign: loaded.filter((address) => resolve(address, path) === null),
        links: [...page.querySelectorAll("a[href], area[href]")]
          .map((link) => resolve(link.getAttribute("href"), path))
          .filter((target) => target !== null),
        text: main?.textContent ?? "",
      },
    ];
  });
}
