// What the upload of photographs says; pure.

/** Fills `%(name)s` placeholders of a translated sentence. */
export function fill(sentence, values) {
  return sentence.replace(/%\((\w+)\)s/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** The reason in a problem document, or the bare status. */
export function reasonOf(problem, status) {
  return problem.detail || problem.title || String(status);
}
