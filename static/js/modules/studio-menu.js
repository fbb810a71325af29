// Brings the current entry of the studio's menu into view where the menu is one scrolling line.
//   <nav data-module="studio-menu"><ul>… <a aria-current="page">…</a></ul></nav>

export function init(menu) {
  const current = menu.querySelector("[aria-current]");
  const list = menu.querySelector("ul");
  if (!current || !list) return;
  const offset = current.getBoundingClientRect().left - list.getBoundingClientRect().left;
  list.scrollLeft += offset - (list.clientWidth - current.offsetWidth) / 2;
}
