// A mail server of our own on this machine: what the program sends arrives here and is read as a mailbox would read it.

import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

/** A mail server: `url`, `mails` as mailparser reads them, `refuse` for the answers to come, and `stop()`. */
export async function startPost() {
  const mails = [];
  const refuse = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["AUTH", "STARTTLS"],
    onRcptTo(address, session, done) {
      const answer = refuse.shift();
      done(answer && Object.assign(new Error(answer.text), { responseCode: answer.code }));
    },
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        mails.push({ ...mail, rcpt: session.envelope.rcptTo.map((one) => one.address) });
        done(null, "taken");
      }, done);
    },
  });
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const { port } = listening.address();
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    refuse,
    /** The mail to an address, once it is there. */
    async to(address, limit = 30_000) {
      const end = Date.now() + limit;
      while (Date.now() < end) {
        const found = mails.find((mail) => mail.rcpt.includes(address));
        if (found) return found;
        await pause(200);
      }
      throw new Error(`no mail to ${address}; there are ${mails.map((mail) => mail.rcpt).join(", ") || "none"}`);
    },
    stop: () => new Promise((done) => server.close(done)),
  };
}
