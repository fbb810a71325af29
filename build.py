#!/usr/bin/env python3
"""Set OxyMap up on first use, then run one of its commands.

This file needs nothing but Python itself: it makes ``.venv`` from the hashed
requirements, remembers what it installed by a stamp, and hands over to
``oxymap.cli``.  Everything that can be missing is named, with what to do.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
OLDEST = (3, 11)
#: Commands that need the test tools beside the run-time packages.
DEVELOPER_COMMANDS = {"test", "bench", "lock"}


def main():
    """Check the machine, prepare the environment and hand over."""
    if sys.version_info < OLDEST:
        stop(
            "OxyMap needs Python 3.11 or newer; this is %s." % platform.python_version(),
            "Install it (Debian: apt-get install python3) and start build.py with it.",
        )
    wanted = ["requirements.txt"]
    if DEVELOPER_COMMANDS.intersection(sys.argv[1:2]):
        wanted.append("requirements-dev.txt")
    prepare(wanted)
    environment = dict(os.environ)
    environment["PYTHONPATH"] = os.path.join(ROOT, "site")
    environment["PYTHONUTF8"] = "1"
    environment["PROJ_NETWORK"] = "OFF"
    os.execve(PYTHON, [PYTHON, "-m", "oxymap.cli", *sys.argv[1:]], environment)


def prepare(wanted):
    """Bring ``.venv`` to what the requirement files in `wanted` say."""
    missing = [name for name in wanted if read(stamp_path(name)) != stamp(name)]
    if not missing:
        return
    with setup_lock():
        make_environment()
        for name in wanted:
            if read(stamp_path(name)) != stamp(name):
                install(name)


def make_environment():
    """Create the virtual environment unless a usable one stands already."""
    if os.path.exists(PYTHON) and subprocess.call([PYTHON, "-c", ""]) == 0:
        return
    say("Making the environment in .venv …")
    shutil.rmtree(VENV, ignore_errors=True)
    arguments = [sys.executable, "-m", "venv", "--without-pip", VENV]
    if importlib.util.find_spec("venv") is None or subprocess.call(arguments) != 0:
        stop(
            "Python's venv module does not work here.",
            "Install it (Debian: apt-get install python3-venv) and start again.",
        )


def pip_command():
    """Return the words that run a pip which can install into ``.venv``."""
    inside = [PYTHON, "-m", "pip"]
    if quiet([*inside, "--version"]):
        return inside
    if importlib.util.find_spec("ensurepip") and quiet([PYTHON, "-m", "ensurepip"]):
        return inside
    outside = [sys.executable, "-m", "pip"]
    if quiet([*outside, "--version"]):
        return [*outside, "--python", PYTHON]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("Installing python3-venv and python3-pip with apt-get …")
        quiet(["apt-get", "update"])
        quiet(
            ["apt-get", "install", "-y", "--no-install-recommends", "python3-venv", "python3-pip"]
        )
        if quiet([*outside, "--version"]):
            return [*outside, "--python", PYTHON]
    return stop(
        "There is no pip to install the requirements with.",
        "Install it (Debian: apt-get install python3-venv python3-pip) and start again.",
    )


def install(name):
    """Install one requirement file by hash and write its stamp last."""
    began = time.monotonic()
    command = [
        *pip_command(), "install", "--require-hashes", "--no-compile", "--no-deps",
        "--disable-pip-version-check", "--progress-bar", "off", "-r", os.path.join(ROOT, name),
    ]  # fmt: skip
    count = sum("==" in line for line in (read(os.path.join(ROOT, name)) or "").splitlines())
    say("Installing %s (%d packages, first start only) …" % (name, count))
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    tail = follow(process, count)
    if process.wait() != 0:
        sys.stderr.write("".join(tail[-12:]))
        stop(
            "The packages of %s could not be installed." % name,
            "Is there a network, or a package mirror in pip's configuration? "
            "What has arrived is kept; start again to go on.",
        )
    with open(stamp_path(name), "w", encoding="ascii") as file:
        file.write(stamp(name))
    say("Installed in %.0f s." % (time.monotonic() - began))


def follow(process, count):
    """Show pip's progress as a counter and return its last lines."""
    tail, seen = [], 0
    for line in process.stdout:
        tail = [*tail[-40:], line]
        if line.startswith("Collecting "):
            seen += 1
            if sys.stderr.isatty():
                sys.stderr.write("\r  %3d of %d  %-50s" % (seen, count, line.split()[1][:50]))
            elif seen % 10 == 0:
                say("  %d of %d" % (seen, count))
        elif line.startswith("Installing "):
            sys.stderr.write("\n" if sys.stderr.isatty() else "")
            say("  unpacking …")
    process.stdout.close()
    return tail


def stamp(name):
    """Return the fingerprint of a requirement file, this Python and this machine."""
    text = "\n".join([read(os.path.join(ROOT, name)) or "", sys.version, platform.platform(), ROOT])
    return hashlib.sha256(text.encode()).hexdigest()


def stamp_path(name):
    """Return where the stamp of one requirement file is kept."""
    return os.path.join(VENV, ".oxymap-%s.stamp" % name)


def read(path):
    """Return a file's text, or None when it is not there."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except FileNotFoundError:
        return None


def quiet(command):
    """Run a command without output and tell whether it succeeded."""
    return subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


@contextlib.contextmanager
def setup_lock():
    """Hold the set-up lock, so that two first starts do not race."""
    with open(os.path.join(ROOT, ".setup.lock"), "w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            say("Another start is setting up; waiting for it …")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def say(text):
    """Print a line of progress at once."""
    print(text, file=sys.stderr, flush=True)


def stop(problem, remedy):
    """Say what is wrong and what to do, and end with status 1."""
    sys.exit("build.py: %s\n          %s" % (problem, remedy))


if __name__ == "__main__":
    main()
