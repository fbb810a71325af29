"""A small site, made once."""

from __future__ import annotations

import pytest

from oxymap.pages.site import Site
from tests.unit.sampling import sample_site


@pytest.fixture(scope="session")
def leaflet_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site of the sample project."""
    return sample_site(tmp_path_factory)
