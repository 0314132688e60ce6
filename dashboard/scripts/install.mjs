// npm ci, unless what is installed is already what the lock file says.
import { execSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "..");
const installed = join(folder, "node_modules/.package-lock.json");
const lock = join(folder, "package-lock.json");

if (existsSync(installed) && statSync(installed).mtimeMs > statSync(lock).mtimeMs) {
  console.log("node_modules is newer than package-lock.json: npm ci is left out");
} else {
  execSync("npm ci --no-audit --no-fund", { cwd: folder, stdio: "inherit" });
}
