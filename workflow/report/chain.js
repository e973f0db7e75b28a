// The chain of a mark: from the figure to dataset, points, networks and seeds, and the commands that ask further.

import { about, comparison, element, figureOf, focus, origins, pointsAt, speaksOf, titleOf } from "./marks.js";

const panel = document.getElementById("chain");
const SYMBOLS = JSON.parse(document.getElementById("symbols").textContent);

/** Open the chain of a mark beside its figure, and move the focus there if it came by keyboard. */
export function choose(mark, byKeyboard) {
  document.querySelector(".chosen")?.classList.remove("chosen");
  mark.classList.add("chosen");
  const figure = figureOf(mark);
  const title = `${origins.figures[figure].title}${about(mark).panel.toUpperCase()}: where it came from`;
  const heading = element("h3", { id: "chain-title", tabindex: "-1" }, title);
  const close = element("button", { type: "button", class: "close", onclick: () => leave(mark) }, "Close");
  panel.replaceChildren(heading, close, element("p", { class: "said" }, titleOf(mark)), ...partsOf(mark, figure));
  mark.closest(".sheet").after(panel);
  panel.hidden = false;
  panel.scrollTop = 0;
  history.replaceState(null, "", `#${mark.id}`);
  if (byKeyboard) heading.focus();
}

/** Close the chain, back to its mark. */
export function leave(mark = document.querySelector(".chosen")) {
  if (!mark) return;
  panel.hidden = true;
  mark.classList.remove("chosen");
  history.replaceState(null, "", " ");
  focus(mark);
}

function partsOf(mark, figure) {
  const is = about(mark);
  const experiment = origins.experiments[is.experiment];
  const parts = comparison(is).map((line) => element("p", {}, line));
  if (is.about) parts.push(element("p", {}, is.about));
  if (is.formula in origins.formulas) parts.push(...theoryOf(origins.formulas[is.formula]));
  if (experiment) parts.push(...measurementOf(is, experiment, mark.id));
  parts.push(element("h4", {}, "Made by"), ...makersOf(is, experiment, figure));
  parts.push(
    element("h4", {}, "Commands"),
    ...commandsOf(is, experiment, figure).map(([says, text]) => command(says, text)),
  );
  return parts;
}

function theoryOf({ line, says }) {
  return [element("h4", {}, "Theory"), element("p", {}, says), element("p", {}, code(line))];
}

/** Dataset, points, networks, code and claims behind what was measured. */
function measurementOf(is, experiment, id) {
  const points = pointsAt(is.experiment, is.where);
  const claims = origins.claims.filter((claim) => speaksOf(claim, is));
  const files = points.map(([name, point]) => [element("div", {}, code(name)), point.files.map(fileLine)]);
  return [
    element("h4", {}, "Dataset"),
    element("p", {}, fileLine(experiment)),
    element("h4", {}, points.length > 1 ? `${points.length} points` : "Point"),
    points.length > 3 ? folded("The points", listed(files)) : listed(files),
    ...networksOf(is, experiment, id, points),
    element("h4", {}, "Measured by"),
    listed((experiment.variables[is.variable]?.lines ?? []).map((line) => code(line))),
    element("h4", {}, "Claims that rest on it"),
    claims.length ? listed(claims.map(claimLine)) : element("p", {}, "None."),
  ];
}

/** The networks of the points, each with its value, SHA-256, and seed. */
function networksOf(is, experiment, id, points) {
  const values = origins.replicates[id];
  const rows = [];
  for (const [name, { networks }] of points) {
    const trials = values ? values.length / networks.length : 0;
    networks.forEach((sha256, replicate) => {
      if ((is.where?.replicate ?? replicate) !== replicate) return;
      const own = points.length > 1 ? [] : (values ?? []).slice(replicate * trials, (replicate + 1) * trials);
      const shown = own.length
        ? own.map((value) => value ?? "not measurable")
        : is.where?.replicate === replicate
          ? [is.value]
          : [];
      rows.push(networkRow(experiment.seed, [is.experiment, name, replicate], sha256, shown));
    });
  }
  const title = rows.length > 1 ? `${rows.length} networks` : "Network";
  return [element("h4", {}, title), element("div", { class: "networks" }, rows)];
}

function networkRow(seed, purpose, sha256, values) {
  const key = element("code", {}, "…");
  const told = values.filter((value) => value !== undefined).join(", ");
  const row = folded(
    [`Replicate ${purpose[2]} `, told ? element("span", { class: "value" }, told) : []],
    element("div", {}, "SHA-256 ", code(sha256)),
    element("div", {}, `Seed ${seed}, drawn for `, code(`${purpose.join("/")}/…`), ", e.g. its mask by the spawn key"),
    key,
  );
  row.addEventListener("toggle", async () => key.replaceChildren(await spawnKey([...purpose, "mask"])));
  return row;
}

/** The spawn key of a purpose, as in scripts/sparse_lowrank/seeds.py: its SHA-256 as eight 32-bit words. */
async function spawnKey(purpose) {
  if (!globalThis.crypto?.subtle) return "SHA-256 of this text, in eight words of 32 bits";
  const digest = new DataView(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(purpose.join("/"))));
  return `(${Array.from({ length: 8 }, (_, word) => digest.getUint32(4 * word)).join(", ")})`;
}

function makersOf(is, experiment, figure) {
  const { traced, software } = origins.figures[figure];
  const lines = [[`The figure: ${versions(software)}; traced ${traced.created} at commit `, code(traced.commit)]];
  if (experiment) {
    const files = pointsAt(is.experiment, is.where).flatMap(([, point]) => point.files.map((file) => file.made));
    for (const made of new Set([experiment.made, ...files]))
      lines.push(makingLine(origins.made[made], made === experiment.made));
  }
  return [listed(lines)];
}

function makingLine({ history: by, software, arithmetic, commit }, isDataset) {
  const told = Object.entries(arithmetic ?? {}).map(
    ([key, value]) => `${key.replace("_", " ")}: ${[value].flat().join(", ")}`,
  );
  const what = `${isDataset ? "The dataset" : "The points"}: ${by}; ${versions(software)}; commit `;
  return [what, code(commit), told.length ? folded("Arithmetic", listed(told)) : []];
}

/** What to type, and what it does. */
function commandsOf({ panel: letter, experiment: name, variable, where = {}, formula }, experiment, figure) {
  const { pdf } = origins.figures[figure];
  const place = Object.entries(where).map(([key, value]) => `${key}=${value}`);
  const told = Object.keys(where).every((key) => experiment.coordinates.includes(key)) ? place : [];
  const audit = `python scripts/audit.py ${pdf} --panel ${letter}${told.length ? ` --where ${told.join(" ")}` : ""}`;
  const commands = [
    ["Audit it", audit],
    ["Compute it again from its seed, and compare bit for bit", `${audit} --replay 1`],
  ];
  if (experiment) commands.push(["Open it in Python", pythonOf(experiment.path, name, variable, place)]);
  if (formula) commands.push(["Read the formula", `PYTHONPATH=scripts python -m pydoc sparse_lowrank.${formula}`]);
  return commands;
}

function pythonOf(path, name, variable, place) {
  const at = place.length ? `.sel(${place.join(", ")})` : "";
  const isOwn = origins.experiments[name].variables[variable]?.reads.includes(variable);
  const [from, read] =
    isOwn || !variable
      ? ["", `data${variable ? `["${variable}"]` : ""}`]
      : ["from sparse_lowrank.datasets import quantities\n", `quantities.measured("${variable}", data)`];
  return `import xarray as xr\n${from}data = xr.open_dataset("${path}")\nprint(${read}${at})`;
}

function command(says, text) {
  const shown = element("pre", { tabindex: "0" }, text);
  const button = element("button", { type: "button", onclick: () => copy(text, shown, button) }, "Copy");
  return element("div", { class: "command" }, element("div", {}, says, button), shown);
}

/** Copy a text; where the browser does not allow it, select it. */
async function copy(text, shown, button) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(shown);
    button.textContent = "Selected: press Ctrl+C";
  }
}

const code = (text) => element("code", {}, text);
const listed = (items) =>
  element(
    "ul",
    {},
    items.map((item) => element("li", {}, item)),
  );
const folded = (summary, ...rest) => element("details", {}, element("summary", {}, summary), ...rest);
const fileLine = ({ path, sha256 }) => element("div", {}, code(path), element("br", {}), "SHA-256 ", code(sha256));
const versions = (software) =>
  Object.entries(software)
    .map((pair) => pair.join(" "))
    .join(", ");
const claimLine = ({ id, claim, verdict }) => [
  `${SYMBOLS[verdict]} ${verdict}: `,
  element("a", { href: `#${id}` }, claim),
];
