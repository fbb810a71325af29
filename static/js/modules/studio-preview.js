// Shrinks a screen's frame to the width that there is.

export function init(box) {
  const frame = box.querySelector("iframe");
  const [width, height] = [frame.width, frame.height].map(Number);
  const fit = () => {
    const scale = Math.min(1, box.clientWidth / width);
    frame.style.transform = `scale(${scale})`;
    box.style.blockSize = `${Math.round(height * scale)}px`;
  };
  new ResizeObserver(fit).observe(box);
  fit();
}
