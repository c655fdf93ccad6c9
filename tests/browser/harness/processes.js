// Child processes of the tests: started with their output kept, found again by parentage, and ended by id.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const running = new Set();
process.on("exit", () => {
  for (const child of running) end(child.pid);
});
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

/** Starts a program; `output()` is all that it and its children wrote to stdout and stderr so far, `stop()` ends them all. */
export function start(program, args, { env = {}, cwd } = {}) {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const chunks = { stdout: [], stderr: [] };
  child.stdout.on("data", (chunk) => chunks.stdout.push(chunk));
  child.stderr.on("data", (chunk) => chunks.stderr.push(chunk));
  running.add(child);
  let failure;
  child.on("error", (error) => {
    failure = error;
  });
  const exited = new Promise((resolve) => child.on("exit", resolve));
  const stdout = () => Buffer.concat(chunks.stdout).toString("utf8");
  const output = () => stdout() + Buffer.concat(chunks.stderr).toString("utf8");
  return {
    pid: child.pid,
    stdout,
    output,
    /** Waits until `probe` gives something other than undefined, false or null; says what was written if it never does. */
    async until(what, probe, milliseconds = 20_000) {
      const deadline = Date.now() + milliseconds;
      while (Date.now() < deadline) {
        if (failure) throw failure;
        if (child.exitCode !== null) break;
        const value = await probe();
        if (value) return value;
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      throw new Error(`${program}: ${what} did not come. It wrote:\n${output().slice(-4000)}`);
    },
    async stop() {
      running.delete(child);
      if (child.pid === undefined || child.exitCode !== null) return;
      end(child.pid);
      await exited;
    },
  };
}

/** The ids of all processes below `pid`, from /proc; `pid` itself is not among them. */
export function descendants(pid) {
  const children = new Map();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const stat = readProc(entry, "stat");
    // The command name, in parentheses, may itself hold spaces and parentheses.
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 4).split(" ")[0]);
    if (!children.has(parent)) children.set(parent, []);
    children.get(parent).push(Number(entry));
  }
  const found = [];
  const visit = (id) => {
    for (const child of children.get(id) ?? []) {
      found.push(child);
      visit(child);
    }
  };
  visit(pid);
  return found;
}

/** The process's resident memory in bytes, 0 once it is gone. */
export function residentBytes(pid) {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readProc(pid, "status"))?.[1] ?? 0) * 1024;
}

/** The process's command line, arguments joined by spaces. */
export function commandLine(pid) {
  return readProc(pid, "cmdline").replaceAll("\0", " ");
}

function end(pid) {
  for (const id of [...descendants(pid).reverse(), pid]) {
    try {
      process.kill(id, "SIGKILL");
    } catch {
      // It went by itself.
    }
  }
}

function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
