// What the desk adds for the keyboard and the pointer; every page works
// without it.

const items = [...document.querySelectorAll("[data-item]")];

// at is the place in items of the one that has the focus, -1 if none has.
function at() {
  return items.findIndex((x) => x.contains(document.activeElement));
}

// step moves the focus to the item after (1) or before (-1) the one that has it.
function step(by) {
  const i = at();
  const item = items[i < 0 ? (by > 0 ? 0 : items.length - 1) : i + by];
  if (!item) return;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "center" });
}

function typing(target) {
  return target.matches("input, textarea, select") || target.isContentEditable;
}

// say shows a word for a moment, to those who listen too.
function say(words) {
  const toast = document.createElement("p");
  toast.className = "toast";
  toast.setAttribute("role", "status");
  document.body.append(toast);
  toast.textContent = words;
  setTimeout(() => toast.remove(), 2500);
}

async function copy(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    say("Citation copied");
  } catch {
    say("The browser does not let the page copy");
  }
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", () => copy(button));
}

const places = { t: "/", s: "/statements", p: "/positions", b: "/pairs", e: "/events", m: "/meetings", r: "/reports", n: "/speakers" };
let going = false;

const keys = {
  j: () => step(1),
  k: () => step(-1),
  "/": (event) => {
    const box = document.querySelector("[data-find]");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  },
  c: () => {
    const button = items[at()]?.querySelector("[data-copy]") ?? document.querySelector("main [data-copy]");
    if (button) copy(button);
  },
  g: () => {
    going = true;
    setTimeout(() => (going = false), 1500);
  },
  "?": () => location.assign("/help"),
  Enter: (event) => {
    if (items.includes(event.target)) event.target.querySelector("a[href]")?.click();
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (going) {
    going = false;
    if (places[event.key]) location.assign(places[event.key]);
    return;
  }
  if (Object.hasOwn(keys, event.key)) keys[event.key](event);
});

// The words of a finding are lit while its note is pointed at or focused, or
// its number is in the address.
const runs = [...document.querySelectorAll("[data-of]")];

function light(finding) {
  for (const run of runs) run.classList.toggle("lit", finding !== "" && run.dataset.of.split(" ").includes(finding));
}

function addressed() {
  const found = /^#(?:n-)?([sep]\d+)$/.exec(location.hash);
  return found ? found[1] : "";
}

if (runs.length > 0) {
  for (const note of document.querySelectorAll("[data-note]")) {
    const on = () => light(note.dataset.note);
    const off = () => light(addressed());
    note.addEventListener("pointerenter", on);
    note.addEventListener("pointerleave", off);
    note.addEventListener("focusin", on);
    note.addEventListener("focusout", off);
  }
  addEventListener("hashchange", () => light(addressed()));
  light(addressed());
}
