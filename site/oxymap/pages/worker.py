"""The service worker of visitors' pages: one plain script, made from modules."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from oxymap.pages.shell import first_shell, visitors_shell
from oxymap.web.i18n import HTML_LANGS
from oxymap.web.urls import URLS
from oxymap.wording import N_

if TYPE_CHECKING:
    from oxymap.pages.edition import Edition

SOURCE = "js/worker.js"
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w./-]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=const |function |async function |class )", re.MULTILINE)
_WORDS = {
    "kept": N_("Offline: this page as of {time}. Values only grow older here."),
    "outdated": N_("There is a newer version of this page."),
    "again": N_("Load again"),
}


def worker_script(editions: dict[str, Edition]) -> str:
    """Return the worker, with what it must know of this build in front.

    Parameters
    ----------
    editions : the current edition by language.
    """
    assets = next(iter(editions.values())).assets
    first = first_shell(assets)
    rest = [path for path in visitors_shell(assets) if path not in set(first)]
    build = {
        "version": assets.version,
        "shell": [assets.url(path) for path in first],
        "rest": [assets.url(path) for path in rest],
        "manifests": [urls.manifest() for urls in URLS.values()],
        "pages": [page for urls in URLS.values() for page in (urls.offline(), urls.pocket())],
        "words": {
            HTML_LANGS[lang]: {name: edition.texts.text(text) for name, text in _WORDS.items()}
            for lang, edition in editions.items()
        },
    }
    source = assets.files[SOURCE].decode()
    modules = [_plain(assets.files[f"js/{name}"].decode()) for name in _IMPORT.findall(source)]
    data = json.dumps(build, ensure_ascii=False, separators=(",", ":"))
    return "\n".join([f"const BUILD = {data};", *modules, _IMPORT.sub("", source)])


def _plain(module: str) -> str:
    """Return a module's text as part of a plain script: older web views know no other workers."""
    return _EXPORT.sub("", _IMPORT.sub("", module))
