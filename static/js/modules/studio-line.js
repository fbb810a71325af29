// The drawing buttons below a map, and the form that keeps what was drawn.
// <div data-module="studio-line" data-map="line-map"> .draw__tools > [data-tool], .draw__form

export function init(panel) {
  const element = document.getElementById(panel.dataset.map);
  if (!element) return;
  if (element.studioMap) start(panel, element, element.studioMap);
  else element.addEventListener("studio-map:ready", (event) => start(panel, element, event.detail));
}

async function start(panel, element, view) {
  const said = JSON.parse(panel.querySelector(".draw__words").textContent);
  const hint = panel.querySelector(".draw__hint");
  const sayHint = (text) => {
    hint.textContent = text || "";
  };
  if (!view.map.pm) {
    sayHint(said.failed);
    return;
  }
  const { DrawingTool } = await import("../studio/draw.js");
  const tools = panel.querySelector(".draw__tools");
  const form = panel.querySelector(".draw__form");
  const field = form.querySelector('input[name="drawn.geometry"]');
  const lengthLine = panel.querySelector(".draw__length");
  const bareLine = panel.querySelector(".draw__bare");
  const tool = new DrawingTool(view, said, {
    hint: sayHint,
    length(text, bare) {
      lengthLine.textContent = text;
      bareLine.textContent = bare;
    },
    pressed(mode) {
      tools.querySelectorAll("[data-tool]").forEach((button) => {
        if (button.dataset.tool === "undo") return;
        button.setAttribute("aria-pressed", String(button.dataset.tool === mode));
      });
    },
    undoable(on) {
      tools.querySelector('[data-tool="undo"]').disabled = !on;
    },
    changed(geometry) {
      field.value = geometry ? JSON.stringify(geometry) : "";
      form.hidden = !geometry;
    },
  });
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("[data-tool]");
    if (!button) return;
    if (button.dataset.tool === "undo") tool.undo();
    else tool.choose(button.dataset.tool);
  });
  // From here on the tool's own line is shown; after bad input it is the one that was sent.
  const sent = field.value || panel.querySelector(".draw__geometry").textContent;
  element.dispatchEvent(
    new CustomEvent("studio-map:set", { detail: { key: "current", geometry: null } })
  );
  tool.start(JSON.parse(sent));
  tools.hidden = false;
}
