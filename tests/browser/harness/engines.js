// The three browser engines, each in a fresh profile, with every request going through a recorder.
import { accessSync, constants, mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Capabilities, WebDriver } from "selenium-webdriver";
import { Executor, HttpClient } from "selenium-webdriver/http/index.js";
import { Command } from "selenium-webdriver/lib/command.js";
import { start } from "./processes.js";
import { startRecorder } from "./recorder.js";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const tools = (name) => join(ROOT, "target/tools/bin", name);

const CHROMIUM = {
  name: "Chromium",
  programs: { driver: ["CHROMEDRIVER", "chromedriver"], browser: ["CHROMIUM", "chromium"] },
  driverArgs: (port) => [`--port=${port}`],
  capabilities: ({ programs, profile, proxy }) => ({
    browserName: "chrome",
    proxy,
    "goog:loggingPrefs": { browser: "ALL" },
    "goog:chromeOptions": {
      binary: programs.browser,
      args: [
        `--user-data-dir=${profile}`,
        // Loopback too goes through the recorder.
        "--proxy-bypass-list=<-loopback>",
        ..."--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking".split(
          " ",
        ),
        ..."--disable-component-update --disable-sync --no-first-run --js-flags=--expose-gc".split(" "),
        "--disable-features=AutofillServerCommunication",
      ],
    },
  }),
  contentProcess: /--type=renderer(?!.*--extension-process)/,
  collect: (driver) => driver.executeScript("gc()"),
};

const FIREFOX = {
  name: "Firefox",
  programs: {
    driver: ["GECKODRIVER", tools("geckodriver"), "geckodriver"],
    browser: ["FIREFOX", "firefox-esr", "firefox"],
  },
  // System access lets `collect` speak to the browser itself.
  driverArgs: (port) => [`--port=${port}`, "--websocket-port=0", "--allow-system-access"],
  capabilities: ({ programs, profile, proxy }) => ({
    browserName: "firefox",
    proxy,
    "moz:firefoxOptions": {
      binary: programs.browser,
      args: ["-headless", "-profile", profile],
      prefs: {
        "network.proxy.allow_hijacking_localhost": true,
        // What the page writes to the console is then in the driver's output too, where the scan looks.
        "devtools.console.stdout.content": true,
        "services.settings.server": "data:,",
      },
    },
  }),
  contentProcess: /-contentproc.* tab\s*$/,
  async collect(driver) {
    driver.getExecutor().defineCommand("setContext", "POST", "/session/:sessionId/moz/context");
    await driver.execute(new Command("setContext").setParameter("context", "chrome"));
    await driver.executeScript('Services.obs.notifyObservers(null, "memory-pressure", "heap-minimize")');
    await driver.execute(new Command("setContext").setParameter("context", "content"));
  },
};

const WEBKIT = {
  name: "WebKit",
  programs: {
    driver: ["WEBKIT_DRIVER", "WebKitWebDriver"],
    browser: [
      "MINIBROWSER",
      "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
      "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
      "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.0/MiniBrowser",
    ],
    display: ["XVFB", "Xvfb"],
  },
  driverArgs: (port) => [`--port=${port}`],
  capabilities: ({ programs, proxy }) => ({
    proxy,
    "webkitgtk:browserOptions": {
      binary: programs.browser,
      args: ["--automation", "--enable-write-console-messages-to-stdout=true"],
    },
  }),
  contentProcess: /WebKitWebProcess/,
  // There is no way to ask; it collects often by itself.
  collect: async () => {},
};

/** The engines the suite knows. ENGINES=chromium,webkit picks some of them. */
export const ENGINES = [CHROMIUM, FIREFOX, WEBKIT].filter(
  ({ name }) =>
    !process.env.ENGINES || process.env.ENGINES.toLowerCase().split(",").includes(name.toLowerCase()),
);

/** Why the engine cannot run here (the names of the missing programs), or undefined. */
export function missing(engine) {
  const absent = Object.values(engine.programs).filter((candidates) => !find(candidates));
  return absent.length === 0
    ? undefined
    : absent.map(([variable, ...names]) => `${names.at(0)} (or $${variable})`).join(", ");
}

/**
 * Starts the engine with a recorder of its own, which adds the probe to pages unless told otherwise.
 *
 * Gives `driver` (selenium), `recorder`, `profile` (the directory of all that the browser stores), `output()` (what driver and
 * browser wrote), `pid` (the driver's) and `quit({ keepProfile })`.
 */
export async function startEngine(engine, { probe = true } = {}) {
  const programs = Object.fromEntries(
    Object.entries(engine.programs).map(([role, candidates]) => [role, find(candidates)]),
  );
  const profile = mkdtempSync(join(tmpdir(), `cardseal-${engine.name.toLowerCase()}-`));
  const recorder = await startRecorder({ probe });
  const address = `127.0.0.1:${recorder.port}`;
  const proxy = { proxyType: "manual", httpProxy: address, sslProxy: address };
  // All that a browser keeps lands below the profile, whatever variable it looks at.
  const env = {
    HOME: profile,
    TMPDIR: profile,
    XDG_CACHE_HOME: profile,
    XDG_CONFIG_HOME: profile,
    XDG_DATA_HOME: profile,
  };
  let display;
  let service;
  let driver;
  const quit = async ({ keepProfile = false } = {}) => {
    await Promise.race([driver?.quit().catch(() => {}), new Promise((resolve) => setTimeout(resolve, 5000))]);
    await service?.stop();
    await display?.stop();
    await recorder.close();
    if (!keepProfile) rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    if (programs.display) {
      display = start(programs.display, [
        "-displayfd",
        "1",
        "-screen",
        "0",
        "1280x1024x24",
        "-nolisten",
        "tcp",
      ]);
      env.DISPLAY = `:${await display.until("a display number", () => /^\d+\n/.exec(display.stdout())?.[0].trim())}`;
      Object.assign(env, {
        GDK_BACKEND: "x11",
        LIBGL_ALWAYS_SOFTWARE: "1",
        WEBKIT_DISABLE_COMPOSITING_MODE: "1",
        NO_AT_BRIDGE: "1",
      });
    }
    const port = await freePort();
    service = start(programs.driver, engine.driverArgs(port), { env });
    await service.until("the driver's port", () => accepts(port));
    const capabilities = new Capabilities(engine.capabilities({ programs, profile, proxy }));
    driver = WebDriver.createSession(new Executor(new HttpClient(`http://127.0.0.1:${port}`)), capabilities);
    await driver.getSession();
    await driver.manage().setTimeouts({ script: 120_000, pageLoad: 60_000, implicit: 0 });
  } catch (error) {
    const said = service?.output().slice(-3000) ?? "";
    await quit();
    throw new Error(`${engine.name} did not start: ${error.message}\n${said}`, { cause: error });
  }
  return { engine, driver, recorder, profile, pid: service.pid, output: service.output, quit };
}

function find([variable, ...names]) {
  const candidates = process.env[variable] ? [process.env[variable]] : names;
  for (const name of candidates) {
    const places = name.includes("/")
      ? [name]
      : (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name));
    const place = places.find(runs);
    if (place) return place;
  }
  return undefined;
}

function runs(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function accepts(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, "127.0.0.1");
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}
