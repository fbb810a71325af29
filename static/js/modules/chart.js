// A chart that answers to pointer, finger and arrow keys and says what its table says.
//
// <figure data-module="chart"> [data-chart-canvas] > svg.chart__drawing, script[data-chart-stops] with
// {"stops": [[x, y], …]}; the k-th stop is the k-th row of the figure's table.

import { nearestStop, percent, pointerX, sentence, stopAfter } from "../chart/cursor.js";

export function init(figure) {
  const canvas = figure.querySelector("[data-chart-canvas]");
  const drawn = canvas && canvas.querySelector("svg.chart__drawing");
  const data = figure.querySelector("script[data-chart-stops]");
  if (!drawn || !data) return;
  const { stops } = JSON.parse(data.textContent);
  const table = figure.querySelector("table");
  if (stops.length && table) new Reader(canvas, drawn, stops, table).start();
}

class Reader {
  constructor(canvas, drawn, stops, table) {
    this.canvas = canvas;
    this.drawn = drawn;
    this.stops = stops;
    this.rows = table.tBodies[0].rows;
    const heads = Array.from(table.tHead.rows[0].cells);
    this.headings = heads.map((cell) => cell.textContent.trim());
    this.remark = heads.findIndex((cell) => "remark" in cell.dataset);
    this.cursor = drawn.querySelector(".chart__cursor");
    this.index = null;
    this.readout = document.createElement("p");
    this.readout.className = "chart__readout";
    this.readout.setAttribute("aria-live", "polite");
    this.readout.textContent = canvas.dataset.chartHint;
  }

  // The drawing becomes a slider along the curve; its values are read out as text.
  start() {
    const { canvas } = this;
    canvas.after(this.readout);
    const attributes = {
      role: "slider",
      tabindex: "0",
      "aria-labelledby": this.drawn.getAttribute("aria-labelledby"),
      "aria-describedby": this.drawn.getAttribute("aria-describedby"),
      "aria-valuemin": "1",
      "aria-valuemax": String(this.stops.length),
      "aria-valuenow": String(this.stops.length),
      "aria-valuetext": this.text(this.stops.length - 1),
    };
    Object.keys(attributes).forEach((name) => {
      if (attributes[name]) canvas.setAttribute(name, attributes[name]);
    });
    this.drawn.setAttribute("aria-hidden", "true");
    this.listen();
  }

  listen() {
    const { canvas } = this;
    canvas.addEventListener("pointermove", (event) => this.follow(event));
    canvas.addEventListener("pointerdown", (event) => this.follow(event));
    canvas.addEventListener("pointerleave", (event) => {
      if (event.pointerType === "mouse" && document.activeElement !== canvas) this.leave();
    });
    canvas.addEventListener("keydown", (event) => this.press(event));
    canvas.addEventListener("focus", () => {
      // The slider says its own value; the live region stays quiet meanwhile.
      this.readout.setAttribute("aria-live", "off");
      if (this.index === null) this.show(this.stops.length - 1);
    });
    canvas.addEventListener("blur", () => {
      this.readout.setAttribute("aria-live", "polite");
      this.leave();
    });
  }

  follow(event) {
    const box = this.drawn.getBoundingClientRect();
    this.show(nearestStop(this.stops, pointerX(event.clientX, box)));
  }

  press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const here = this.index === null ? this.stops.length - 1 : this.index;
    const goal = stopAfter(event.key, here, this.stops.length);
    if (goal === null) return;
    event.preventDefault();
    this.show(goal);
  }

  show(index) {
    if (index === this.index) return;
    const [x, y] = this.stops[index];
    const line = this.cursor.querySelector("line");
    const dot = this.cursor.querySelector("circle");
    this.index = index;
    line.setAttribute("x1", percent(x));
    line.setAttribute("x2", percent(x));
    dot.setAttribute("cx", percent(x));
    dot.setAttribute("cy", percent(y === null ? 0 : y));
    dot.setAttribute("visibility", y === null ? "hidden" : "inherit");
    this.cursor.setAttribute("visibility", "visible");
    this.readout.textContent = this.text(index);
    this.canvas.setAttribute("aria-valuenow", String(index + 1));
    this.canvas.setAttribute("aria-valuetext", this.text(index));
  }

  leave() {
    this.index = null;
    this.cursor.setAttribute("visibility", "hidden");
    this.readout.textContent = this.canvas.dataset.chartHint;
  }

  text(index) {
    const cells = Array.from(this.rows[index].cells, (cell) => cell.textContent);
    return sentence(this.headings, cells, this.remark);
  }
}
