// Reads JavaScript just far enough to find syntax that the oldest supported browsers do not know.

const RULES = [
  [/\?\.(?!\d)/g, "optional chaining ?."],
  [/\?\?/g, "nullish ??"],
  [/\|\|=|&&=/g, "logical assignment"],
  [/#[A-Za-z_$]/g, "private #name"],
  [/\bcatch\s*\{/g, "catch without a binding"],
  [/\b\d[\d.]*(_\d+|n\b)/g, "numeric separator or BigInt"],
  [/\.(at|flat|flatMap|replaceAll|matchAll|trimStart|trimEnd|findLast|toSorted|hasOwn)\s*\(/g, "newer method"],
  [/\bObject\s*\.\s*fromEntries\b/g, "Object.fromEntries"],
  [/\bPromise\s*\.\s*(allSettled|any|withResolvers)\b/g, "newer Promise method"],
  [/\b(structuredClone|globalThis|queueMicrotask)\b/g, "newer global"],
];
const BEFORE_REGEX = /(^|[([{,;=:!&|?+\-*%~^<>]|=>|\b(return|typeof|case|in|of|void|delete|do|else))\s*$/;
const REGEX = /^\/(?![*/])(\\.|\[(\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/;
const METHOD = /(\b(static|async|get|set)\s+|\*\s*)*[\w$]+\s*\(\)\s*\{\}|(\b(static|async)\s+|\*\s*)*\[\]\s*\(\)\s*\{\}/g;

const blank = (text) => text.replace(/[^\n]/g, " ");

/** The code with comments, strings, regular expressions and template texts blanked, as long as before. */
export function bare(code) {
  let out = "";
  const templates = []; // Open braces within each ${ } that is being read.
  for (let at = 0; at < code.length; ) {
    const rest = code.slice(at);
    const piece = quietPiece(rest, out) || templatePiece(rest, templates) || rest[0];
    out += piece.length === 1 && piece !== "`" ? piece : blank(piece);
    at += piece.length;
  }
  return out;
}

function quietPiece(rest, before) {
  const found =
    /^\/\/[^\n]*/.exec(rest) || /^\/\*[\s\S]*?\*\//.exec(rest) || /^(["'])(\\[\s\S]|(?!\1)[^\\\n])*\1/.exec(rest);
  if (found) return found[0];
  if (rest[0] !== "/" || !BEFORE_REGEX.test(before)) return null;
  const regex = REGEX.exec(rest);
  return regex && regex[0];
}

// Text of a template up to its end or to the next ${; what stands in ${ } is read as code.
function templatePiece(rest, templates) {
  const last = templates.length - 1;
  if (rest[0] === "{" && last >= 0) templates[last] += 1;
  const closes = rest[0] === "}" && last >= 0 && (templates[last] -= 1) === 0;
  if (rest[0] !== "`" && !closes) return null;
  if (closes) templates.pop();
  const text = /^[`}](\\[\s\S]|\$(?!\{)|[^`\\$])*(`|\$\{)/.exec(rest)[0];
  if (text.endsWith("${")) templates.push(1);
  return text;
}

/** What is too new in the code: [{line, what}], in order. */
export function tooNew(code) {
  const text = bare(code);
  const found = classFields(text);
  RULES.forEach(([pattern, what]) => {
    for (const hit of text.matchAll(pattern)) found.push({ at: hit.index, what: `${what}: ${hit[0]}` });
  });
  return found
    .sort((one, other) => one.at - other.at)
    .map(({ at, what }) => ({ line: text.slice(0, at).split("\n").length, what }));
}

function classFields(text) {
  const found = [];
  for (const hit of text.matchAll(/(?<!\.)\bclass\b[^{}();=]*\{/g)) {
    const from = hit.index + hit[0].length;
    const left = outermost(text.slice(from)).replace(METHOD, "").replace(/[\s;]/g, "");
    if (left) found.push({ at: hit.index, what: `class field: ${left}` });
  }
  return found;
}

// The text up to the closing brace, without what stands in inner brackets.
function outermost(text) {
  let depth = 0;
  let out = "";
  for (const sign of text) {
    if (")]}".includes(sign)) depth -= 1;
    if (depth < 0) break;
    if (depth === 0) out += sign;
    if ("([{".includes(sign)) depth += 1;
  }
  return out;
}
