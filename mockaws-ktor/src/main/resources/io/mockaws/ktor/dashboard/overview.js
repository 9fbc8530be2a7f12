import { h, replace } from "./dom.js";
import { api } from "./api.js";
import { number, clockTime, summary, time } from "./format.js";
import { journal } from "./journal.js";
import { button, empty, head, reset } from "./parts.js";
import { badge } from "./calls.js";

/** What there is at a glance. */
export async function overview(main, app) {
  const cards = h("div", { class: "cards" });
  const latest = h("div", {});
  const clock = h("p", { class: "note" });

  function showCards() {
    replace(cards, app.services.map(({ name, title, counts }) => h(
      "a",
      { class: "card", href: `#/state/${encodeURIComponent(name)}` },
      h("h2", {}, title),
      h("dl", {}, Object.entries(counts).map(([what, count]) => h("div", {}, h("dd", {}, number(count)), h("dt", {}, what)))),
    )));
  }

  function showLatest() {
    const calls = journal.calls.slice(0, 12);
    if (calls.length === 0) {
      replace(latest, empty("No calls yet. Point a client at ", h("code", {}, location.origin.replace("//console.mockaws.", "//")), ", and they show up here."));
      return;
    }
    replace(latest, h(
      "table",
      { class: "rows calls" },
      h("tbody", {}, calls.map((call) => h(
        "tr",
        {},
        h("td", { class: "number dim when" }, clockTime(call.at)),
        h("td", { class: "call" }, h("a", { class: "row", href: `#/calls/${call.number}` }, `${call.service} ${call.operation}`)),
        h("td", { class: "wide dim" }, summary(call.input)),
        h("td", { class: "answer" }, badge(call)),
      ))),
    ));
  }

  async function refresh() {
    const { now, frozen } = await api.get("/clock");
    replace(clock, `The mock's clock shows ${time(now)} UTC`, frozen ? " and stands still." : ".");
    showCards();
    showLatest();
  }

  replace(
    main,
    head({ title: "Overview", actions: [button("Reset all", () => reset(), "danger")] }),
    cards,
    clock,
    h("section", {}, h("h2", {}, "Latest calls"), latest),
  );
  await refresh();
  return { refresh, onCalls: showLatest, onServices: showCards };
}
