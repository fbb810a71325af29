"""Our modules become one script, or we are told why not."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from oxymap.takeaway.page_file import ENTRY
from oxymap.takeaway.single_script import BundleError, join_modules
from oxymap.web.assets import load_assets

FILES = {
    "js/a.js": b'import { two as second } from "./parts/b.js";\nglobalThis.found = second();\n',
    "js/parts/b.js": b"// Says two.\nexport const two = () => 2;\nexport class Later {}\n",
}
needs_node = pytest.mark.skipif(shutil.which("node") is None, reason="Node is not installed.")


@needs_node
def test_joined_modules_do_what_the_modules_do() -> None:
    script = join_modules(FILES, "js/a.js") + "console.log(globalThis.found);"

    done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)

    assert done.stdout == "2\n"


def test_what_is_loaded_later_is_never_there() -> None:
    files = {"js/a.js": b'async function f() { await import("./b.js"); }\n'}

    assert 'absent("./b.js")' in join_modules(files, "js/a.js")


@pytest.mark.parametrize(
    "source", ['import * as all from "./a.js";', "export { one };", "export default 1;"]
)
def test_other_forms_of_import_and_export_are_refused(source: str) -> None:
    with pytest.raises(BundleError):
        join_modules({"js/a.js": source.encode()}, "js/a.js")


def test_module_that_is_missing_is_named() -> None:
    with pytest.raises(BundleError, match=r"js/gone\.js"):
        join_modules({"js/a.js": b'import "./gone.js";'}, "js/a.js")


def test_shipped_modules_can_be_joined() -> None:
    script = join_modules(load_assets().files, ENTRY)

    assert "import" not in script
    assert "export " not in script
    assert 'modules["js/map/oxymap.js"]' in script
