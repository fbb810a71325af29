"""Join our modules into one script that runs without a server: a file on disk may fetch nothing."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

from oxymap.errors import OxyMapError

_IMPORT = re.compile(r'^import\s+(?:\{([^}]*)\}\s+from\s+)?"([^"]+)";', re.MULTILINE)
_EXPORT = re.compile(r"^export\s+((?:async\s+)?function|class|const)\s+(\w+)", re.MULTILINE)
_DYNAMIC = re.compile(r"\bimport\(")
_COMMENT = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
_OTHER = re.compile(r"^(import|export)\b.*", re.MULTILINE)
#: What stands for parts that are loaded later: a file on disk has none.
_ABSENT = "const absent = (name) => Promise.reject(new Error(name));\n"


class BundleError(OxyMapError):
    """A module is written in a way that cannot be joined."""

    code = "bundle"


def join_modules(files: Mapping[str, bytes], entry: str) -> str:
    """Return one classic script that does what a module and all that it imports do.

    Each module keeps a scope of its own. What would be imported later, by `import()`,
    is never there: nothing can be fetched from a file.

    Parameters
    ----------
    files : sources by path, such as ``js/map/dom.js``.
    entry : the path of the module to run last.

    Raises
    ------
    BundleError : a module is missing, or has an import or export of another form.
    """
    parts: dict[str, str] = {}
    _add(files, entry, parts)
    return (
        "(function () {\n" + _ABSENT + "const modules = {};\n" + "".join(parts.values()) + "})();"
    )


def _add(files: Mapping[str, bytes], path: str, parts: dict[str, str]) -> None:
    """Add a module behind those that it imports."""
    if path in parts:
        return
    if path not in files:
        raise BundleError(f"There is no module {path!r}.", path)
    source = files[path].decode()
    folder = posixpath.dirname(path)
    for found in _IMPORT.finditer(source):
        _add(files, posixpath.normpath(posixpath.join(folder, found[2])), parts)
    parts[path] = _wrapped(path, source)


def _wrapped(path: str, source: str) -> str:
    folder = posixpath.dirname(path)

    def taken(found: re.Match[str]) -> str:
        if found[1] is None:
            return ""
        name = posixpath.normpath(posixpath.join(folder, found[2]))
        return f'const {{{found[1].replace(" as ", ": ")}}} = modules["{name}"];'

    names = [found[2] for found in _EXPORT.finditer(source)]
    body = _EXPORT.sub(r"\1 \2", _IMPORT.sub(taken, source))
    other = _OTHER.search(body)
    if other is not None:
        raise BundleError(f"{path}: cannot join {other[0]!r}.", path)
    body = _COMMENT.sub("", _DYNAMIC.sub("absent(", body)).strip()
    return f'modules["{path}"] = (function () {{\n{body}\nreturn {{{", ".join(names)}}};\n}})();\n'
