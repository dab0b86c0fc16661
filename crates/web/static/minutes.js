// Keeps the minutes while they are typed. Without this script each item has a button that does the
// same. What could not be sent stays on this device until it is, except for closed meetings.

const PAUSE = 2500;
const AGAIN = 10_000;
// Browsers send at most 64 KiB of a page that is being left.
const LEAVING = 60_000;

for (const form of document.querySelectorAll("form[data-minute]")) keep(form);

function keep(form) {
  const area = form.elements.text;
  const version = form.elements.version;
  const state = form.querySelector("output");
  const { saving, saved, offline, conflict, refused, restored, device, who } = form.dataset;
  const key = `gugus:${who}:${new URL(form.action).pathname}`;
  let sent = area.value;
  let timer;
  let busy = false;
  // Two texts: the server shows both of them when the form is sent.
  let both = false;

  const say = (words, kind) => {
    state.textContent = words;
    state.dataset.kind = kind;
  };
  const hold = () => {
    if (device === "no") return;
    localStorage.setItem(key, JSON.stringify({ text: area.value, version: version.value }));
  };
  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };

  const left = kept(key);
  if (left?.text === area.value) localStorage.removeItem(key);
  else if (left) {
    area.value = left.text;
    both = left.version !== version.value;
    version.value = left.version;
    say(both ? conflict : restored, both ? "conflict" : "wait");
    if (!both) later(PAUSE);
  }

  async function save() {
    if (busy || both || area.value === sent) return;
    busy = true;
    const typed = area.value;
    say(saving, "wait");
    try {
      const body = new URLSearchParams(new FormData(form)).toString();
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
        body,
        redirect: "error",
        keepalive: body.length < LEAVING,
      });
      tell(typed, answer.ok || answer.status === 409 || answer.status === 422 ? await answer.json() : { why: answer.status });
    } catch {
      say(offline, "stop");
      later(AGAIN);
    } finally {
      busy = false;
    }
  }

  function tell(typed, told) {
    if (told.state === "saved") {
      sent = typed;
      version.value = told.version;
      say(saved.replace("{time}", told.time), "done");
      if (area.value === typed) localStorage.removeItem(key);
      else later(PAUSE);
    } else if (told.state === "conflict") {
      both = true;
      say(conflict, "conflict");
    } else {
      say(refused.replace("{why}", told.why), "stop");
    }
  }

  area.addEventListener("input", () => {
    hold();
    later(PAUSE);
  });
  area.addEventListener("blur", save);
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (both) return;
    event.preventDefault();
    if (area.value === sent) say(saved.replace("{time}", ""), "done");
    else save();
  });
  addEventListener("online", save);
  addEventListener("pagehide", save);
}

/** What an earlier page left on this device; nothing where it can't be read. */
function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}
