import { h, replace, say, trying } from "./dom.js";
import { api } from "./api.js";
import { time } from "./format.js";
import { button, head } from "./parts.js";

const STEPS = [["1 minute", "PT1M"], ["1 hour", "PT1H"], ["12 hours", "PT12H"], ["1 day", "P1D"], ["30 days", "P30D"]];

/** The mock's time: everything that AWS does by the clock goes by it. */
export async function clock(main) {
  const face = h("p", { class: "clock", role: "timer" });
  const note = h("p", { class: "note" });
  const freeze = button("Freeze", () => move({ frozen: !shown.frozen }), "primary");
  const by = h("input", { placeholder: "PT90S, 2h 30m", spellcheck: "false", autocomplete: "off", "aria-label": "How far", required: true });
  const to = h("input", { placeholder: "2027-01-01T00:00:00Z", spellcheck: "false", autocomplete: "off", "aria-label": "Until when", required: true });
  let shown = null;

  function show(state) {
    shown = state;
    replace(face, time(state.now), h("span", {}, " UTC"));
    freeze.textContent = state.frozen ? "Let it run" : "Freeze";
    note.textContent = state.frozen ? "It stands still until it is moved." : "It runs as the system's clock does.";
  }

  const refresh = async () => show(await api.get("/clock"));

  async function move(wanted) {
    await trying(async () => {
      show(await api.post("/clock", wanted));
      say(`It is ${time(shown.now)} now`);
    });
  }

  function form(title, input, read) {
    const submit = (event) => {
      event.preventDefault();
      move(read());
    };
    return h("form", { class: "line", onsubmit: submit }, h("label", {}, title, input), h("button", { type: "submit" }, "Move"));
  }

  replace(
    main,
    head({ title: "Clock", actions: [freeze] }),
    face,
    note,
    h("section", {}, h("h2", {}, "Move it forward"), h("div", { class: "steps" }, STEPS.map(([title, duration]) => button(title, () => move({ advanceBy: duration }))))),
    form("By", by, () => ({ advanceBy: by.value.trim() })),
    form("To", to, () => ({ advanceTo: to.value.trim() })),
  );
  await refresh();
  const ticking = setInterval(() => shown.frozen || refresh().catch(() => {}), 1000);
  return { refresh, dispose: () => clearInterval(ticking) };
}
