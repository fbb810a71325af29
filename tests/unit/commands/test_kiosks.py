from __future__ import annotations

from oxymap.config import Settings
from oxymap.kiosks.models import Beat
from tests.unit.commands.conftest import Run

ADD = ("kiosk", "add", "mill-gate", "--place", "mill-village", "--name-zh", "磨坊村口",
       "--name-en", "Mill gate")  # fmt: skip


def test_new_screen_is_published_and_listed(run: Run) -> None:
    added, listed = run(*ADD), run("kiosk", "list")

    assert added.exit_code == 0, added.output
    assert "mill-gate\tnever\t-\t-\t磨坊村口" in listed.output


def test_screen_that_reports_is_listed_as_up(run: Run, project: Settings) -> None:
    from oxymap.commands.kiosks import open_kiosks

    run(*ADD)
    open_kiosks(project.data)[0].beat("mill-gate", None, Beat())

    assert "mill-gate\tup\t" in run("kiosk", "list").output


def test_id_is_given_once(run: Run) -> None:
    run(*ADD)

    assert "already" in run(*ADD).output


def test_place_without_a_position_is_refused(run: Run) -> None:
    words = [word.replace("mill-village", "lost-orchard") for word in ADD]

    found = run(*words)

    assert found.exit_code == 1
    assert "--lon" in found.output
    assert run(*words, "--lon", 116.1, "--lat", 40.5).exit_code == 0


def test_half_a_position_is_refused(run: Run) -> None:
    assert "belong together" in run(*ADD, "--lon", 116.1).output


def test_token_is_shown_once(run: Run) -> None:
    run(*ADD)

    tokens = {run("kiosk", "token", "mill-gate").output.split()[-1] for _ in range(2)}

    assert len(tokens) == 2
    assert run("kiosk", "token", "nobody").exit_code == 1
