"""The source tree keeps its shape: imports point one way, and slow libraries stay out."""

from __future__ import annotations

import ast
import fnmatch
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from oxymap.config import ROOT, Settings

SITE = ROOT / "site"
PACKAGE = SITE / "oxymap"
MODULES = sorted(PACKAGE.rglob("*.py"))
FACTORY = "oxymap"

#: From the ground up. A module may import from its own level and from those before it.
LEVELS: tuple[tuple[str, ...], ...] = (
    ("config", "errors", "clock", "logs", "wording"),
    ("geo", "db"),
    ("catalogue",),
    ("stations", "weather", "people", "media"),
    ("maps", "charts", "publishing", "kiosks", "notices"),
    ("web",),
    ("pages",),
    ("leaflets",),
    ("takeaway",),
    ("api", "alerting", "studio", "screens"),
    ("watching", "demo"),
    ("freeze", "importing", "exporting", "serving", "texts", "testing"),
    ("commands",),
    ("cli", FACTORY),
)
LEVEL_OF = {area: level for level, areas in enumerate(LEVELS) for area in areas}
#: (importing area, imported area): why the way upwards is right there.
UPWARDS = {
    ("freeze", FACTORY): "a build asks the application that the factory makes",
    ("serving", FACTORY): "the server's worker is handed what the factory makes",
}
#: Which files may import a library; all others may not.
LIBRARIES: dict[str, tuple[str, ...]] = {
    "flask": (
        "__init__.py", "web/*.py", "freeze/walker.py", "pages/*views.py", "pages/files.py",
        "pages/site.py", "pages/making.py", "pages/respond.py", "api/live.py", "studio/*.py",
        "leaflets/views.py", "screens/*.py", "takeaway/*views.py",
    ),
    "folium": ("maps/compose.py",),
    "branca": ("maps/compose.py",),
    "geopandas": ("geo/*.py", "catalogue/*.py"),
    "pandas": ("geo/*.py", "catalogue/*.py"),
    "granian": ("serving.py",),
    "sqlalchemy": ("db/*.py", "stations/*.py", "people/*.py", "media/*.py", "publishing/*.py",
                   "kiosks/*.py", "notices/*.py"),
    "alembic": ("db/*.py",),
    "paho": ("stations/gateways/mqtt_client.py",),
    "GeoToolCN": ("geo/boundaries.py",),
    "argon2": ("people/passwords.py",),
    "pyotp": ("people/second.py",),
    "merge3": ("publishing/merging.py", "studio/forms/joining.py"),
    "fpdf": ("leaflets/*.py",),
    "PIL": ("media/child.py", "media/renditions.py", "screens/board_picture.py", "takeaway/*.py"),
    "pillow_heif": ("media/child.py",),
}  # fmt: skip
SLOW = ("folium", "geopandas", "pandas", "fpdf", "fontTools", "sqlalchemy", "argon2", "PIL")


def relative(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


def module_name(file: Path) -> str:
    parts = file.relative_to(SITE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def area(module: str) -> str:
    """The package or top module that a module belongs to; the factory's is `oxymap`."""
    return module.split(".")[1] if "." in module else FACTORY


NAMES = {module_name(file): file for file in MODULES}


@cache
def syntax(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imports(file: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports anywhere in it, with the line."""
    for node in ast.walk(syntax(file)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                yield (inside if inside in NAMES else node.module), node.lineno


def own_imports(file: Path) -> Iterator[tuple[str, int]]:
    return ((name, line) for name, line in imports(file) if name.split(".")[0] == "oxymap")


def cycle(graph: dict[str, set[str]]) -> list[str]:
    """A cycle of a graph, or nothing."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def run_python(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


# --- direction -------------------------------------------------------------------------


def test_every_package_and_top_module_has_its_level() -> None:
    found = {area(module_name(file)) for file in MODULES}

    assert found == set(LEVEL_OF)


@pytest.mark.parametrize("file", MODULES, ids=relative)
def test_imports_point_downwards(file: Path) -> None:
    here = area(module_name(file))

    wrong = [
        f"line {line}: {name}"
        for name, line in own_imports(file)
        if LEVEL_OF[area(name)] > LEVEL_OF[here] and (here, area(name)) not in UPWARDS
    ]

    assert wrong == []


def test_every_exception_is_still_needed() -> None:
    used = {
        (area(module_name(file)), area(name)) for file in MODULES for name, _ in own_imports(file)
    }

    assert set(UPWARDS) <= used


def test_packages_import_each_other_without_a_cycle() -> None:
    graph: dict[str, set[str]] = {}
    for file in MODULES:
        here = area(module_name(file))
        graph.setdefault(here, set()).update(area(name) for name, _ in own_imports(file))
        graph[here].discard(here)

    assert cycle(graph) == []


def test_modules_import_each_other_without_a_cycle() -> None:
    graph = {
        module: {name for name, _ in own_imports(file)} - {module} for module, file in NAMES.items()
    }

    assert cycle(graph) == []


@pytest.mark.parametrize("file", MODULES, ids=relative)
def test_imports_are_absolute(file: Path) -> None:
    lines = [n.lineno for n in ast.walk(syntax(file)) if isinstance(n, ast.ImportFrom) and n.level]

    assert lines == []


@pytest.mark.parametrize("library", LIBRARIES)
def test_library_is_imported_only_where_it_belongs(library: str) -> None:
    allowed = LIBRARIES[library]

    wrong = [
        f"{relative(file)}:{line}"
        for file in MODULES
        for name, line in imports(file)
        if name.split(".")[0] == library
        and not any(fnmatch.fnmatch(relative(file), pattern) for pattern in allowed)
    ]

    assert wrong == []


# --- files -----------------------------------------------------------------------------


def test_source_root_is_no_package() -> None:
    assert not (SITE / "__init__.py").exists()


def test_nothing_in_the_source_root_hides_a_standard_module() -> None:
    names = {path.stem for path in SITE.iterdir()}

    assert names & sys.stdlib_module_names == set()


def test_every_folder_of_code_is_a_package() -> None:
    folders = {file.parent for file in MODULES}

    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*/__init__.py")), ids=relative)
def test_packages_hold_no_code_of_their_own(file: Path) -> None:
    docstrings = [node for node in syntax(file).body if isinstance(node, ast.Expr)]

    assert syntax(file).body == docstrings


@pytest.mark.parametrize("file", MODULES, ids=relative)
def test_module_is_described_and_not_too_long(file: Path) -> None:
    assert ast.get_docstring(syntax(file))
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 400


def test_configuration_of_the_tests_stays_small() -> None:
    lines = (ROOT / "tests" / "conftest.py").read_text(encoding="utf-8").splitlines()

    assert len(lines) <= 150


# --- fresh interpreters ----------------------------------------------------------------

IMPORT_EACH_ALONE = """
import importlib, sys
for name in sys.argv[1:]:
    for loaded in [n for n in sys.modules if n.split(".")[0] == "oxymap"]:
        del sys.modules[loaded]
    try:
        importlib.import_module(name)
    except Exception as error:
        print(f"{name}: {error!r}")
"""

BUILD_THE_APPLICATION = """
import sys
from pathlib import Path
import oxymap.serving
from oxymap import create_wsgi
from oxymap.config import make_settings
data, geodata, content, *slow = sys.argv[1:]
application = create_wsgi(make_settings({"data": data, "geodata": geodata, "content": content}))
print(*sorted({name.split(".")[0] for name in sys.modules} & set(slow)))
"""


def test_every_module_imports_alone() -> None:
    # Alembic runs its environment itself, inside a migration.
    names = [name for name in NAMES if name != "oxymap.db.migrations.env"]

    done = run_python(IMPORT_EACH_ALONE, *names)

    assert (done.stdout, done.returncode) == ("", 0), done.stderr


def test_serving_does_not_import_slow_libraries(sample_settings: Settings) -> None:
    folders = (sample_settings.data, sample_settings.geodata, sample_settings.content)

    done = run_python(BUILD_THE_APPLICATION, *map(str, folders), *SLOW)

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""
