// The API's page: sends what is typed into a route's form and shows the answer.
// Without this script the page still shows every route and how to ask it by hand.
"use strict";

const tokenForm = document.querySelector("[data-token]");

function addressOf(form) {
  let path = form.dataset.path;
  const query = new URLSearchParams();
  for (const field of form.querySelectorAll("input[data-in]")) {
    const { in: place, name } = field.dataset;
    if (place === "path") path = path.replace(`{${name}}`, encodeURIComponent(field.value));
    if (place === "query" && field.value) query.set(name, field.value);
  }
  return query.size ? `${path}?${query}` : path;
}

function headersOf(form) {
  const headers = { Authorization: `Bearer ${document.getElementById("token").value}` };
  for (const field of form.querySelectorAll('input[data-in="header"]')) {
    if (field.value) headers[field.dataset.name] = field.value;
  }
  if (form.querySelector("textarea")) headers["Content-Type"] = "application/json";
  return headers;
}

function show(form, title, text) {
  const heading = document.createElement("p");
  heading.textContent = title;
  const body = document.createElement("pre");
  body.tabIndex = 0;
  body.textContent = text;
  form.querySelector("[data-answer]").replaceChildren(heading, body);
}

async function send(form) {
  const body = form.querySelector("textarea");
  try {
    const answer = await fetch(addressOf(form), {
      method: form.dataset.method,
      headers: headersOf(form),
      credentials: "omit",
      body: body && body.value ? body.value : undefined,
    });
    const text = await answer.text();
    const isJson = (answer.headers.get("Content-Type") || "").includes("json");
    show(form, `${answer.status} ${answer.statusText}`, isJson ? JSON.stringify(JSON.parse(text), null, 2) : text);
  } catch (error) {
    show(form, tokenForm.dataset.noAnswer, tokenForm.dataset.unreachable);
  }
}

for (const form of document.querySelectorAll("[data-try]")) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
  form.querySelector("button").hidden = false;
}
tokenForm.hidden = false;
tokenForm.addEventListener("submit", (event) => event.preventDefault());
