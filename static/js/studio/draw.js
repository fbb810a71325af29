// Draw and mend a line with the drawing tool (Leaflet-Geoman), through buttons of our own.

import { words } from "../map/dom.js";
import { bareOf, countOf, heightsOf, joinPart, splitAt, withHeights, withoutPart } from "./draw-parts.js";
import { lengthOf, lengthText, lineFrom, linesOf } from "./map-geometry.js";

const MODES = ["draw", "edit", "drag", "split", "remove"];
const STEPS = 100;
// Near the pointer only: a recording has thousands of vertices.
const SHOWN_VERTICES = 80;
// A finger cannot hit four pixels: a click this near to a line is meant for it.
const REACH_PX = 20;

export class DrawingTool {
  // view: {map, L, spec}; told: {changed(geometry, text), hint(text), pressed(mode), undoable(on)}.
  constructor(view, said, told) {
    this.map = view.map;
    this.strings = view.spec.strings;
    this.said = said;
    this.told = told;
    this.group = L.featureGroup().addTo(this.map);
    this.past = [];
    this.mode = null;
    this.map.options.quiet = true;
    const { first, next, finish } = said;
    const tooltips = { firstVertex: first, continueLine: next, finishLine: finish };
    this.map.pm.setLang("oxymap", { tooltips }, "en");
    this.map.pm.setGlobalOptions({ snapDistance: 14, allowSelfIntersection: true });
    this.map.on("click", (event) => this.clicked(event));
    this.map.on("pm:create", ({ layer }) => this.created(layer));
    this.map.on("pm:drawstart", ({ workingLayer }) => this.follow(workingLayer));
    this.map.on("pm:drawend", () => this.mode === "draw" && this.leave());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.mode) this.choose(this.mode);
    });
  }

  start(geometry) {
    this.parts = linesOf(geometry);
    this.heights = heightsOf(this.parts);
    this.show();
    this.tellLength();
  }

  get geometry() {
    return lineFrom(this.parts);
  }

  // --- buttons ---------------------------------------------------------------------------

  choose(mode) {
    const again = mode === this.mode;
    this.leave();
    if (again || !MODES.includes(mode)) return;
    this.mode = mode;
    this.enter();
    this.told.pressed(mode);
    this.told.hint(this.said[mode]);
  }

  enter() {
    if (this.mode === "draw") this.map.pm.enableDraw("Line", { snappable: true, finishOn: "dblclick" });
    else this.layers().forEach((layer) => this.ready(layer));
  }

  leave() {
    const mode = this.mode;
    this.mode = null;
    if (mode === "draw") this.map.pm.disableDraw();
    this.layers().forEach((layer) => {
      layer.pm.disable();
      layer.pm.disableLayerDrag();
    });
    this.told.pressed(null);
    this.told.hint("");
  }

  ready(layer) {
    if (this.mode === "edit") {
      layer.pm.enable({ limitMarkersToCount: SHOWN_VERTICES, removeLayerBelowMinVertexCount: false });
    }
    if (this.mode === "drag") layer.pm.enableLayerDrag();
  }

  undo() {
    const before = this.past.pop();
    if (!before) return;
    this.leave();
    this.parts = before;
    this.show();
    this.tellChange();
    this.told.hint(this.said.undone);
  }

  // --- the line --------------------------------------------------------------------------

  layers() {
    return this.group.getLayers();
  }

  show() {
    this.group.clearLayers();
    this.parts.forEach((part) => {
      const layer = L.polyline(part.map(latLng), { className: "studio-line studio-line--current" });
      layer.on("pm:edit pm:vertexremoved pm:dragend", () => this.read());
      layer.on("pm:change", () => this.tellLength(this.drawn()));
      this.group.addLayer(layer);
      this.ready(layer);
    });
  }

  // What the map shows now.
  drawn() {
    const parts = this.layers().map((layer) => layer.getLatLngs().map(position));
    return withHeights(parts, this.heights).filter((part) => part.length > 1);
  }

  read() {
    this.change(this.drawn(), false);
  }

  created(layer) {
    const added = layer.getLatLngs().map(position);
    layer.remove();
    if (added.length < 2) return;
    const { parts, joined } = joinPart(this.parts, withHeights([added], this.heights)[0]);
    this.change(parts, true);
    if (joined) this.told.hint(this.said.joined);
  }

  clicked({ latlng, layerPoint }) {
    const number = this.nearest(layerPoint);
    if (number < 0) return;
    const { lng, lat } = latlng;
    if (this.mode === "split") this.change(splitAt(this.parts, number, [lng, lat]), true);
    if (this.mode === "remove") this.change(withoutPart(this.parts, number), true);
  }

  // The number of the part that is nearest to a point of the screen and within reach, or -1.
  nearest(point) {
    const far = this.layers().map((layer) => {
      const found = layer.closestLayerPoint(point);
      return found ? found.distance : Infinity;
    });
    const least = Math.min(...far);
    return least <= REACH_PX ? far.indexOf(least) : -1;
  }

  change(parts, redraw) {
    if (JSON.stringify(parts) === JSON.stringify(this.parts)) return;
    this.past.push(this.parts);
    this.past = this.past.slice(-STEPS);
    this.parts = parts;
    if (redraw) this.show();
    this.tellChange();
  }

  tellChange() {
    this.told.undoable(this.past.length > 0);
    this.told.changed(this.geometry);
    this.tellLength();
  }

  // While a part is being drawn, its length counts with each click.
  follow(working) {
    const tell = () => {
      const drawn = working.getLatLngs().map(position);
      this.tellLength([...this.parts, drawn]);
    };
    working.on("pm:vertexadded pm:change", tell);
  }

  tellLength(parts = this.parts) {
    const count = countOf(parts);
    const length = lengthText(lengthOf(parts), this.strings);
    const bare = bareOf(parts);
    const told = count ? words(this.said.length, { length, count }) : this.said.empty;
    // Some heights are worse than none: the page then shows no profile at all.
    const more = bare && bare < count ? words(this.said.bare, { count: bare }) : "";
    this.told.length(told, more);
  }
}

function latLng([lon, lat, height]) {
  return height === undefined ? L.latLng(lat, lon) : L.latLng(lat, lon, height);
}

function position(at) {
  return at.alt === undefined ? [at.lng, at.lat] : [at.lng, at.lat, at.alt];
}
