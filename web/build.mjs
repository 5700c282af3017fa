// Bundles each island, src/NAME.ts, into dist/NAME.js. An island is a small
// program that a page loads for what it cannot do without scripts. What
// several islands share lies in folders below src/.

import { build } from "esbuild";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The most bytes of one island, minified: people may have cheap phones. */
const LIMIT = 10_000;

const root = fileURLToPath(new URL(".", import.meta.url));
const files = (folder) => (existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : []);

const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: files("src").filter((name) => name.endsWith(".ts")).map((name) => join("src", name)),
  outdir: "dist",
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2020",
  charset: "utf8",
  write: false,
});

mkdirSync(join(root, "dist"), { recursive: true });
for (const { path, contents } of outputFiles) {
  if (contents.length > LIMIT) {
    console.error(`${basename(path)} has ${contents.length} bytes; an island may have ${LIMIT}. Take something out of it.`);
    process.exitCode = 1;
  }
  // The server is built again where a file here is newer than it.
  if (!existsSync(path) || !readFileSync(path).equals(contents)) writeFileSync(path, contents);
}
const made = outputFiles.map(({ path }) => basename(path));
for (const name of files("dist")) {
  if (!made.includes(name)) rmSync(join(root, "dist", name));
}
