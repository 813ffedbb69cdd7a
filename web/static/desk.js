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

// press does what the item with the focus, else the first one, has under a key.
function press(key) {
  (items[at()] ?? items[0])?.querySelector(`[data-key="${key}"]`)?.click();
}

const places = { t: "/", s: "/statements", p: "/positions", b: "/pairs", e: "/events", m: "/meetings", r: "/reports", n: "/people", o: "/sources", v: "/review", d: "/dossiers", y: "/stories" };
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
  e: () => {
    const way = (items[at()] ?? items[0])?.querySelector("[data-else]");
    if (!way) return press("e");
    way.open = true;
    way.querySelector("input:not([type=hidden]), select")?.focus();
  },
  y: () => press("y"),
  n: () => press("n"),
  u: () => document.querySelector("[data-key-page=u]")?.click(),
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
  else if (/^[1-9]$/.test(event.key)) press(event.key);
});

// On a narrow screen the navigation is wider than it: the page's own entry is
// brought into view.
const here = document.querySelector(".nav a[aria-current]");
if (here) here.closest("ul").scrollLeft = here.offsetLeft - here.closest("ul").offsetLeft - 24;

// A queue begins at its first case, so that one key after the other works it
// off.
if (document.querySelector("[data-queue]") && !location.hash) items[0]?.focus({ preventScroll: true });

// Words that are selected in the lines around a statement become its words.
for (const form of document.querySelectorAll("[data-bounds]")) {
  const take = form.querySelector("[data-take]");
  take.hidden = false;
  take.addEventListener("click", () => {
    const words = getSelection().toString().trim();
    if (words && form.querySelector("[data-around]").contains(getSelection().anchorNode)) form.querySelector("[data-words]").value = words;
    else say("Select words in the lines above first");
  });
}

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
