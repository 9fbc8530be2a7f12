// What several pages have.
import { h, say, trying } from "./dom.js";
import { api } from "./api.js";

/** The head of a page: where it is, what it is called, what can be done. */
export function head({ trail = [], title, kind = null, actions = [] }) {
  const crumbs = trail.length === 0 ? null : h(
    "nav",
    { class: "trail", "aria-label": "Way" },
    trail.map(({ title: name, href }) => [h("a", { href }, name), h("span", { "aria-hidden": "true" }, "/")]),
  );
  return h(
    "header",
    { class: "head" },
    crumbs,
    h("div", { class: "title" }, h("h1", {}, title), kind && h("span", { class: "kind" }, kind), h("div", { class: "actions" }, actions)),
  );
}

export function filterField(placeholder, onChange, value = "") {
  return h(
    "label",
    { class: "filter" },
    h("span", { class: "hidden" }, `Filter: ${placeholder}`),
    h("input", {
      type: "search",
      placeholder,
      value,
      spellcheck: "false",
      autocomplete: "off",
      "data-filter": true,
      oninput: (event) => onChange(event.target.value),
    }),
    h("kbd", { "aria-hidden": "true" }, "/"),
  );
}

export function facts(title, entries) {
  if (entries.length === 0) return null;
  return h(
    "section",
    { class: "facts" },
    h("h2", {}, title),
    h("dl", {}, entries.map(([name, value]) => h("div", {}, h("dt", {}, breakable(name)), h("dd", {}, value)))),
  );
}

/** A name that may go on in the next line where its next word begins: ApproximateNumberOfMessages. */
export function breakable(name) {
  return name.split(/(?<=[a-z])(?=[A-Z])/).flatMap((word) => [word, h("wbr")]);
}

export function empty(...text) {
  return h("p", { class: "empty" }, ...text);
}

export function button(text, onclick, kind = "") {
  return h("button", { type: "button", class: kind, onclick }, text);
}

/** Asks before something is lost; resolves to whether it shall be. */
export function confirmed(question, verb) {
  return new Promise((resolve) => {
    const dialog = h(
      "dialog",
      { class: "ask", "aria-labelledby": "question", onclose: () => { dialog.remove(); resolve(dialog.returnValue === "yes"); } },
      h("p", { id: "question" }, question),
      h(
        "div",
        { class: "actions" },
        button("Cancel", () => dialog.close("no")),
        button(verb, () => dialog.close("yes"), "danger"),
      ),
    );
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Asks for what an action has to be told; resolves to the values by name, or to null. */
export function told({ title, fields }) {
  return new Promise((resolve) => {
    const input = ({ name, value, isLong, isOptional, choices }) => {
      const shared = { name, required: !isOptional, spellcheck: "false", autocomplete: "off" };
      if (choices.length > 0) return h("select", shared, choices.map((choice) => h("option", { value: choice, selected: choice === value }, choice)));
      return isLong ? h("textarea", { ...shared, rows: 8, value }) : h("input", { ...shared, value });
    };
    const form = h(
      "form",
      { onsubmit: (event) => { event.preventDefault(); dialog.close("yes"); } },
      h("h2", { id: "action" }, title),
      h("div", { class: "fields" }, fields.map((field) => h("label", {}, field.title, input(field)))),
      h(
        "div",
        { class: "actions" },
        button("Cancel", () => dialog.close("no")),
        h("button", { type: "submit", class: "primary" }, title),
      ),
    );
    const close = () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes" ? Object.fromEntries(new FormData(form)) : null);
    };
    const dialog = h("dialog", { class: "act", "aria-labelledby": "action", onclose: close }, form);
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Forgets everything, or one service, after a question. */
export async function reset(service, title) {
  const what = service ? `everything in ${title}` : "everything: all services, the journal, faults and stubs";
  if (!(await confirmed(`Forget ${what}? This cannot be undone.`, "Forget"))) return;
  await trying(async () => {
    await api.post(`/reset${service ? `?service=${encodeURIComponent(service)}` : ""}`);
    say(service ? `${title} is empty` : "All is forgotten");
    window.dispatchEvent(new Event("refresh"));
  });
}
