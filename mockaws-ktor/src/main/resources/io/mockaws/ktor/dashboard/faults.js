import { h, replace, say, trying } from "./dom.js";
import { api } from "./api.js";
import { button, empty, head } from "./parts.js";

/** What can go wrong, and what has to be said of each. */
const KINDS = {
  throttle: { title: "Throttle", fields: [] },
  error: { title: "Error", fields: ["code", "message"] },
  status: { title: "Bare status", fields: ["status"] },
  latency: { title: "Latency", fields: ["duration"] },
  refuseConnection: { title: "Refused connection", fields: [] },
  cutResponse: { title: "Cut response", fields: ["bytes"] },
  truncateResponse: { title: "Truncated response", fields: ["bytes"] },
  corruptResponse: { title: "Corrupted response", fields: [] },
};

const FIELDS = {
  code: { title: "Error code", example: "SlowDown", needed: true },
  message: { title: "Message", example: "none" },
  status: { title: "HTTP status", example: "503", number: true, needed: true },
  duration: { title: "How long", example: "PT2S or 500ms", needed: true },
  bytes: { title: "Bytes that get through", example: "0", number: true, needed: true },
  operation: { title: "Operation", example: "all" },
  first: { title: "First calls", example: "all", number: true },
  every: { title: "Every nth call", example: "1", number: true },
  probability: { title: "Probability", example: "1.0", number: true },
};

/** What goes wrong: rules that hold, and a form for one more; below, how the script of stubs stands. */
export async function faults(main, app) {
  const list = h("div", {});
  const stubs = h("div", { class: "stubs" });
  const special = h("div", { class: "fields" });
  const kind = h("select", { id: "kind", onchange: () => showSpecial() }, Object.entries(KINDS).map(([name, { title }]) => h("option", { value: name }, title)));
  const service = h("select", { id: "service" }, h("option", { value: "" }, "All services"), app.services.map(({ name, title }) => h("option", { value: name }, title)));

  function field(name) {
    const { title, example, needed } = FIELDS[name];
    return h("label", {}, title, h("input", { name, placeholder: example, required: needed, spellcheck: "false", autocomplete: "off" }));
  }

  function showSpecial() {
    replace(special, KINDS[kind.value].fields.map(field));
  }

  async function add(event) {
    event.preventDefault();
    const wanted = { fault: kind.value };
    if (service.value) wanted.service = service.value;
    for (const [name, value] of new FormData(form)) {
      if (value === "") continue;
      wanted[name] = FIELDS[name].number ? Number(value) : value;
    }
    await trying(async () => {
      const { rule } = await api.post("/faults", wanted);
      say(`From here on: ${rule}`);
      await refresh();
    });
  }

  const form = h(
    "form",
    { class: "panel", onsubmit: add },
    h("h2", {}, "Let something go wrong"),
    h("div", { class: "fields" }, h("label", {}, "What", kind), h("label", {}, "Service", service), field("operation")),
    special,
    h("div", { class: "fields" }, field("first"), field("every"), field("probability")),
    h("button", { type: "submit", class: "primary" }, "Add fault"),
  );

  async function remove(id) {
    await trying(async () => {
      await api.delete(id === null ? "/faults" : `/faults/${id}`);
      await refresh();
    });
  }

  function showFaults(all) {
    if (all.length === 0) {
      replace(list, empty("Nothing goes wrong on purpose."));
      return;
    }
    replace(list, h(
      "table",
      { class: "rows" },
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Rule"), h("th", { scope: "col", class: "number" }, "Asked"), h("th", { scope: "col", class: "number" }, "Struck"), h("th", {}))),
      h("tbody", {}, all.map(({ id, rule, asked, struck }) => h(
        "tr",
        {},
        h("td", {}, rule),
        h("td", { class: "number" }, String(asked)),
        h("td", { class: "number" }, String(struck)),
        h("td", { class: "number" }, h("button", { type: "button", class: "row", "aria-label": `Remove: ${rule}`, onclick: () => remove(id) }, "Remove")),
      ))),
    ));
  }

  function showStubs({ leftOver, violations }) {
    if (leftOver.length + violations.length === 0) {
      replace(stubs, empty("No stubbed call is left, and none was violated."));
      return;
    }
    replace(
      stubs,
      leftOver.length > 0 && [h("h3", {}, "Not called yet"), h("ul", {}, leftOver.map((line) => h("li", {}, line)))],
      violations.length > 0 && [h("h3", {}, "Against the script"), violations.map((line) => h("pre", { class: "document problem" }, line))],
      button("Take the script away", () => trying(async () => {
        await api.delete("/stubs");
        await refresh();
      })),
    );
  }

  async function refresh() {
    const [all, script] = await Promise.all([api.get("/faults"), api.get("/stubs")]);
    showFaults(all);
    showStubs(script);
  }

  showSpecial();
  replace(
    main,
    head({ title: "Faults and stubs", actions: [button("Remove all faults", () => remove(null))] }),
    h("div", { class: "columns" }, h("div", { class: "grow" }, h("section", {}, h("h2", {}, "Faults that hold"), list), h("section", {}, h("h2", {}, "Stubs"), stubs)), form),
  );
  await refresh();
  return { refresh, onServices: () => refresh().catch(() => {}) };
}
