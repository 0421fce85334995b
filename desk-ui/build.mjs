// SPDX-License-Identifier: Apache-2.0
// build.mjs: bundles the editor into the desk's theme. With --check: whether what lies there is
// what this source makes.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const assets = join(here, "../themes/desk/assets");
const isCheck = process.argv.includes("--check");

const made = await build({
	absWorkingDir: here,
	entryPoints: { editor: "src/main.js" },
	outdir: assets,
	bundle: true,
	format: "iife",
	target: ["chrome109", "firefox115", "safari16"],
	minify: true,
	legalComments: "none",
	banner: { js: "/* SPDX-License-Identifier: Apache-2.0 AND MIT; made from desk-ui/ by tools/desk-ui, see NOTICE */" },
	write: !isCheck,
	logLevel: "warning",
});

if (isCheck) {
	const stale = made.outputFiles.filter((file) => !readFileSync(file.path).equals(Buffer.from(file.contents)));
	for (const file of stale) console.error(`${file.path} is not what desk-ui/ makes: run tools/desk-ui`);
	process.exit(stale.length ? 1 : 0);
}
