"""Prove the project: style, types, texts, tests; install a browser when one is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

from oxymap.config import ROOT
from oxymap.studio.drawing import ensure_drawing_tool
from oxymap.web.print_font import DEBIAN_PACKAGE, print_fonts

#: Where a Chromium may be; the variable wins.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
BROWSER_VARIABLE = "CHROMIUM"
#: A CJK font: without one, screenshots and widths would be those of empty boxes, and the tests
#: of the leaflets would be left out.
DEBIAN_PACKAGES = ("chromium", DEBIAN_PACKAGE)
PYTHON = sys.executable
#: More would only wait for each other: every browser test drives a browser of several processes.
PROCESSES = 2
STATIC_CHECKS: tuple[tuple[str, ...], ...] = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("djlint", "templates", "--lint", "--quiet"),
    ("codespell_lib", "site", "docs", "templates", "static/js", "README.md", "CHANGELOG.md"),
)


def run_tests(pytest_arguments: Sequence[str], *, browser: bool) -> int:
    """Run every check and return the first exit status that is not 0.

    Parameters
    ----------
    pytest_arguments : handed on; when given, only pytest runs.
    browser : whether the browser tests run; they need a Chromium.
    """
    if browser and not (find_browser() and print_fonts(None)) and not install_browser():
        return 1
    if browser:
        # What planners draw with is tested, too, where there is a Node to bring it.
        ensure_drawing_tool(tell=_say)
    commands = [] if pytest_arguments else [*_static_checks(), *_script_tests()]
    for command in commands:
        print("→", " ".join(command[1:] if command[0] == PYTHON else command), flush=True)
        status = subprocess.run(command, cwd=ROOT, check=False).returncode
        if status:
            return status
    return _pytest(pytest_arguments, browser=browser)


def _say(line: str) -> None:
    print(line, flush=True)


def _static_checks() -> list[list[str]]:
    return [[PYTHON, "-m", *command] for command in STATIC_CHECKS]


def _script_tests() -> list[list[str]]:
    """Return the command that runs the tests of the browser code's pure functions."""
    return [[find_node(), "--test", *map(str, sorted((ROOT / "tests" / "js").glob("*.test.mjs")))]]


def _pytest(arguments: Sequence[str], *, browser: bool) -> int:
    environment = dict(os.environ)
    if browser:
        environment[BROWSER_VARIABLE] = find_browser() or ""
    chosen = "not long" if browser else "not browser and not long"
    selection = [] if "-m" in arguments else ["-m", chosen]
    workers = () if arguments else ("-n", str(min(PROCESSES, os.cpu_count() or 1)))
    command = [PYTHON, "-m", "pytest", *selection, *workers, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def find_node() -> str:
    """Return a Node: the machine's, or the one that the test packages bring."""
    found = shutil.which("node")
    if found:
        return found
    # Only the tests have this package.
    from playwright._impl._driver import compute_driver_executable

    return str(compute_driver_executable()[0])


def find_browser() -> str | None:
    """Return a Chromium on this machine, or None."""
    named = os.environ.get(BROWSER_VARIABLE)
    if named:
        return named
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def install_browser() -> bool:
    """Install Chromium and a Chinese font from Debian's packages; say so when that fails."""
    install = ("apt-get", "install", "-y", "--no-install-recommends", *DEBIAN_PACKAGES)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing", ", ".join(DEBIAN_PACKAGES), "…", flush=True)
        for command in (("apt-get", "update", "-qq"), install):
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
        if find_browser():
            return True
    print(
        "The browser tests need Chromium. Install it:\n"
        f"  sudo {' '.join(install)}\n"
        f"or name one: {BROWSER_VARIABLE}=/path/to/chromium python3 build.py test\n"
        "or leave the browser out: python3 build.py test --fast",
        file=sys.stderr,
    )
    return False


def run_bench(name: str | None) -> int:
    """Run one measurement of ``bench/``, or all."""
    scripts = sorted((ROOT / "bench").glob("bench_*.py"))
    chosen = [script for script in scripts if name in {None, script.stem.removeprefix("bench_")}]
    if not chosen:
        known = ", ".join(script.stem.removeprefix("bench_") for script in scripts)
        print(f"There is no measurement {name!r}; there are {known}.", file=sys.stderr)
        return 2
    for script in chosen:
        print(f"== {script.stem.removeprefix('bench_')}", flush=True)
        status = subprocess.run([PYTHON, str(script)], cwd=ROOT, check=False).returncode
        if status:
            return status
    return 0


def lock_requirements() -> int:
    """Write the hashed requirement files from their sources."""
    for name in ("requirements", "requirements-dev"):
        command = [
            "uv", "pip", "compile", "--quiet", "--universal", "--python-version", "3.11",
            "--generate-hashes", "--no-emit-index-url", "--no-annotate",
            "--custom-compile-command", "python3 build.py lock", f"{name}.in", "-o", f"{name}.txt",
        ]  # fmt: skip
        status = subprocess.run(command, cwd=ROOT, check=False).returncode
        if status:
            return status
    return 0
