// The query box offers fields, speakers and outlets while somebody writes (ARIA
// Authoring Practices, Combobox with a listbox).

const box = document.querySelector("[data-complete]");

if (box) {
  const list = document.createElement("ul");
  list.className = "choices";
  list.id = "choices";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Completions");
  box.after(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", list.id);
  box.setAttribute("aria-expanded", "false");

  let chosen = -1;
  let asked = 0;
  let timer = 0;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const choose = (i) => {
    chosen = i;
    [...list.children].forEach((x, k) => x.setAttribute("aria-selected", String(k === i)));
    if (i >= 0) {
      box.setAttribute("aria-activedescendant", list.children[i].id);
      list.children[i].scrollIntoView({ block: "nearest" });
    } else box.removeAttribute("aria-activedescendant");
  };

  const take = (i) => {
    if (list.children[i].dataset.address) return location.assign(list.children[i].dataset.address);
    const query = list.children[i].dataset.query;
    box.value = query.endsWith(":") ? query : query + " ";
    close();
    box.focus();
    if (query.endsWith(":")) ask();
  };

  const show = (choices) => {
    list.replaceChildren(
      ...choices.map((c, i) => {
        const item = document.createElement("li");
        item.id = "choice-" + i;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.query = c.query;
        if (c.address) item.dataset.address = c.address;
        const label = document.createElement("bdi");
        label.textContent = c.label;
        const of = document.createElement("span");
        of.className = "of";
        of.textContent = c.of;
        item.append(label, of);
        item.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          take(i);
        });
        return item;
      }),
    );
    chosen = -1;
    list.hidden = choices.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
  };

  async function ask() {
    const mine = ++asked;
    if (box.value.trim() === "") return close();
    try {
      const answer = await fetch(box.dataset.complete + "?q=" + encodeURIComponent(box.value), { headers: { Accept: "application/json" } });
      if (answer.ok && mine === asked && document.activeElement === box) show((await answer.json()).choices);
    } catch {
      close();
    }
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const n = list.children.length;
    if (event.key === "ArrowDown") choose(chosen + 1 < n ? chosen + 1 : 0);
    else if (event.key === "ArrowUp") choose(chosen > 0 ? chosen - 1 : n - 1);
    else if (event.key === "Enter" && chosen >= 0) take(chosen);
    else if (event.key === "Tab" && chosen >= 0) take(chosen);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}
