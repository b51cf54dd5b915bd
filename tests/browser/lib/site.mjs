// The built site under test: the folder that SITE names, its pages, and a page of every type.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL("..", import.meta.url));

/** The folder of the built site. */
export const folder = resolve(process.env.SITE ?? join(here, "../../public"));

if (!existsSync(join(folder, "index.html"))) {
  throw new Error(`${folder} holds no built site: run "lathund build" or set SITE`);
}

/** Every file of the site, as paths with "/" from its root: what the manifest lists. */
export const files = listFiles();

/** Every page. */
export const pages = files.filter((path) => path.endsWith(".html"));

/** The text of a file. */
export const read = (path) => readFileSync(join(folder, path), "utf8");

/** Pages that only lead on from a former address. */
export const isRedirect = (path) => /<meta http-equiv="refresh"/i.test(read(path));

function listFiles() {
  const manifest = join(folder, ".lathund.json");
  if (existsSync(manifest)) {
    const { files } = JSON.parse(readFileSync(manifest, "utf8"));
    return (Array.isArray(files) ? files.map((file) => file.path ?? file) : Object.keys(files)).sort();
  }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => path.slice(folder.length + 1).replaceAll("\\", "/"))
    .filter((path) => !path.startsWith("."))
    .sort();
}

/**
 * One page of every type: each page at the top, and from each folder its index and the entry
 * with the most in it. PAGES=word narrows it down while you work on something, and PAGES=all takes
 * every page there is.
 */
export const pageTypes = choosePageTypes();

function choosePageTypes() {
  const wanted = process.env.PAGES ?? "";
  if (wanted === "all") {
    return pages.filter((path) => !isRedirect(path));
  }
  const chosen = new Map();
  for (const path of pages.filter((path) => !isRedirect(path))) {
    const at = path.lastIndexOf("/");
    const type = at === -1 || path.endsWith("/index.html") ? path : `${path.slice(0, at)}/*`;
    const size = statSync(join(folder, path)).size;
    if (size > (chosen.get(type)?.size ?? -1)) {
      chosen.set(type, { path, size });
    }
  }
  const paths = [...chosen.values()].map(({ path }) => path).sort();
  return paths.filter((path) => path.includes(wanted));
}

/** The chosen page of a folder, such as "processer". */
export const pageOf = (name) =>
  pageTypes.find((path) => path.startsWith(`${name}/`) && !path.endsWith("index.html"));
