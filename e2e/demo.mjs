// A demo of its own for this run: started on a free port with an empty folder, stopped and removed with the run.

import { spawn } from "node:child_process";
import { mkdtemp, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";

// The shell holds the other end of a pipe of ours: when this process ends in any way, the program is stopped too.
const KEEPER = `
folder=$1; shift
"$@" </dev/null >"$folder/log" 2>&1 &
pid=$!
read -r _
kill "$pid" 2>/dev/null
wait "$pid"
rm -rf -- "$folder"
`;

// A debug build on a busy machine takes its time to load the regions.
const START_LIMIT_MS = 120_000;

/** A running demo, which sends its e-mails to `post`: `url`, `accounts` as `{username, password, role, agency}`, and `stop()`. */
export async function startDemo(post) {
  const program = process.env.GUGUS_TEST_PROGRAM;
  if (!program) throw new Error("GUGUS_TEST_PROGRAM must name the gugus binary; `cargo xtask test --only browser` does");
  const folder = await mkdtemp(join(tmpdir(), "gugus-e2e-"));
  const data = join(folder, "data");
  const port = await freePort();
  const words = [program, "demo", "--data", data, "--listen", `127.0.0.1:${port}`];
  const mail = post ? { GUGUS_SMTP: post.url, GUGUS_MAIL_FROM: "Gugus Tugas <gugus@example.go.id>" } : {};
  const options = { detached: true, stdio: ["pipe", "ignore", "ignore"], env: { ...process.env, ...mail } };
  const keeper = spawn("sh", ["-c", KEEPER, "keeper", folder, ...words], options);
  const stop = async () => {
    const ended = once(keeper, "exit");
    keeper.stdin.end();
    await ended;
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await answers(`${url}/readyz`);
    const accounts = JSON.parse(await readFile(join(data, "demo-accounts.json"), "utf8"));
    return { url, accounts, stop };
  } catch (cause) {
    const said = await readFile(join(folder, "log"), "utf8").catch(() => "");
    await stop();
    throw new Error(`the demo did not start; it said:\n${said}`, { cause });
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

async function answers(url) {
  const end = Date.now() + START_LIMIT_MS;
  let last;
  while (Date.now() < end) {
    try {
      const response = await fetch(url);
      if (response.ok) return;
      last = new Error(`${url} answered ${response.status}`);
    } catch (error) {
      last = error;
    }
    await pause(100);
  }
  throw last;
}
