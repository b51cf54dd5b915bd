// axe in a page: what it finds, one line for each rule that is broken.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const schemes = {
  light: { colorScheme: "light", forcedColors: "none" },
  dark: { colorScheme: "dark", forcedColors: "none" },
  forced: { colorScheme: "light", forcedColors: "active" },
};

/** "scheme: rule: what is wrong, where", in light, dark and forced colours. */
export async function axeViolations(page) {
  await page.evaluate(axe);
  const faults = [];
  for (const [scheme, media] of Object.entries(schemes)) {
    await page.emulateMedia(media);
    const found = await page.evaluate(
      async (values) => (await window.axe.run({ runOnly: { type: "tag", values } })).violations,
      tags,
    );
    for (const { id, help, nodes } of found) {
      const places = nodes.slice(0, 3).map(({ target }) => target.join(" "));
      faults.push(`(${scheme}) ${id}: ${help} (${nodes.length}: ${places.join(", ")})`);
    }
  }
  await page.emulateMedia(schemes.light);
  return faults;
}
