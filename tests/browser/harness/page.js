// Calls from a test into the boundary page.

/** Opens the boundary page and waits for its module. */
export async function openBoundary(session, url) {
  await session.driver.get(url);
  const loaded = () => session.driver.executeScript("return typeof window.runCase === 'function'");
  await session.driver.wait(loaded, 10_000).catch(() => {
    const failed = session.recorder.requests.filter(({ status }) => status !== 200);
    throw new Error(
      `the page did not load the package: ${failed.map(({ url, status }) => `${url} ${status}`).join(", ")}`,
    );
  });
}

/** Runs a case of fixtures/boundary.js: `{ value }` or `{ error: { code, issues, typed, said } }`. */
export async function runCase(session, name, input = {}) {
  const answer = await session.driver.executeAsyncScript(
    "const [name, json, done] = arguments; window.runCase(name, json).then(done, (e) => done(JSON.stringify({ failed: String(e) })))",
    name,
    JSON.stringify(input),
  );
  const result = JSON.parse(answer);
  if (result.failed) throw new Error(`${name}: ${result.failed}`);
  return result;
}

/** The value of a case that must succeed. */
export async function succeed(session, name, input) {
  const { value, error } = await runCase(session, name, input);
  if (error) throw new Error(`${name} gave ${error.code}: ${error.said}`);
  return value;
}
