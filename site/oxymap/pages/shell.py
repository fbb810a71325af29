"""Which assets belong together: all that a page's scripts may ever ask for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from oxymap.web.assets import Assets

#: Scripts that only planners', kiosks' and boards' pages start.
_NOT_VISITORS = re.compile(r"js/(modules/(studio|kiosk|board|screen)|composed/kiosk)")
#: What the pages of visitors have in common, besides scripts.
SHARED = (
    "css/site.css", "css/pocket.css", "img/favicon.svg", "img/icon-192.png", "img/icons.svg",
    "img/mark.svg", "img/symbols.svg",
)  # fmt: skip
_IMPORT = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.{1,2}/[\w./-]+\.js)["']""")
_NAMED = re.compile(r"""["']((?:css|img|vendor)/[\w./-]+)["']""")
MAIN = "js/main.js"
#: Of the pages that are kept before anybody has read them.
_ALWAYS = ("menu", "settings", "pocket-list")


def closure(assets: Assets, paths: Iterable[str]) -> list[str]:
    """Return assets with everything that they import or name, in a stable order.

    Parameters
    ----------
    paths : such as ``js/main.js``; what is no asset is left out.
    """
    found: set[str] = set()
    waiting = [path for path in paths if path in assets.files]
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        found.add(path)
        if path.endswith(".js"):
            waiting += [name for name in _named(assets, path) if name in assets.files]
    return sorted(found)


def _named(assets: Assets, path: str) -> list[str]:
    if path.startswith("vendor/"):
        return []
    text, folder = assets.files[path].decode(), posixpath.dirname(path)
    imports = [posixpath.normpath(posixpath.join(folder, name)) for name in _IMPORT.findall(text)]
    return imports + _NAMED.findall(text)


def module_paths(names: Iterable[str]) -> list[str]:
    """Return the assets of modules by their names in ``data-module``."""
    return [f"js/modules/{name}.js" for name in names]


def visitors_shell(assets: Assets) -> list[str]:
    """Return all assets that visitors' pages share: scripts, the style sheet, signs."""
    modules = [
        path
        for path in assets.files
        if path.startswith(("js/modules/", "js/composed/")) and not _NOT_VISITORS.match(path)
    ]
    return closure(assets, [MAIN, *modules, *SHARED])


def first_shell(assets: Assets) -> list[str]:
    """Return the few assets without which no page can be shown when there is no network.

    They are what a first visit pays for; the rest of the shell comes in a quiet moment.
    """
    return closure(assets, [MAIN, *module_paths(_ALWAYS), *SHARED])
