// The same plain pages in Eleventy: headings with anchors, outline, breadcrumbs, list of the section.
import anchor from "markdown-it-anchor";
import highlight from "@11ty/eleventy-plugin-syntaxhighlight";

const shown = 50;

export default function (config) {
  config.addPlugin(highlight);
  config.amendLibrary("md", (markdown) => markdown.use(anchor));
  config.addGlobalData("layout", "page.njk");
  config.addGlobalData("permalink", () => (data) => `${data.page.filePathStem}.html`);
  const lists = new Map();
  // Made once per section, as the tuned themes of others do.
  config.addShortcode("section", function (pages) {
    const folder = this.page.filePathStem.split("/")[1];
    if (!lists.has(folder)) {
      const own = pages.filter((page) => page.filePathStem.split("/")[1] === folder);
      const links = own.slice(0, shown).map((page) => `<li><a href="${page.url}">${page.data.title}</a></li>`);
      lists.set(folder, `<ul>${links.join("\n")}</ul>`);
    }
    return lists.get(folder);
  });
  config.addFilter("outline", (html) => {
    const headings = [...html.matchAll(/<h2 id="([^"]+)"[^>]*>(.*?)<\/h2>/g)];
    return headings.map(([, id, text]) => `<li><a href="#${id}">${text}</a></li>`).join("");
  });
  return { markdownTemplateEngine: false, dir: { includes: "../theme" } };
}
