"use strict";
// Draws the rows in sight only. Whatever comes from outside is set as text, never as markup.
const holder = document.getElementById("data");
const data = JSON.parse(holder.textContent);
const signs = JSON.parse(holder.dataset.signs);
const words = { ...JSON.parse(holder.dataset.words), failed: "Failed" };
const WORST_FIRST = ["fault", "failed", "unsure", "borderline", "good"];
const LETTERS = { g: "good", b: "borderline", f: "fault", u: "unsure", i: "info" };
const ROUND = "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z";
const SHAPES = { b: "M0,-5L5,4L-5,4z", f: "M-4.5,-4.5H4.5V4.5H-4.5z" };
const byId = (id) => document.getElementById(id);

const clips = data.clips.map((c, place) => {
  const [name, link, verdict, picture, check, view, told, person, date, notes, values] = c;
  const faults = values.filter((v) => v[1] === "f").length;
  const titles = values.filter((v) => v[1] === "f" || v[1] === "b").map((v) => data.criteria[v[0]].title);
  const title = data.checks[check] || "";
  const found = [name, person, date, notes, title, told, titles.join(" ")].join("\n").toLowerCase();
  return { place, name, link, verdict, picture, check, title, view, told, person, date, notes, values, faults, found };
});
const rank = (clip) => WORST_FIRST.indexOf(clip.verdict);
const collator = new Intl.Collator(undefined, { numeric: true });
const ORDERS = {
  name: (a, b) => collator.compare(a.name, b.name),
  person: (a, b) => collator.compare(a.person, b.person) || collator.compare(a.date, b.date),
  date: (a, b) => collator.compare(a.date, b.date),
  check: (a, b) => collator.compare(a.title, b.title),
  verdict: (a, b) => rank(a) - rank(b) || b.faults - a.faults,
};
const chosen = { text: "", verdicts: new Set(WORST_FIRST), check: "", person: "", by: "verdict", up: true };
let shown = [];

function element(name, classes, text) {
  const made = document.createElement(name);
  if (classes) made.className = classes;
  if (text !== undefined) made.textContent = text;
  return made;
}

function badge(name, verdict, text) {
  const made = element(name, "badge " + verdict);
  const sign = element("span", "", verdict === "failed" ? "\u2205" : signs[verdict]);
  sign.setAttribute("aria-hidden", "true");
  made.append(sign, text);
  return made;
}

function cell(row, name, ...content) {
  const made = element("span", "c-" + name);
  made.setAttribute("role", "cell");
  made.append(...content.filter((one) => one));
  row.append(made);
}

function picture(clip) {
  if (!clip.picture) return null;
  const made = element("img");
  made.src = clip.link + holder.dataset.thumbnail;
  made.alt = "";
  made.decoding = "async";
  return made;
}

function drawn(clip, index, height) {
  const row = element("div", "row");
  row.setAttribute("role", "row");
  row.setAttribute("aria-rowindex", index + 2);
  row.style.top = index * height + "px";
  const cut = clip.name.lastIndexOf("/") + 1, folder = clip.name.slice(0, Math.max(cut - 1, 0));
  const name = element(clip.link ? "a" : "span", "two", clip.name.slice(cut));
  if (clip.link) name.href = clip.link + holder.dataset.report;
  name.title = clip.name;
  const person = clip.person && element("button", "person two", clip.person);
  if (person) person.addEventListener("click", () => choosePerson(clip.person));
  const told = element("span", "two three", clip.told);
  told.title = clip.told;
  cell(row, "picture", picture(clip));
  const more = [folder, clip.notes].filter(Boolean).join(" \u00b7 ");
  const beside = more && element("span", "notes", more);
  if (beside) beside.title = more;
  cell(row, "clip", name, beside);
  cell(row, "person", person);
  cell(row, "date", clip.date);
  cell(row, "check", clip.title && element("span", "two", clip.title), clip.view && element("span", "notes", clip.view));
  cell(row, "verdict", badge("span", clip.verdict, words[clip.verdict]));
  cell(row, "told", told);
  return row;
}

const rowHeight = () => parseInt(getComputedStyle(document.documentElement).getPropertyValue("--row"), 10);
const onScreen = new Map();

function draw(all) {
  const body = byId("body"), height = rowHeight(), top = body.getBoundingClientRect().top;
  const first = all ? 0 : Math.max(0, Math.floor(-top / height) - 8);
  const last = all ? shown.length : Math.min(shown.length, Math.ceil((innerHeight - top) / height) + 8);
  for (const [index, row] of onScreen) {
    if (index < first || index >= last) { row.remove(); onScreen.delete(index); }
  }
  for (let index = first; index < last; index++) {
    if (!onScreen.has(index)) {
      const row = drawn(shown[index], index, height);
      onScreen.set(index, row);
      const next = [...onScreen.keys()].filter((other) => other > index).sort((a, b) => a - b)[0];
      body.insertBefore(row, next === undefined ? null : onScreen.get(next));
    }
  }
}

function fits(clip) {
  return chosen.verdicts.has(clip.verdict)
    && (!chosen.check || clip.check === chosen.check)
    && (!chosen.person || clip.person === chosen.person)
    && chosen.text.split(/\s+/).every((word) => clip.found.includes(word));
}

function refresh() {
  const order = ORDERS[chosen.by], way = chosen.up ? 1 : -1;
  shown = clips.filter(fits).sort((a, b) => way * order(a, b) || a.place - b.place);
  for (const row of onScreen.values()) row.remove();
  onScreen.clear();
  const body = byId("body");
  body.textContent = "";
  body.style.height = shown.length ? shown.length * rowHeight() + "px" : "";
  if (!shown.length) body.append(element("p", "empty", "No clip fits these filters."));
  byId("shown").textContent = `${shown.length} of ${clips.length} clips` +
    (data.leftOut ? `; ${data.leftOut} other files are no clips, batch.json names them` : "");
  for (const button of document.querySelectorAll("[data-verdict]")) {
    button.setAttribute("aria-pressed", String(chosen.verdicts.has(button.dataset.verdict)));
  }
  for (const title of document.querySelectorAll("[data-by]")) {
    title.setAttribute("aria-sort", title.dataset.by !== chosen.by ? "none" : chosen.up ? "ascending" : "descending");
  }
  draw();
}

// How a person changed: each criterion over the dates, and whether the change exceeds the error.
function byDate(person) {
  const found = new Map();
  for (const clip of clips.filter((one) => one.person === person && one.date).sort(ORDERS.date)) {
    for (const [criterion, letter, value, error] of clip.values) {
      if (value === null) continue;
      if (!found.has(clip.check)) found.set(clip.check, new Map());
      const of = found.get(clip.check);
      if (!of.has(criterion)) of.set(criterion, []);
      of.get(criterion).push({ date: clip.date, letter, value, error: error || 0 });
    }
  }
  return found;
}

function plot(points, good) {
  const svg = (name, more) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(more)) made.setAttribute(key, value);
    return made;
  };
  const times = points.map((p) => Date.parse(p.date)), values = points.map((p) => p.value);
  const limits = good.filter((limit) => limit !== null);
  const low = Math.min(...values, ...limits), high = Math.max(...values, ...limits);
  const span = high - low || 1, from = Math.min(...times), days = Math.max(...times) - from || 1;
  const x = (time) => 6 + 208 * (time - from) / days, y = (value) => 36 - 32 * (value - low) / span;
  const picture = svg("svg", { viewBox: "0 0 220 40", role: "img", "aria-label": "course" });
  const above = good[1] === null ? 2 : y(good[1]), below = good[0] === null ? 38 : y(good[0]);
  if (limits.length) picture.append(svg("rect", { class: "zone", x: 0, y: above, width: 220, height: Math.max(below - above, 1) }));
  picture.append(svg("polyline", { class: "curve", points: points.map((p, i) => `${x(times[i])},${y(p.value)}`).join(" ") }));
  points.forEach((p, i) => picture.append(svg("path", { class: "dot " + LETTERS[p.letter], d: SHAPES[p.letter] || ROUND, transform: `translate(${x(times[i])},${y(p.value)})` })));
  return picture;
}

function written(value, digits) {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", "\u2212");
}

function course(number, points) {
  const { title, unit, digits, good } = data.criteria[number];
  const write = (value) => written(value, digits) + unit;
  const first = points[0], last = points[points.length - 1], change = last.value - first.value;
  const beyond = Math.abs(change) > Math.hypot(first.error, last.error);
  const told = (point) => `${write(point.value)} on ${point.date.replaceAll("-", "\u2011")}`;  // kept in one line
  const said = `From ${told(first)} to ${told(last)}: ` +
    (beyond ? `changed by ${write(change)}` : "no more than the error of measurement");
  const line = element("div", "line");
  line.append(element(beyond ? "strong" : "span", "", title), plot(points, good), element("span", "soft", said));
  return { beyond, line };
}

function changes() {
  const panel = byId("change");
  panel.textContent = "";
  panel.hidden = !chosen.person;
  if (!chosen.person) return;
  panel.append(element("h2", "", `How ${chosen.person} changed`));
  const explained = element("p", "soft", "Pale blue: the good range. A mark a clip, in order of dates: round is good, " +
    "a triangle borderline, a square a fault, a ring unsure. In bold: what changed by more than the error of measurement.");
  for (const [check, criteria] of byDate(chosen.person)) {
    const lines = [...criteria].filter(([, points]) => new Set(points.map((p) => p.date)).size > 1)
      .map(([number, points]) => course(number, points));
    if (!lines.length) continue;
    if (!explained.parentNode) panel.append(explained);
    panel.append(element("h3", "", data.checks[check]));
    panel.append(...lines.sort((a, b) => b.beyond - a.beyond).map((one) => one.line));
  }
  if (!explained.parentNode) panel.append(element("p", "soft", "No exercise of this person was measured on two dates."));
}

function choosePerson(person) {
  chosen.person = person;
  byId("person").value = person;
  changes();
  refresh();
  scrollTo(0, 0);
}

// The first click leaves one verdict alone, further ones add and remove; with none left all are back.
function chooseVerdict(verdict, all) {
  if (all.every((one) => chosen.verdicts.has(one))) chosen.verdicts = new Set([verdict]);
  else if (!chosen.verdicts.delete(verdict)) chosen.verdicts.add(verdict);
  if (!chosen.verdicts.size) chosen.verdicts = new Set(all);
  refresh();
}

function options(select, values) {
  for (const [value, text] of values) {
    const made = element("option", "", text);
    made.value = value;
    select.append(made);
  }
}

function begin() {
  const counts = new Map(WORST_FIRST.map((verdict) => [verdict, 0]));
  for (const clip of clips) counts.set(clip.verdict, counts.get(clip.verdict) + 1);
  const missing = data.counts.open, all = clips.length + missing;
  byId("headline").textContent = `${clips.length}${missing ? " of " + all : ""} clips`;
  byId("stopped").hidden = !missing;
  byId("stopped").textContent = `This batch was stopped: ${missing} of ${all} clips are not in here yet. Run the same command again, and it goes on.`;
  for (const verdict of WORST_FIRST) {
    if (!counts.get(verdict)) continue;
    const button = badge("button", verdict, `${counts.get(verdict)} ${words[verdict].toLowerCase()}`);
    button.type = "button";
    button.dataset.verdict = verdict;
    button.addEventListener("click", () => chooseVerdict(verdict, [...counts.keys()].filter((one) => counts.get(one))));
    byId("verdicts").append(button);
  }
  options(byId("check"), Object.entries(data.checks).sort((a, b) => collator.compare(a[1], b[1])));
  const people = [...new Set(clips.map((clip) => clip.person).filter(Boolean))].sort(collator.compare);
  options(byId("person"), people.map((name) => [name, name]));
  byId("person").hidden = !people.length;
  document.body.classList.toggle("nobody", !clips.some((clip) => clip.person || clip.date));
  byId("text").addEventListener("input", (event) => { chosen.text = event.target.value.trim().toLowerCase(); refresh(); });
  byId("check").addEventListener("change", (event) => { chosen.check = event.target.value; refresh(); });
  byId("person").addEventListener("change", (event) => choosePerson(event.target.value));
  for (const title of document.querySelectorAll("[data-by]")) {
    title.firstElementChild.addEventListener("click", () => {
      const same = chosen.by === title.dataset.by;
      chosen.up = same ? !chosen.up : true;
      chosen.by = title.dataset.by;
      refresh();
    });
  }
  const measure = () => document.documentElement.style.setProperty("--bar", byId("bar").offsetHeight + "px");
  addEventListener("scroll", () => requestAnimationFrame(() => draw()), { passive: true });
  addEventListener("resize", () => { measure(); refresh(); });
  addEventListener("beforeprint", () => draw(true));
  measure();
  refresh();
}

begin();
