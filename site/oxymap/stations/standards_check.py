"""Check every file of ``content/standards``."""

from __future__ import annotations

from pathlib import Path

from oxymap.stations.gateways.hj212_profiles import PROFILES_FILE, load_profiles
from oxymap.stations.levels import load_schemes
from oxymap.stations.rules import load_rules
from oxymap.stations.targets import load_targets


def check_standards(folder: Path) -> None:
    """Read all standards of a folder.

    Raises
    ------
    InvalidDataError : names what is wrong in the first file that cannot be used.
    """
    load_schemes(folder)
    load_rules(folder)
    load_targets(folder)
    load_profiles(folder / Path(PROFILES_FILE).name)
