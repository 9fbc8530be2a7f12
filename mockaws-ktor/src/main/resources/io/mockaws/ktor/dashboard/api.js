// The server's own API, as /_mockaws/openapi.json describes it.
const root = "/_mockaws";

async function ask(method, path, body) {
  const response = await fetch(root + path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(errorOf(text) ?? `${method} ${path}: ${response.status}`);
  return text === "" ? null : JSON.parse(text);
}

function errorOf(text) {
  try {
    return JSON.parse(text).Error;
  } catch {
    return null;
  }
}

const segments = (path) => path.map((segment) => "/" + encodeURIComponent(segment)).join("");

export const api = {
  get: (path) => ask("GET", path),
  post: (path, body) => ask("POST", path, body),
  delete: (path) => ask("DELETE", path),

  state: (service, path, query) => ask("GET", `/state${segments([service, ...path])}?${new URLSearchParams(query)}`),

  act: (service, path, wanted) => ask("POST", `/state${segments([service, ...path])}`, wanted),

  contentUrl: (service, path, query = {}) =>
    `${root}/content${segments([service, ...path])}?${new URLSearchParams(query)}`,

  live: (after) => new EventSource(`${root}/calls/live?after=${after}`),
};
