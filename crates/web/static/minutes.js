// Keeps the minutes while they are typed. Without this script each item has a button that does the
// same. What could not be sent stays on this device until it is, except for closed meetings.

const PAUSE = 2500;
const AGAIN = 10_000;

for (const form of document.querySelectorAll("form[data-minute]")) keep(form);

function keep(form) {
  const area = form.elements.text;
  const version = form.elements.version;
  const state = form.querySelector("output");
  const { saving, saved, offline, conflict, refused, restored, device } = form.dataset;
  const key = `gugus:${new URL(form.action).pathname}`;
  let sent = area.value;
  let timer;
  let busy = false;

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

  const left = device === "no" ? null : JSON.parse(localStorage.getItem(key) ?? "null");
  if (left && left.text !== area.value) {
    area.value = left.text;
    version.value = left.version;
    say(restored, "wait");
    later(PAUSE);
  }

  async function save() {
    if (busy || area.value === sent) return;
    busy = true;
    const typed = area.value;
    say(saving, "wait");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        headers: { accept: "application/json" },
        body: new URLSearchParams(new FormData(form)),
        redirect: "error",
        keepalive: typed.length < 50_000,
      });
      const told = await answer.json();
      if (told.state === "saved") {
        sent = typed;
        version.value = told.version;
        if (area.value === typed) localStorage.removeItem(key);
        say(saved.replace("{time}", told.time), "done");
        if (area.value !== typed) later(PAUSE);
      } else {
        say(told.state === "conflict" ? conflict : refused.replace("{why}", told.why), "stop");
      }
    } catch {
      say(offline, "stop");
      later(AGAIN);
    } finally {
      busy = false;
    }
  }

  area.addEventListener("input", () => {
    hold();
    later(PAUSE);
  });
  area.addEventListener("blur", save);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    localStorage.removeItem(key);
  });
  addEventListener("online", save);
  addEventListener("pagehide", save);
}
