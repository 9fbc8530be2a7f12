import { h } from "./dom.js";

/** Whether keys belong to what is being typed. */
function isTyping(target) {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=checkbox]), select, textarea"));
}

/** What one key does, and two of which the first is g. */
export function listen(commands) {
  let second = null;
  let timer;

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      if (event.key === "Escape" && event.target.matches("[data-filter]")) {
        event.target.value = "";
        event.target.dispatchEvent(new Event("input"));
      }
      if (event.key === "ArrowDown" && event.target.matches("[data-filter]")) commands["j"].run(event);
      return;
    }
    clearTimeout(timer);
    const key = second === null ? event.key : `g ${event.key}`;
    second = null;
    if (key === "g") {
      second = "g";
      timer = setTimeout(() => { second = null; }, 1200);
      return;
    }
    const command = commands[key];
    if (!command) return;
    event.preventDefault();
    command.run(event);
  });
}

/** Moves the focus to the next or last row; past the end more rows are asked for. */
export function moveRow(step, atEnd) {
  const rows = [...document.querySelectorAll("main .row")].filter((row) => row.offsetParent !== null);
  if (rows.length === 0) return;
  const at = rows.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step;
  if (next >= rows.length) atEnd();
  rows[Math.min(Math.max(next, 0), rows.length - 1)].focus();
}

export function showHelp(commands) {
  const lines = Object.entries(commands)
    .filter(([, { title }]) => title)
    .map(([key, { title, shown }]) => h("div", {}, h("dt", {}, (shown ?? key).split(" ").map((part) => h("kbd", {}, part))), h("dd", {}, title)));
  const dialog = h(
    "dialog",
    { class: "help", "aria-labelledby": "help-title", onclose: () => dialog.remove() },
    h("h2", { id: "help-title" }, "Keys"),
    h("dl", {}, lines),
    h("div", { class: "actions" }, h("button", { type: "button", onclick: () => dialog.close() }, "Close")),
  );
  document.body.append(dialog);
  dialog.showModal();
}
