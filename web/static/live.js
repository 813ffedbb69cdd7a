// What moves: reports that come in while the page is open, files that are
// dropped on it, and a time that is chosen with the pointer.

const live = document.querySelector("[data-live]");

if (live) {
  let n = 0;
  const stream = new EventSource("/api/v1/stream");
  stream.addEventListener("arrival", () => {
    n++;
    const again = document.createElement("a");
    again.href = "";
    again.textContent = "show";
    live.replaceChildren(n === 1 ? "1 report has just come in: " : n + " reports have just come in: ", again);
    live.setAttribute("role", "status");
    live.hidden = false;
  });
  addEventListener("pagehide", () => stream.close());
}

// Files are handed to the form of the page that adds them, and sent.
const adding = document.body.dataset.add;

if (adding) {
  for (const hint of document.querySelectorAll("[data-hint]")) hint.hidden = false;
  const carries = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    document.body.classList.add("dropping");
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) document.body.classList.remove("dropping");
  });
  addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    document.body.classList.remove("dropping");
    const form = document.createElement("form");
    form.action = adding;
    form.method = "post";
    form.enctype = "multipart/form-data";
    form.hidden = true;
    const field = document.createElement("input");
    field.type = "file";
    field.name = "file";
    field.multiple = true;
    field.files = event.dataTransfer.files;
    form.append(field);
    document.body.append(form);
    form.submit();
  });
}

// A time is chosen by drawing over the columns; a click on one is its link.
for (const figure of document.querySelectorAll("[data-brush]")) {
  const svg = figure.querySelector("svg");
  const columns = [...svg.querySelectorAll("a")];
  const limits = (a) => new URL(a.href.baseVal, location.href).searchParams;
  const box = (a) => a.querySelector(".col").x.baseVal.value;
  const end = (a) => box(a) + a.querySelector(".col").width.baseVal.value;
  let from = null;
  let shade = null;
  const x = (event) => {
    const r = svg.getBoundingClientRect();
    return Math.max(0, Math.min(1000, ((event.clientX - r.left) / r.width) * 1000));
  };
  figure.dataset.ready = "";
  svg.addEventListener("pointerdown", (event) => {
    from = x(event);
  });
  svg.addEventListener("pointermove", (event) => {
    if (from === null || Math.abs(x(event) - from) < 8) return;
    if (!shade) {
      shade = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      shade.setAttribute("class", "chosen");
      shade.setAttribute("height", "100");
      svg.prepend(shade);
      svg.setPointerCapture(event.pointerId);
    }
    shade.setAttribute("x", Math.min(from, x(event)));
    shade.setAttribute("width", Math.abs(x(event) - from));
  });
  svg.addEventListener("pointerup", (event) => {
    const drawn = shade;
    const a = Math.min(from, x(event));
    const b = Math.max(from, x(event));
    from = null;
    if (!drawn) return;
    drawn.remove();
    shade = null;
    const inside = columns.filter((c) => end(c) > a && box(c) < b);
    if (inside.length === 0) return;
    svg.addEventListener("click", (e) => e.preventDefault(), { capture: true, once: true });
    const to = new URL(location.href);
    to.searchParams.set("from", limits(inside[0]).get("from"));
    to.searchParams.set("to", limits(inside.at(-1)).get("to"));
    location.assign(to);
  });
  svg.addEventListener("dragstart", (event) => event.preventDefault());
}
