"use strict";

const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });

const list = (things) => {
  const list = document.createElement("ul");
  list.append(...things.map((thing) => element("li", JSON.stringify(thing))));
  return list;
};

const show = async () => {
  const data = await (await fetch("/moto-api/data.json")).json();
  const main = document.querySelector("main");
  for (const [service, kinds] of Object.entries(data)) {
    main.append(element("h2", service));
    for (const [kind, things] of Object.entries(kinds)) {
      main.append(element("h3", `${kind} (${things.length})`), list(things));
    }
  }
};

show();
