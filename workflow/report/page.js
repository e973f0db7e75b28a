// The page's behaviour: pointing at marks and choosing them, claims that light up marks, verdicts that filter, downloads.

import { choose, leave } from "./chain.js";
import {
  about,
  drawings,
  figureOf,
  focus,
  isOfItsPlace,
  ledTo,
  markNear,
  marksOf,
  origins,
  point,
  reachable,
  speaksOf,
  unpacked,
  unpoint,
} from "./marks.js";

const status = document.getElementById("status");

/** Whether the mouse has moved, and not the page below it. */
function hasMoved({ screenX, screenY }) {
  const place = `${screenX} ${screenY}`;
  if (place === mouse) return false;
  mouse = place;
  return true;
}

let mouse = "";
for (const drawing of drawings) {
  drawing.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "mouse" || !hasMoved(event)) return;
    const mark = markNear(event.clientX, event.clientY, 6);
    if (mark && drawing.contains(mark)) point(mark);
  });
  const sheet = drawing.closest(".sheet");
  sheet.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && hasMoved(event) && unpoint());
  let before = null; // what was pointed at before a finger came down
  drawing.addEventListener("pointerdown", () => {
    before = document.querySelector(".pointed");
  });
  drawing.addEventListener("click", (event) => {
    const isTouch = event.pointerType === "touch";
    const mark = markNear(event.clientX, event.clientY, isTouch ? 18 : 6) ?? event.target.closest(".mark");
    if (!mark || !drawing.contains(mark)) return;
    point(mark);
    if (!isTouch || mark === before) choose(mark, false);
  });
  sheet.addEventListener("focusin", (event) => event.target.matches(".mark") && point(event.target));
  sheet.addEventListener("focusout", unpoint);
  drawing.addEventListener("keydown", (event) => {
    const mark = event.target.closest(".mark");
    if (!mark) return;
    const isChoice = event.key === "Enter" || event.key === " ";
    const next = ledTo(event.key, mark);
    if (isChoice || next) event.preventDefault();
    if (isChoice) choose(mark, true);
    else if (next) focus(next);
  });
  const [first] = marksOf(drawing);
  if (first) reachable(first);
}

addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (document.getElementById("tip").hidden) leave();
  unpoint();
  light(null);
});

// What needs this script is hidden without it.
for (const part of document.querySelectorAll("[data-live]")) part.hidden = false;

// --- Claims ---------------------------------------------------------------------------------------------------------

/** Light up the marks of which a claim speaks, and their panels; none for no claim. */
function light(claim) {
  for (const lit of document.querySelectorAll(".lit, .lighting")) lit.classList.remove("lit", "lighting");
  for (const shape of document.querySelectorAll(".frame")) shape.remove();
  status.hidden = !claim;
  if (!claim) return;
  const all = drawings.flatMap(marksOf);
  let lit = all.filter((mark) => speaksOf(claim, about(mark)));
  const isDrawn = lit.length > 0;
  if (!isDrawn) lit = all.filter((mark) => isOfItsPlace(claim, about(mark)));
  for (const mark of lit) {
    for (const part of withBar(mark)) part.classList.add("lit");
    mark.closest("svg").classList.add("lighting");
  }
  const panels = Object.groupBy(lit, (mark) => `${figureOf(mark)} ${about(mark).panel}`);
  for (const [mark] of Object.values(panels)) frame(mark);
  const places = Object.values(panels).map(
    ([mark]) => origins.figures[figureOf(mark)].title + about(mark).panel.toUpperCase(),
  );
  if (!lit.length) {
    status.replaceChildren(`“${claim.claim}” speaks of what this run does not have.`, clearing());
    return;
  }
  const found = `${lit.length} marks in ${places.join(", ")}`;
  status.replaceChildren(
    `“${claim.claim}” `,
    isDrawn ? `speaks of ${found}.` : `speaks of what no mark shows by itself; of the same networks are ${found}.`,
    clearing(),
  );
  (lit.find((mark) => figureOf(mark) === claim.figure) ?? lit[0])?.closest("section").scrollIntoView();
}

/** A mark, and its bar if it has one, which is drawn elsewhere. */
function withBar(mark) {
  const bar = document.getElementById(`${mark.id}-bar`);
  return bar ? [mark, bar] : [mark];
}

function clearing() {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Clear";
  button.addEventListener("click", () => light(null));
  return button;
}

/** Draw a frame around the marks of the panel of a mark. */
function frame(mark) {
  const drawing = mark.closest("svg");
  const boxes = marksOf(drawing)
    .filter((other) => about(other).panel === about(mark).panel)
    .map((other) => other.getBoundingClientRect());
  const toDrawing = drawing.getScreenCTM().inverse();
  const corner = (side, x, y) => new DOMPoint(side(...boxes.map(x)), side(...boxes.map(y))).matrixTransform(toDrawing);
  const first = corner(
    Math.min,
    (box) => box.left,
    (box) => box.top,
  );
  const last = corner(
    Math.max,
    (box) => box.right,
    (box) => box.bottom,
  );
  const shape = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const numbers = {
    x: first.x - 5,
    y: first.y - 5,
    width: last.x - first.x + 10,
    height: last.y - first.y + 10,
    rx: 4,
  };
  for (const [key, value] of Object.entries({ ...numbers, class: "frame" })) shape.setAttribute(key, value);
  drawing.append(shape);
}

for (const link of document.querySelectorAll("a[data-claim]")) {
  const claim = origins.claims.find(({ id }) => id === link.dataset.claim);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    light(claim);
  });
}

// --- Verdicts -------------------------------------------------------------------------------------------------------

const boxes = [...document.querySelectorAll(".filter input")];
for (const box of boxes) box.addEventListener("change", filter);

/** Show the claims of the chosen verdicts, and pale the marks on which none of them rests. */
function filter() {
  const verdicts = boxes.filter((box) => box.checked).map((box) => box.value);
  const isWhole = verdicts.length === boxes.length;
  const shown = origins.claims.filter((claim) => verdicts.includes(claim.verdict));
  for (const row of document.querySelectorAll("[data-verdict]")) row.hidden = !verdicts.includes(row.dataset.verdict);
  let kept = 0;
  for (const mark of drawings.flatMap(marksOf)) {
    const isKept = isWhole || shown.some((claim) => speaksOf(claim, about(mark)));
    for (const part of withBar(mark)) part.classList.toggle("pale", !isKept);
    kept += isKept;
  }
  const told = `${shown.length} of ${origins.claims.length} claims and findings shown`;
  document.getElementById("filtered").textContent = isWhole
    ? told
    : `${told}; ${kept} marks rest on them, the others are pale.`;
}

// --- Downloads ------------------------------------------------------------------------------------------------------

/** The numbers of a figure as CSV: a row for each mark, a column for each coordinate. */
function csvOf(drawing) {
  const marks = marksOf(drawing).map((mark) => ({ mark: mark.id, ...about(mark) }));
  const keys = (part) => [...new Set(marks.flatMap((is) => Object.keys(is[part] ?? {})))];
  const [where, at, also] = ["where", "at", "also"].map(keys);
  const own = ["mark", "panel", "kind", "experiment", "variable"];
  const numbers = ["value", "sd", "n", "theory", "formula", "equation", "about"];
  const cell = (value = "") => (/[",\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : value);
  const row = (is) => [
    ...own.map((key) => is[key]),
    ...where.map((key) => is.where?.[key]),
    ...at.map((key) => is.at?.[key]),
    ...numbers.map((key) => is[key]),
    ...also.map((key) => is.also?.[key]),
    JSON.stringify(is.only),
  ];
  const head = [...own, ...where, ...at, ...numbers, ...also, "only"];
  return [head, ...marks.map(row)].map((cells) => `${cells.map(cell).join(",")}\n`).join("");
}

function download(name, content) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

for (const button of document.querySelectorAll("button[data-file]")) {
  const section = button.closest("section");
  button.addEventListener("click", async () => {
    const isTable = button.dataset.file === "csv";
    const csv = () => new Blob([csvOf(section.querySelector("svg.drawing"))], { type: "text/csv" });
    download(
      `${section.id}.${button.dataset.file}`,
      isTable ? csv() : await (await unpacked(`${section.id}-svg`)).blob(),
    );
  });
}

/** Open the chain of the mark that the page's address names. */
function open() {
  const linked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (linked?.matches(".mark")) choose(linked, false);
}

addEventListener("hashchange", open);
open();
