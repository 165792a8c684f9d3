// The digest by which a Java test knows whether the committed page is made of these sources.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const MADE_OF = ["index.html", "login.html", "package.json", "package-lock.json", "public", "sources.ts", "src", "tsconfig.json", "vite.config.ts"];

function files(root: string, path: string): string[] {
  try {
    return readdirSync(join(root, path)).flatMap((name) => files(root, `${path}/${name}`));
  } catch {
    return [path];
  }
}

export const sha256 = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The SHA-256 of lines "DIGEST  PATH", one a file, ordered by path. */
export function digestOfSources(root: string): string {
  const paths = MADE_OF.flatMap((path) => files(root, path)).sort();
  return sha256(paths.map((path) => `${sha256(readFileSync(join(root, path)))}  ${path}\n`).join(""));
}
