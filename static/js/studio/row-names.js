// The names, ids and buttons of a form's rows: they carry the row's number.

const NUMBER = "(?:\\d+|__row__)";
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** An attribute's text with the number of its row: stops.3.day, f-stops-3-day, up:stops:3. */
export function renumbered(text, list, number) {
  const name = escaped(list);
  return text
    .replace(new RegExp(`(^|\\s)${name}\\.${NUMBER}\\.`, "g"), `$1${list}.${number}.`)
    .replace(new RegExp(`(^|\\s)f-${name}-${NUMBER}-`, "g"), `$1f-${list}-${number}-`)
    .replace(new RegExp(`^(up|down|drop|show):${name}([.:])${NUMBER}`), `$1:${list}$2${number}`);
}

/** The numbers of a list's rows among the names of a form, in their order. */
export function rowNumbers(names, list) {
  const pattern = new RegExp(`^${escaped(list)}\\.(\\d+)\\.`);
  const found = new Set();
  for (const name of names) {
    const match = pattern.exec(name);
    if (match) found.add(Number(match[1]));
  }
  return [...found].sort((a, b) => a - b);
}

const ATTRIBUTES = ["name", "id", "for", "aria-describedby", "value", "list"];

/** Give every row of a list its number in the order of the page. */
export function numberRows(rows, list) {
  rows.forEach((row, number) => {
    for (const element of row.querySelectorAll("*")) {
      for (const attribute of ATTRIBUTES) {
        const isText = attribute === "value" && element.tagName !== "BUTTON";
        const text = isText ? null : element.getAttribute(attribute);
        if (text) element.setAttribute(attribute, renumbered(text, list, number));
      }
    }
  });
}
