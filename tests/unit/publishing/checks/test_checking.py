"""The checks as a whole: nothing breaks them, and the shipped state passes."""

from __future__ import annotations

import ast
import json
import random
import time

import pytest

from oxymap.catalogue.loader import read_shipped
from oxymap.config import ROOT, Settings
from oxymap.publishing.checks.checking import check_document
from oxymap.publishing.models import Document, Finding, Ref
from oxymap.publishing.shipped import shipped_documents
from tests.unit.publishing.checks.faults import FAULTS
from tests.unit.publishing.checks.sampling import PAGES, TRAILS, context, errors, good

CHECKS = ROOT / "site" / "oxymap" / "publishing" / "checks"
RANKS = ("error", "warning", "note")
#: What somebody could write into any field.
ODD = (
    None,
    "",
    "  ",
    0,
    -1,
    1e308,
    True,
    "爨" * 300,
    [],
    {},
    [[]],
    {"zh": 1},
    {"zh": None, "en": []},
)


def test_shipped_state_passes_in_time() -> None:
    documents = shipped_documents(read_shipped(Settings())).values()
    here = context(restricted=None, is_new=False)
    started = time.process_time()

    found = {str(document.ref): errors(document, here) for document in documents}

    # Of the processor, so that a busy machine does not fail it.
    assert time.process_time() - started < 10
    assert len(found) > 400
    assert {ref: [str(x.said) for x in items] for ref, items in found.items() if items} == {}


def test_errors_come_first() -> None:
    document = Document(Ref("feature", "villages", "x"), good("lingshui-loop").texts)

    ranks = [
        ("error", "warning", "note").index(x.severity) for x in check_document(document, context())
    ]

    assert ranks == sorted(ranks)


def test_same_finding_comes_once() -> None:
    for name in (*TRAILS, *PAGES):
        found = check_document(good(name), context())
        keys = [(item.code, str(item.said), item.field, item.lang) for item in found]

        assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", ["lingshui-loop", "longqing-ridge"])
def test_no_value_breaks_the_checks_of_a_feature(name: str) -> None:
    document = good(name)
    for path in _paths(json.loads(document.texts["geojson"])):
        for value in ODD:
            feature = json.loads(document.texts["geojson"])
            _put(feature, path, value)
            changed = Document(document.ref, {"geojson": json.dumps(feature)})

            _all_are_sentences(check_document(changed, context()))


def test_no_cut_breaks_the_checks_of_a_page() -> None:
    document = good("two-village-days")
    chance = random.Random(4)  # noqa: S311 -- the same cuts every time
    for _ in range(150):
        texts = {}
        for lang, text in document.texts.items():
            at = chance.randrange(len(text))
            texts[lang] = (
                text[:at]
                + chance.choice(["", "\n---\n", "[", ": {", "::map{", "\x00"])
                + (text[at + chance.randrange(30) :])
            )
        _all_are_sentences(check_document(Document(document.ref, texts), context()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[]",
        "[" * 100_000,
        '{"type": "Feature", "id": "x", "properties": ' + '{"a":' * 500 + "1" + "}" * 500 + "}",
        '{"type": "FeatureCollection", "features": []}',
    ],
    ids=["empty", "null", "list", "deep", "deep_properties", "collection"],
)
def test_anything_is_answered_for_a_feature(text: str) -> None:
    assert errors(Document(Ref("feature", "trails", "x"), {"geojson": text}))


@pytest.mark.parametrize(
    "head",
    [
        "a: &a [1, 1]\nb: &b [*a, *a]\nc: [*b, *b]",
        "a: &a [x]\n" + "\n".join(f"k{n}: &k{n} [*k{n - 1}, *k{n - 1}]" for n in range(1, 2)),
        "title: &t [*t]",
        "title: !!python/object/apply:os.system [ls]",
        "- list",
        "title: a: b",
    ],
)
def test_anything_is_answered_for_a_page(head: str) -> None:
    texts = {"zh": f"---\n{head}\n---\n中文\n", "en": f"---\n{head}\n---\nText\n"}

    assert errors(Document(Ref("page", "routes", "x"), texts))


def test_repeated_parts_do_not_blow_up() -> None:
    levels = "\n".join(f"k{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]" for n in range(1, 12))
    text = f"---\nk0: &k0 [x]\n{levels}\n---\n中文\n"
    started = time.process_time()

    found = errors(Document(Ref("page", "routes", "x"), {"zh": text, "en": text}))

    assert time.process_time() - started < 5
    assert "unreadable" in {item.code for item in found}


def test_unknown_groups_are_answered() -> None:
    assert errors(Document(Ref("feature", "dragons", "x"), {"geojson": "{}"}))
    assert errors(Document(Ref("page", "dragons", "x"), {"zh": "", "en": ""}))


# --- codes -----------------------------------------------------------------------------


def test_every_code_is_written_down_with_its_severity() -> None:
    assert set(_documented()) == _codes()


def test_severities_are_those_that_are_written_down() -> None:
    documented = _documented()
    found = {
        (item.code, item.severity)
        for fault in FAULTS
        for item in check_document(fault.document, context())
    }

    assert [(code, severity) for code, severity in found if documented[code] != severity] == []


def _documented() -> dict[str, str]:
    """The codes of docs/checks.md with their severities."""
    text = (ROOT / "docs" / "checks.md").read_text("utf-8")
    tables = text[text.index("\n## Codes") : text.index("\n## Restricted areas")]
    rows = [[cell.strip(" `") for cell in line.split("|")] for line in tables.splitlines()]
    return {row[1]: row[2] for row in rows if len(row) > 3 and row[2] in RANKS}


def _codes() -> set[str]:
    """The codes that stand in the source: in findings, in tables and in tuples of sentences."""
    found: set[str] = set()
    for file in CHECKS.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            found |= _codes_at(node, file.stem)
    return found


def _codes_at(node: ast.AST, module: str) -> set[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        if node.func.id == "Finding":
            return _texts(node.args[:1])
        if node.func.id == "about":
            return _texts(node.args[1:2])
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple) and module in {
        "schema", "geometry",
    }:  # fmt: skip
        return _texts(node.value.elts[:1])
    if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Dict):
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        if isinstance(target, ast.Name) and target.id == "_CODES":
            return _texts(node.value.values)
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Tuple):
        rows = [row for row in node.value.elts if isinstance(row, ast.Tuple)]
        if isinstance(node.targets[0], ast.Name) and node.targets[0].id == "_FAULTS":
            return {text for row in rows for text in _texts(row.elts[1:2])}
    return set()


def _texts(nodes: list[ast.expr]) -> set[str]:
    return {n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)}


# --- going through a document ----------------------------------------------------------

Path_ = tuple[str | int, ...]


def _paths(value: object, here: Path_ = ()) -> list[Path_]:
    """Every place in a document; of long lists only the first two entries."""
    if isinstance(value, dict):
        inner = [path for key, part in value.items() for path in _paths(part, (*here, key))]
    elif isinstance(value, list):
        inner = [path for n, part in enumerate(value[:2]) for path in _paths(part, (*here, n))]
    else:
        inner = []
    return [here, *inner] if here else inner


def _put(document: object, path: Path_, value: object) -> None:
    for step in path[:-1]:
        document = document[step]  # type: ignore[index]
    document[path[-1]] = value  # type: ignore[index]


def _all_are_sentences(found: list[Finding]) -> None:
    for item in found:
        assert str(item.said)[-1] in ".)?”…" or item.code == "raw_html", str(item.said)
        assert item.fix is None or str(item.fix)
