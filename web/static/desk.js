// What the desk adds for the keyboard and the pointer; every page works
// without it.

const items = [...document.querySelectorAll("[data-item]")];

// step moves the focus to the item after (1) or before (-1) the one that has it.
function step(by) {
  const at = items.findIndex((x) => x.contains(document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : items.length - 1) : at + by;
  const item = items[next];
  if (!item) return;
  item.focus({ preventScroll: true });
  item.scrollIntoView({ block: "center" });
}

function typing(target) {
  return target.matches("input, textarea, select") || target.isContentEditable;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "/") {
    const box = document.querySelector("[data-find]");
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  }
});

// The words of a statement are lit while its note is pointed at or focused,
// or its number is in the address.
const runs = [...document.querySelectorAll("[data-of]")];

function light(number) {
  for (const run of runs) {
    run.classList.toggle("lit", number !== "" && run.dataset.of.split(" ").includes(number));
  }
}

function addressed() {
  const found = /^#[sn](\d+)$/.exec(location.hash);
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
