"""Forty routes with one fault each are stopped for it; ten good ones pass."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from oxymap.catalogue.loader import Sources, find_problems, merged, read_shipped
from oxymap.catalogue.overlay import Overlay, OverlayEntry
from oxymap.config import Settings
from oxymap.publishing.models import Document
from tests.unit.publishing.checks.faults import FAULTS, Fault
from tests.unit.publishing.checks.sampling import PAGES, TRAILS, context, errors, good


@pytest.fixture(scope="module")
def shipped_sources() -> Sources:
    return read_shipped(Settings())


def problems(shipped: Sources, document: Document) -> list[str]:
    """What the catalogue itself says when a document is laid over the shipped state."""
    ref = document.ref
    entry = OverlayEntry(ref.kind, ref.group, ref.id, document.texts, "revision 1")
    return [str(item) for item in find_problems(merged(shipped, Overlay((entry,), "1")))]


def test_there_are_forty_and_ten() -> None:
    assert len({fault.name for fault in FAULTS}) == 40
    assert len(TRAILS) + len(PAGES) == 10


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_faulty_route_is_stopped_for_its_fault(fault: Fault) -> None:
    found = errors(fault.document)

    assert {finding.code for finding in found} == {fault.code}
    assert all(str(finding.said) and finding.fix for finding in found)


@pytest.mark.parametrize("name", [*TRAILS, *PAGES])
def test_good_route_passes(name: str) -> None:
    assert [(found.code, str(found.said)) for found in errors(good(name))] == []


@pytest.mark.parametrize("name", [*TRAILS, *PAGES])
def test_catalogue_takes_what_passes(shipped_sources: Sources, name: str) -> None:
    assert problems(shipped_sources, good(name)) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_what_the_catalogue_refuses_is_stopped(shipped_sources: Sources, fault: Fault) -> None:
    refused = problems(shipped_sources, fault.document)

    assert not refused or errors(fault.document)


def test_reason_is_never_the_last_net(tmp_path: Path) -> None:
    """What only the catalogue's own checks of files find has no sentence of ours yet."""
    found = [item.code for fault in FAULTS for item in errors(fault.document, context(tmp_path))]

    assert "does_not_fit" not in found


def test_faults_are_changes_of_one_route_each() -> None:
    for fault in FAULTS:
        before, after = good(fault.base), fault.document

        assert before.ref == after.ref
        assert json.dumps(dict(before.texts)) != json.dumps(dict(after.texts))
