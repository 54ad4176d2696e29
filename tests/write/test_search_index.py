"""The search index: few files, the same for the same records, and never in the way of a build."""

import json
import os
import re
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path
from typing import NoReturn

import cbor2
import pytest
from commands import SHORTEST

from okrsite import journey, write
from okrsite.base.frozen import replace
from okrsite.plan.views.search import NO_RECORDS, Record, Records
from okrsite.render.records import documents
from okrsite.write import indexer, joining
from okrsite.write.bundle import ENTRY, SIGNATURE, BundleError, Files, published, unpacked
from okrsite.write.charts import ChartStore
from okrsite.write.drawing import FEW, processes
from okrsite.write.indexer import MOST_UNSENT, Ahead, Indexer, IndexerError, emit, parts_of
from okrsite.write.joining import joined
from okrsite.write.report import Report
from okrsite.write.search import SOURCES, SearchIndex, fingerprint
from okrsite.write.state import INDEXES
from okrsite.write.update import Crew

RECORDS = Records(
    "en",
    tuple(
        Record(
            path=f"objectives/goal-{number:02}.html",
            kind="Objective",
            title=f"Goal {number}",
            texts=(f"Sign-ups of week {number}", "Harbours & jetties") if number else (),
            status=("on track", "at risk", "off track")[number % 3],
            mark=("on-track", "at-risk", "off-track")[number % 3],
            owner=f"Person {number % 7}",
            team=f"Team {number % 5}",
            cycle=f"Q{number % 4 + 1} 2026",
        )
        for number in range(60)
    ),
)


@pytest.mark.promise
def test_the_same_records_give_the_same_bytes_whoever_makes_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = emit(RECORDS)
    for _ in range(3):
        assert emit(RECORDS) == first
    (tmp_path / "pagefind.toml").write_text('output_path = "elsewhere"\nglob = "none"\n')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_GLOB", "none")
    monkeypatch.setenv("LC_ALL", "C")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    cores = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(cores)})
    try:
        assert emit(RECORDS) == first
    finally:
        os.sched_setaffinity(0, cores)
    assert [path.name for path in tmp_path.iterdir()] == ["pagefind.toml"]


def test_only_what_the_search_page_uses_is_published() -> None:
    [files] = emit(RECORDS)
    assert {path.partition("/")[0].rpartition(".")[2] for path in files} == {
        *("js", "json", "pf_meta", "pagefind"),
        *("filter", "index", "results"),
    }
    assert sum(path.startswith("filter/") for path in files) == 5
    assert [path for path in files if path.endswith(".js")] == ["pagefind.js"]
    assert b"okrsite-" not in b"".join(files.values())


def test_what_results_show_stands_in_few_files_in_which_each_has_its_place() -> None:
    [files] = emit(RECORDS)
    shown = {path: json.loads(data) for path, data in files.items() if "results/" in path}
    assert [len(some) for some in shown.values()] == [25, 25, 10]
    [meta] = [data for path, data in files.items() if path.endswith(".pf_meta")]
    ids = [page[0] for page in cbor2.loads(meta.removeprefix(SIGNATURE))[1]]
    assert len(set(ids)) == len(RECORDS.records)
    found = [
        shown[f"results/{name}.json"][int(place)] for name, place in (i.split("-") for i in ids)
    ]
    assert {one["path"] for one in found} == {record.path for record in RECORDS.records}
    [one] = [one for one in found if one["title"] == "Goal 7"]
    assert one == {
        "title": "Goal 7",
        "text": "Sign-ups of week 7. Harbours & jetties.",
        "path": "objectives/goal-07.html",
        "kind": "Objective",
        "status": "at risk",
        "mark": "at-risk",
        "owner": "Person 0",
        "team": "Team 2",
        "cycle": "Q4 2026",
    }


@pytest.mark.promise
def test_whatever_a_record_says_is_text() -> None:
    said = """A "b" <i>, 'c': d & e[f] </main><script>"""
    record = Record("a.html", said, said, (said,), said, said, said, said, said)
    [files] = emit(Records("en", (record,)))
    [shown] = [json.loads(data) for path, data in files.items() if "results/" in path]
    names = ("kind", "title", "text", "status", "mark", "owner", "team", "cycle")
    assert shown == [{"path": "a.html", **dict.fromkeys(names, said)}]


def test_an_index_is_made_once_and_kept(tmp_path: Path) -> None:
    made = SearchIndex(tmp_path)(RECORDS)
    assert made.notes == ()
    assert SearchIndex(tmp_path, never)(RECORDS) == made
    other = Records("en", RECORDS.records[:-1])
    assert SearchIndex(tmp_path, never).kept(other) is None
    assert SearchIndex(tmp_path, never)(NO_RECORDS).outputs == ()


@pytest.mark.promise
@pytest.mark.parametrize(
    "forged",
    [
        b'{"../../escaped.js": 0}\n',
        b'{"pagefind-entry.json": 0, "../../escaped.js": 0}\n',
        b'{"pagefind-entry.json": 0, "/etc/passwd": 0}\n',
        b'{"pagefind-entry.json": 0, "a/b/c.js": 0}\n',
        b'{"pagefind-entry.json": 0, "filter": 0}\n',
        b'{"pagefind.js": 7}\n1234567',
        b'{"pagefind-entry.json": 7}\n123456',
        b'{"pagefind-entry.json": 7}\n12345678',
        b'{"pagefind-entry.json": "7"}\n1234567',
        b'{"pagefind-entry.json": 7.0}\n1234567',
        b'{"pagefind-entry.json": ""}',
        b"{}",
        b"{}\n",
        b"[]\n",
        b"[" * 100_000 + b"\n",
        b"\xff\n",
    ],
)
def test_a_forged_index_is_made_anew(tmp_path: Path, forged: bytes) -> None:
    ChartStore(tmp_path, folder=INDEXES).put(fingerprint(RECORDS), forged)
    assert SearchIndex(tmp_path).kept(RECORDS) is None


def test_an_index_is_made_anew_where_any_part_of_the_program_that_makes_it_changes() -> None:
    """The records are planned data; all else that decides is a source that is named."""
    package = Path(write.__file__).parents[1]
    for source in SOURCES:
        if source.startswith(("render/", "write/")):
            text = (package / source).read_text("utf-8")
            for used in re.findall(r"^from okrsite\.(\S+) import", text, re.MULTILINE):
                path = f"{used.replace('.', '/')}.py"
                assert path.startswith(SOURCES), f"{source} uses {path}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "content" / "objectives").mkdir(parents=True)
    (tmp_path / "content" / "objectives" / "self-serve.md").write_text(SHORTEST)
    return tmp_path


def build(root: Path, index: SearchIndex) -> Report:
    day = date(2026, 11, 20)
    drafted = journey.draft(root, journey.Wishes(day), lambda _: day)
    output = root / "output"
    return journey.write(
        drafted, output, ChartStore(root / ".okrsite"), crew=Crew(find_index=index)
    )


def test_a_build_that_changes_nothing_starts_no_indexer(root: Path) -> None:
    first = build(root, SearchIndex(root / ".okrsite"))
    again = build(root, SearchIndex(root / ".okrsite", never))
    assert (again.written, again.removed, again.notes) == ((), (), ())
    assert set(again.unchanged) == set(first.written)


EMPTY = b64encode(b'{"payload": {"files": []}}').decode()
"""An answer of the indexer that has no files."""


def missing() -> Path:
    raise IndexerError("the indexer is not installed (`pip install pagefind-bin`)")


def wait_until(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < ends
        time.sleep(0.01)


def program(root: Path, script: str) -> Callable[[], Path]:
    file = root / "indexer"
    file.write_text(f"#!/bin/sh\n{script}\n")
    file.chmod(0o755)
    return lambda: file


@pytest.mark.promise
@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("", "the indexer is not installed"),
        ("echo 'thread panicked' >&2; exit 3", "the indexer failed (thread panicked)"),
        ("kill -9 $$", "the indexer failed (-9)"),
        ("exit 0", "the indexer failed (0)"),
        (f"printf {'hello,' * 50}; exec sleep 60", "an answer of an unknown form"),
        (f"printf {'e30=,' * 50}; exec sleep 60", "an answer of an unknown form"),
        (f"printf {f'{EMPTY},' * 50}; exec sleep 60", "an index of an unknown form"),
        ("exec sleep 60", "the indexer took too long"),
    ],
)
def test_a_build_goes_on_without_an_index_and_says_so(root: Path, script: str, said: str) -> None:
    build(root, SearchIndex(root / ".okrsite"))
    assert (root / "output/pagefind/pagefind.js").is_file()
    goal = root / "content" / "objectives" / "self-serve.md"
    goal.write_text(SHORTEST.replace("most", "all"))
    which = program(root, script) if script else missing
    started = time.monotonic()
    report = build(root, SearchIndex(root / ".okrsite", lambda r, w: emit(r, w, 0.5, which)))
    assert time.monotonic() - started < 20
    assert said in report.notes[0]
    assert report.notes[0].endswith("the search page shows the list from A to Z instead")
    assert "the way all customers start" in (root / "output/search.html").read_text()
    assert not (root / "output/pagefind").exists()


def test_an_indexer_is_ended_as_soon_as_nobody_wants_its_index(tmp_path: Path) -> None:
    process = tmp_path / "process"
    which = program(tmp_path, f"echo $$ > {process}\nexec sleep 60")
    with pytest.raises(IndexerError):
        emit(RECORDS, lambda: not (process.exists() and process.read_text()), program=which)
    with pytest.raises(ProcessLookupError):
        os.kill(int(process.read_text()), 0)


@pytest.mark.promise
@pytest.mark.usefixtures("parts_of_25")
def test_the_index_of_a_site_is_the_same_whoever_draws_it(root: Path) -> None:
    (root / "content" / "handbook").mkdir()
    for number in range(FEW):
        page = root / "content" / "handbook" / f"page-{number}.md"
        page.write_text(f"# Page {number}\n\nOf *week* {number % 7}, as in [[self-serve]].\n")
    day = date(2026, 11, 20)
    drafted = journey.draft(root, journey.Wishes(day), lambda _: day)
    found = []
    for number in (1, 2):
        output, state = root / f"output-{number}", root / f".state-{number}"
        with closing(Ahead()) as ahead:
            index = SearchIndex(state, ahead.emit)
            crew = Crew(processes(number), index, ahead=ahead.take if number > 1 else None)
            journey.write(drafted, output, ChartStore(state), state=state, crew=crew)
        found.append({p.name: p.read_bytes() for p in output.rglob("pagefind/**/*") if p.is_file()})
    assert found[0] == found[1] != {}


def test_an_indexer_that_works_ahead_makes_the_same_index() -> None:
    with closing(Ahead()) as ahead:
        for some in (RECORDS.records[:1], (), RECORDS.records[1:]):
            found = Records("en", some)
            ahead.take(found, tuple(documents(found)))
        assert ahead.emit(RECORDS) == emit(RECORDS)


@pytest.fixture
def parts_of_25(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexer, "PART", 25)


SIZES = (1, 24, 25, 26, 50, 60)


@pytest.mark.usefixtures("parts_of_25")
@pytest.mark.parametrize("size", [0, *SIZES])
def test_parts_are_together_the_records_and_all_are_full_but_the_last(size: int) -> None:
    records = Records("de", RECORDS.records[:size])
    parts = parts_of(records)
    assert tuple(record for part in parts for record in part.records) == records.records
    assert {part.language for part in parts} <= {"de"}
    assert all(len(part.records) == 25 for part in parts[:-1])
    assert all(1 <= len(part.records) <= 25 for part in parts)


@pytest.mark.promise
@pytest.mark.usefixtures("parts_of_25")
@pytest.mark.parametrize("size", SIZES)
def test_each_part_has_the_index_of_its_records_ahead_or_not(size: int) -> None:
    records = Records("en", RECORDS.records[:size])
    alone = tuple(files for part in parts_of(records) for files in emit(part))
    assert emit(records) == alone
    with closing(Ahead()) as ahead:
        for start in range(0, size, 7):
            found = Records("en", records.records[start : start + 7])
            ahead.take(found, tuple(documents(found)))
        assert ahead.emit(records) == alone


@pytest.mark.usefixtures("parts_of_25")
def test_a_part_is_asked_for_as_soon_as_it_is_full_and_then_no_longer_held(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    with ExitStack() as stack:
        working = Indexer("en", stack, program=program(tmp_path, f"exec cat > {heard}"))
        for record, document in zip(RECORDS.records[:26], documents(RECORDS), strict=False):
            working.add(record, document)
        wait_until(lambda: heard.exists() and heard.read_bytes().count(b",") == 30)
    asked = [json.loads(b64decode(one))["payload"] for one in heard.read_bytes().split(b",")[:-1]]
    assert [one["type"] for one in asked] == [
        *("NewIndex", *["AddFile"] * 25, "GetFiles", "DeleteIndex"),
        *("NewIndex", "AddFile"),
    ]
    assert [one.get("index_id") for one in asked] == [None, *[0] * 27, None, 1]


def of_many_forms() -> Records:
    """Words in one part or in several, with accents or not; parts without an owner or a status."""
    forms = ("Café", "cafe", "cafés", "naïve", "Nächte", "")
    return Records(
        "de",
        tuple(
            Record(
                path=f"page-{number}.html",
                kind="Objective" if number % 40 else "Only here",
                title=f"{forms[number % 6]} {number}",
                texts=(f"{forms[number // 6 % 6]} week {number % 9}", *["again"] * (number % 4)),
                status="on track" if number > 30 else "",
                owner=f"Zoë {number % 3}" if 25 <= number < 50 or number == 61 else "",
            )
            for number in range(70)
        ),
    )


@pytest.mark.promise
@pytest.mark.parametrize("records", [RECORDS, of_many_forms()])
@pytest.mark.parametrize("size", [25, 50])
def test_the_indexes_of_parts_are_joined_to_that_which_is_made_at_once(
    monkeypatch: pytest.MonkeyPatch, records: Records, size: int
) -> None:
    [whole] = emit(records)
    monkeypatch.setattr(indexer, "PART", size)
    monkeypatch.setattr(joining, "HEAVY", 100)
    parts = emit(records)
    assert len(parts) > 1
    assert held(joined(parts)) == held(whole)
    assert files_of_words(joined(parts)) > files_of_words(whole)


def files_of_words(index: Files) -> int:
    return sum(path.startswith("index/") for path in index)


def held(index: Files) -> dict[str, object]:
    """Everything that an index holds but for how many files have its words."""
    entry = json.loads(index[ENTRY])
    [(language, found)] = entry.pop("languages").items()
    version, pages, chunks, facets, sorts, fields = unpacked(
        index[f"pagefind.{found.pop('hash')}.pf_meta"]
    )
    words = []
    for first, last, name in chunks:
        [some] = unpacked(index[f"index/{name}.pf_index"])
        assert first <= some[0][0] <= some[-1][0]
        assert last[:1] == some[-1][0][:1]
        words += some
    values = [[*unpacked(index[f"filter/{name}.pf_filter"]), facet] for facet, name in facets]
    rest = {path: data for path, data in index.items() if path.endswith((".js", ".pagefind"))}
    rest |= {path: data for path, data in index.items() if path.startswith("results/")}
    assert len(index) == len(chunks) + len(facets) + len(rest) + 2
    about = [entry, language, found, version, sorts, fields]
    return {"about": about, "pages": pages, "words": words, "values": values, "rest": rest}


@pytest.mark.usefixtures("parts_of_25")
def test_an_edit_makes_one_part_anew_and_the_same_index_as_from_nothing(tmp_path: Path) -> None:
    made: list[Records] = []

    def noted(records: Records, is_wanted: Callable[[], bool]) -> tuple[Files, ...]:
        made.append(records)
        return emit(records, is_wanted)

    SearchIndex(tmp_path)(RECORDS)
    for number in (30, 59):
        some = list(RECORDS.records)
        some[number] = replace(some[number], title="Another")
        edited = Records("en", tuple(some))
        index = SearchIndex(tmp_path, noted)
        assert index.kept(edited) is None
        assert index(edited) == SearchIndex(tmp_path / f"none-{number}")(edited)
        assert made.pop() == parts_of(edited)[number // 25]
        assert index(edited) == index.kept(edited)
        assert made == []


@pytest.mark.usefixtures("parts_of_25")
def test_parts_of_another_form_are_refused() -> None:
    first, second, _ = emit(RECORDS)
    [meta] = [path for path in second if path.endswith(".pf_meta")]
    with pytest.raises(BundleError):
        joined((first, {**second, meta: SIGNATURE}))
    with pytest.raises(BundleError):
        joined((first, {path: data for path, data in second.items() if "index/" not in path}))


@pytest.mark.parametrize("script", ["", "exit 0", "exec sleep 60"])
def test_an_indexer_that_cannot_work_ahead_is_tried_once_more(tmp_path: Path, script: str) -> None:
    which = program(tmp_path, script) if script else missing
    with closing(Ahead(lambda language, stack: Indexer(language, stack, 0.5, which))) as ahead:
        for record in RECORDS.records:
            ahead.take(Records("en", (record,)), (b"x" * (MOST_UNSENT // 20),))
        assert ahead.emit(RECORDS) == emit(RECORDS)


def test_an_index_is_made_ahead_only_where_none_is_kept(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path)
    assert index.is_first
    index(RECORDS)
    assert not SearchIndex(tmp_path).is_first


def test_an_index_of_another_form_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexer, "published", dict)
    [emitted] = emit(RECORDS)
    [meta] = [path for path in emitted if path.endswith(".pf_meta")]
    with pytest.raises(BundleError):
        published({**emitted, meta: b"pagefind_dcd"})
    with pytest.raises(BundleError):
        published({path: data for path, data in emitted.items() if path != "pagefind.js"})


def never(records: Records, is_wanted: object) -> NoReturn:
    raise AssertionError("the indexer was started")
