// Bundles the end-to-end tests and runs them with node's own runner, one file
// after the other: `node e2e/run.mjs [NAME...]` runs those files only.

import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const names = process.argv.slice(2);
const tests = readdirSync(here).filter(
  (file) => file.endsWith(".test.ts") && (names.length === 0 || names.some((name) => file === `${name}.test.ts`)),
);
if (tests.length === 0) {
  console.error(`There is no end-to-end test named ${names.join(" or ")}.`);
  process.exit(2);
}

// Below node_modules, so that the packages are found from there.
const outdir = join(here, "../node_modules/.cache/e2e");
rmSync(outdir, { recursive: true, force: true });
await build({
  entryPoints: tests.map((file) => join(here, file)),
  outdir,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  packages: "external",
  platform: "node",
  format: "esm",
  target: "node18",
  sourcemap: true,
});

let failed = 0;
for (const file of tests) {
  const made = join(outdir, file.replace(".ts", ".mjs"));
  const { status } = spawnSync(
    process.execPath,
    ["--enable-source-maps", "--test", "--test-reporter=spec", made],
    { stdio: "inherit" },
  );
  failed ||= status ?? 1;
}
process.exit(failed);
