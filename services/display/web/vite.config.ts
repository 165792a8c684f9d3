import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import type { Plugin } from "vite";
import { digestOfSources, sha256 } from "./sources.ts";

const PAGE = "../src/main/resources/org/larmor/display/page";

/** Writes what the bundle was made of beside it: of the sources, and of each file, the SHA-256. */
function stamp(): Plugin {
  return {
    name: "stamp",
    writeBundle(options) {
      const folder = options.dir ?? PAGE;
      const made = readdirSync(folder).sort();
      const lines = made.map((name) => `${sha256(readFileSync(join(folder, name)))}  ${name}\n`);
      writeFileSync(join(folder, "bundle.sha256"), `${digestOfSources(import.meta.dirname)}  sources\n${lines.join("")}`);
    },
  };
}

export default defineConfig({
  base: "/",
  plugins: [stamp()],
  build: {
    outDir: PAGE,
    emptyOutDir: true,
    target: "es2023",
    cssCodeSplit: false,
    modulePreload: false,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: { app: "index.html", login: "login.html" },
      output: { entryFileNames: "[name].js", chunkFileNames: "[name].js", assetFileNames: "[name][extname]" },
    },
  },
  test: { include: ["test/**/*.test.ts"], environment: "node" },
});
