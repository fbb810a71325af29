// Changes of a Markdown text at its selection; each gives {text, start, end}.

/** Put marks around the selection, or take them away. */
export function surround(text, start, end, mark) {
  const inside = text.slice(start, end);
  const before = text.slice(start - mark.length, start);
  if (before === mark && text.slice(end, end + mark.length) === mark) {
    const joined = text.slice(0, start - mark.length) + inside + text.slice(end + mark.length);
    return { text: joined, start: start - mark.length, end: end - mark.length };
  }
  const joined = text.slice(0, start) + mark + inside + mark + text.slice(end);
  return { text: joined, start: start + mark.length, end: end + mark.length };
}

/** Begin every line of the selection with a mark, or take it from all. */
export function prefix(text, start, end, mark) {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", Math.max(end - 1, start));
  const to = next < 0 ? text.length : next;
  const lines = text.slice(from, to).split("\n");
  const all = lines.every((line) => line.startsWith(mark));
  const changed = lines.map((line) => (all ? line.slice(mark.length) : mark + line)).join("\n");
  return { text: text.slice(0, from) + changed + text.slice(to), start: from, end: from + changed.length };
}

/** Put words in place of the selection. */
export function insert(text, start, end, words) {
  return { text: text.slice(0, start) + words + text.slice(end), start: start + words.length, end: start + words.length };
}

/** Put a line of its own after the line in which the selection ends. */
export function insertLine(text, end, line) {
  const next = text.indexOf("\n", end);
  const at = next < 0 ? text.length : next;
  const before = text.slice(0, at).replace(/\n*$/, "");
  const after = text.slice(at).replace(/^\n*/, "");
  const head = before ? `${before}\n\n` : "";
  const joined = `${head}${line}\n${after ? `\n${after}` : ""}`;
  return { text: joined, start: head.length + line.length, end: head.length + line.length };
}

/** The skeleton of a text: headings, live blocks and tables stay, sentences leave their place. */
export function skeleton(text) {
  const lines = text.split("\n").map((line) => {
    if (/^(#{1,6} |::|\|)/.test(line)) return line;
    const item = /^\s*([-*+]|\d+[.)]) /.exec(line);
    return item ? item[0] : "";
  });
  return lines.join("\n").replace(/\n{3,}/g, "\n\n").trim();
}
