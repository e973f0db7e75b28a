// What the marks of the figures say, and how to find and point at them.

/** What stands in the page compressed, by the id of its place. */
export async function unpacked(id) {
  const packed = Uint8Array.from(atob(document.getElementById(id).textContent), (sign) => sign.charCodeAt(0));
  return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")));
}

export const origins = await (await unpacked("origins")).json();
export const drawings = [...document.querySelectorAll("svg.drawing")];
const tip = document.getElementById("tip");
const known = new WeakMap();

/** What a mark is, read once: its `data-mark` names its kind, and the numbers to fill in. */
export function about(mark) {
  if (!known.has(mark)) {
    const [kind, ...numbers] = mark.dataset.mark.split(" ").map(Number);
    known.set(mark, filled(origins.kinds[kind], numbers));
  }
  return known.get(mark);
}

/** An entry with the next of the numbers in place of each null. */
function filled(entry, numbers) {
  if (entry === null) return numbers.shift();
  if (typeof entry !== "object") return entry;
  return Object.fromEntries(Object.entries(entry).map(([key, part]) => [key, filled(part, numbers)]));
}

export const marksOf = (drawing) => [...drawing.querySelectorAll(".mark")];
export const figureOf = (mark) => mark.closest("section").id;
export const titleOf = (mark) => mark.getAttribute("aria-label") ?? mark.querySelector("title")?.textContent ?? mark.id;
export const digits = (number) => (Number.isFinite(number) ? String(Number(number.toPrecision(4))) : "not a number");
const signed = (number) => (number < 0 ? "−" : "+") + Number(Math.abs(number).toPrecision(3));
const isNear = (a, b) => Math.abs(a - b) <= 1e-5 * Math.max(Math.abs(a), Math.abs(b));

/** Lines that compare the value of a mark with the theory at its place. */
export function comparison({ value, sd, theory, equation }) {
  if (value === undefined || theory === undefined) return [];
  const deviations = [];
  if (theory !== 0) deviations.push(`${signed((100 * (value - theory)) / Math.abs(theory))} %`);
  if (sd > 0) deviations.push(`${signed((value - theory) / sd)} standard deviations`);
  const lines = [`Theory here: ${digits(theory)}${equation ? ` (Eq ${equation})` : ""}`];
  return deviations.length ? [...lines, `Deviation: ${deviations.join(", ")}`] : lines;
}

/** The points of an experiment, pairs of name and content, that lie at a place. */
export function pointsAt(experiment, where = {}) {
  const lies = ({ at }) =>
    Object.entries(where).every(([key, value]) => !(key in at) || [at[key]].flat().some((one) => isNear(one, value)));
  return Object.entries(origins.experiments[experiment]?.points ?? {}).filter(([, point]) => lies(point));
}

/** Whether a claim is about what a mark shows, at its place. */
export function speaksOf(claim, mark) {
  const { variables = {} } = origins.experiments[mark.experiment] ?? {};
  const shown = [mark.variable, ...Object.keys(mark.also ?? {})].flatMap((name) => variables[name]?.reads ?? []);
  const isShown = (name) => shown.includes(name);
  return isOfItsPlace(claim, mark) && variables[claim.quantity].reads.some(isShown);
}

/** Whether a mark shows networks of which a claim speaks. */
export function isOfItsPlace(claim, mark) {
  if (claim.experiment !== mark.experiment) return false;
  const isWithin = (place) =>
    Object.entries(claim.at).every(([key, wanted]) => {
      const [low, high = low] = [wanted].flat();
      const inside = (value) => (low <= value && value <= high) || isNear(value, low) || isNear(value, high);
      return !(key in place) || [place[key]].flat().some(inside);
    });
  return pointsAt(mark.experiment, mark.where).some(([, { at }]) => isWithin({ ...at, ...mark.where }));
}

/** The mark at a place of the screen, or the nearest within `reach` pixels. */
export function markNear(x, y, reach) {
  for (let radius = 0; radius <= reach; radius += 3) {
    for (let turn = 0; turn < (radius ? 12 : 1); turn++) {
      const [dx, dy] = [Math.cos((turn * Math.PI) / 6), Math.sin((turn * Math.PI) / 6)];
      const mark = document.elementFromPoint(x + radius * dx, y + radius * dy)?.closest(".mark");
      if (mark) return mark;
    }
  }
  return null;
}

/** Tell beside a mark what it is. */
export function point(mark) {
  if (mark.classList.contains("pointed")) return;
  unpoint();
  const title = titleOf(mark);
  mark.setAttribute("aria-label", title);
  mark.setAttribute("role", "button");
  if (!mark.hasAttribute("tabindex")) mark.setAttribute("tabindex", "-1");
  mark.querySelector(":scope > title")?.remove(); // or the browser shows it a second time
  mark.classList.add("pointed");
  tip.replaceChildren(...[title, ...comparison(about(mark))].map((line) => element("div", {}, line)));
  tip.hidden = false;
  const [sheet, box] = [mark.closest(".sheet"), mark.getBoundingClientRect()];
  sheet.append(tip);
  const around = sheet.getBoundingClientRect();
  const right = Math.min(document.documentElement.clientWidth - 4, around.right) - tip.offsetWidth;
  const left = Math.max(4, Math.min(box.left + (box.width - tip.offsetWidth) / 2, right));
  const above = box.top - tip.offsetHeight - 8;
  const top = above > 56 ? above : Math.min(box.bottom + 8, innerHeight - tip.offsetHeight - 4);
  tip.style.left = `${left - around.left}px`;
  tip.style.top = `${top - around.top}px`;
}

/** Point at nothing. */
export function unpoint() {
  document.querySelector(".pointed")?.classList.remove("pointed");
  tip.hidden = true;
}

/** Move the keyboard's focus to a mark; Tab comes back to it. */
export function focus(mark) {
  for (const other of mark.closest("svg").querySelectorAll("[tabindex='0']")) other.setAttribute("tabindex", "-1");
  reachable(mark);
  mark.focus();
}

/** Let Tab lead to a mark. */
export function reachable(mark) {
  mark.setAttribute("tabindex", "0");
  mark.setAttribute("role", "button");
}

/** The mark to which a key leads: arrows to the next mark or panel, Home and End to the first and last; or none. */
export function ledTo(key, mark) {
  const all = marksOf(mark.closest("svg"));
  const letters = [...new Set(all.map((one) => about(one).panel))];
  const firstOf = (letter) => all.find((one) => about(one).panel === letter);
  const [place, panel] = [all.indexOf(mark), letters.indexOf(about(mark).panel)];
  const leads = {
    ArrowRight: () => all[place + 1],
    ArrowLeft: () => all[place - 1],
    ArrowDown: () => firstOf(letters[panel + 1]),
    ArrowUp: () => firstOf(letters[panel - 1]),
    Home: () => all[0],
    End: () => all.at(-1),
  };
  return leads[key]?.();
}

/** A new element of the page; attributes that begin with "on" are listeners. */
export function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value);
  }
  made.append(...children.flat(Number.POSITIVE_INFINITY));
  return made;
}
