"""What reading a track file gives: tracks and warnings, or a refusal with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field

from oxymap.errors import FormatError
from oxymap.geo.track_model import Track, Waypoint
from oxymap.wording import N_, Say

#: A file or an unpacked archive may not be larger, bytes.
MAX_BYTES = 50 * 1024 * 1024
#: All tracks and waypoints of a file together may not have more points.
MAX_POINTS = 200_000
TOO_MANY_POINTS = N_("more than %(count)s points")
#: A file with more lines than this is a map layer, not a walk.
MAX_TRACKS = 100


class TrackRefusedError(FormatError):
    """An uploaded file cannot be read as tracks.

    Parameters
    ----------
    reason : stable word for the cause, such as ``swapped_axes`` or ``not_well_formed``.
    said : the cause and what to do, for the person who uploaded the file. A text is taken as a
        sentence that has no translation. `message` is the same in English and names the line.
    line : 1-based line of the file, or None where lines mean nothing.
    value : the offending value, or None.
    because : what had been left out before nothing was left; `message` has it, too.
    """

    def __init__(
        self,
        reason: str,
        said: Say | str,
        *,
        line: int | None = None,
        value: object = None,
        because: tuple[Say, ...] = (),
    ) -> None:
        message = "; ".join(map(str, (said, *because)))
        super().__init__(message if line is None else f"line {line}: {message}", value)
        self.reason = reason
        self.said = said if isinstance(said, Say) else Say(said)
        self.line = line
        self.because = because


@dataclass(frozen=True)
class ReadWarning:
    """Something in a file that was mended or left out.

    Parameters
    ----------
    line : 1-based line of the file, or None where it concerns a whole track.
    code : stable word for the kind of warning.
    said : what was found and what was done, for the person who uploaded the file.
    """

    line: int | None
    code: str
    said: Say

    @property
    def message(self) -> str:
        """What is said, in English."""
        return str(self.said)


@dataclass(frozen=True)
class ReadResult:
    """What a file holds, in WGS 84.

    Parameters
    ----------
    tracks : lines in the file's order.
    waypoints : points in the file's order.
    warnings : everything mended or left out.
    encoding : the text encoding that was used; ``binary`` for GeoPackage and Shapefile.
    """

    tracks: tuple[Track, ...]
    waypoints: tuple[Waypoint, ...]
    warnings: tuple[ReadWarning, ...] = ()
    encoding: str = "utf-8"


@dataclass
class Findings:
    """Collects what a reader comes across; turned into a `ReadResult` at the end."""

    tracks: list[Track] = field(default_factory=list)
    waypoints: list[Waypoint] = field(default_factory=list)
    warnings: list[ReadWarning] = field(default_factory=list)

    def warn(self, code: str, said: Say | str, line: int | None = None) -> None:
        """Note a warning; a text is a sentence that has no translation."""
        sentence = said if isinstance(said, Say) else Say(said)
        self.warnings.append(ReadWarning(line, code, sentence))

    def warn_once(self, code: str, said: Say | str, line: int | None = None) -> None:
        """Note the first of many warnings of a kind."""
        if all(warning.code != code for warning in self.warnings):
            self.warn(code, said, line)
