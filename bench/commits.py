"""A repository that nobody wrote: a project, edited at random, commit by commit, always the same.

Some edits are what people do in a pull request, some are what they should not have done. All of
them are written by one `git fast-import`.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from random import Random
from subprocess import run

Files = Mapping[str, bytes]
LINK = b"link:"
"""What the content of a symbolic link begins with, before its target."""
FIRST_COMMIT = 1_790_000_000
"""Seconds since 1970: in September 2026. Each commit is a few hours after the one before."""
_HOURS = 3 * 3600


def histories(files: Files, commits: int, seed: int) -> Iterator[dict[str, bytes]]:
    """The files of each commit, the first as given, every other one edit later.

    What is broken is put right again after a while, so that there is always something to break.
    """
    random = Random(seed)
    now = dict(files)
    yield dict(now)
    for _ in range(commits - 1):
        if random.random() < _REPAIRS:
            _restore(now, files, random)
        random.choices([edit for edit, _ in _EDITS], [weight for _, weight in _EDITS])[0](
            now, random
        )
        yield dict(now)


def write_history(root: Path, states: Iterable[Files]) -> None:
    """A repository at `root` whose `main` has a commit for each state; nothing is checked out."""
    run(["git", "init", "-q", "-b", "main", str(root)], check=True)
    stream = b"".join(_stream(states))
    run(["git", "fast-import", "--quiet", "--force"], cwd=root, input=stream, check=True)


def _stream(states: Iterable[Files]) -> Iterator[bytes]:
    """The commits as git reads them: each only what differs from the one before."""
    before: Files = {}
    for number, files in enumerate(states):
        when = f"{FIRST_COMMIT + number * _HOURS} +0100"
        yield b"commit refs/heads/main\n"
        yield f"committer Ana <ana@example.com> {when}\n".encode() + _data(b"Edit")
        for path in sorted(before.keys() - files.keys()):
            yield b"D " + _quoted(path) + b"\n"
        for path in sorted(path for path in files if files[path] != before.get(path)):
            content = files[path]
            mode = b"120000" if content.startswith(LINK) else b"100644"
            yield b"M " + mode + b" inline " + _quoted(path) + b"\n"
            yield _data(content.removeprefix(LINK))
        yield b"\n"
        before = files


def _data(content: bytes) -> bytes:
    return b"data %d\n" % len(content) + content + b"\n"


def _quoted(path: str) -> bytes:
    """A path as fast-import reads any path: in quotes, with what is special written out."""
    signs = {"\\": "\\\\", '"': '\\"', "\n": "\\n"}
    return ('"' + "".join(signs.get(sign, sign) for sign in path) + '"').encode()


# Edits that people make


def _number(files: dict[str, bytes], random: Random) -> None:
    """Another number somewhere: a target, a value, a weight, a day."""
    path = _any(files, random, ".md", ".csv", ".toml")
    found = list(re.finditer(rb"\b\d+(?:\.\d+)?\b", files[path]))
    if found:
        one = random.choice(found)
        number = random.choice([0, 1, 3, random.randint(0, 40), random.randint(0, 5000)])
        files[path] = _cut(files[path], one.span(), str(number).encode())


def _check_in(files: dict[str, bytes], random: Random) -> None:
    """A check-in on a key result."""
    objectives = [path for path in files if "/objectives/" in path and path.endswith(".md")]
    path = random.choice(objectives or [_any(files, random, ".md")])
    ids = re.findall(rb"\bid: ([a-z][a-z0-9-]*)", files[path]) or [b"none"]
    goal = f"{Path(path).stem}#{random.choice(ids).decode()}"
    day = f"2026-{random.randint(9, 12):02d}-{random.randint(1, 28):02d}"
    said = random.choice(["value: {}", "verdict: at-risk", "confidence: 7", "done: yes", "{}"])
    text = f"---\nupdates:\n  {goal}: {{{said.format(random.randint(0, 2500))}}}\n---\n"
    files[f"content/checkins/{day}-ana.md"] = text.encode()


def _row(files: dict[str, bytes], random: Random) -> None:
    """Another observation."""
    path = _any(files, random, ".csv", ".md")
    if path.endswith(".csv"):
        files[path] += f"2026-{random.randint(1, 12):02d},{random.randint(0, 99)}\n".encode()
    else:
        row = f"values: {{2026-{random.randint(1, 12):02d}: {random.randint(0, 99)}, ".encode()
        files[path] = files[path].replace(b"values: {", row, 1)


def _field(files: dict[str, bytes], random: Random) -> None:
    """A field that was not there, or once more."""
    path = _any(files, random, ".md")
    lines = files[path].split(b"\n")
    lines.insert(random.randint(1, max(1, min(8, len(lines)))), random.choice(_FIELDS))
    files[path] = b"\n".join(lines)


def _word(files: dict[str, bytes], random: Random) -> None:
    """A word in the place of another."""
    path = _any(files, random, ".md", ".toml")
    found = list(re.finditer(rb"[A-Za-z][\w#:-]+", files[path]))
    if found:
        words = [*_WORDS, *(Path(name).stem.encode() for name in sorted(files))]
        files[path] = _cut(files[path], random.choice(found).span(), random.choice(words))


def _settings(files: dict[str, bytes], random: Random) -> None:
    """Other rules for all numbers."""
    files["okrsite.toml"] = random.choice(_SETTINGS)


def _rename(files: dict[str, bytes], random: Random) -> None:
    path = _any(files, random, ".md", ".csv")
    name = f"{Path(path).stem}-{random.randint(2, 9)}{Path(path).suffix}"
    files[str(Path(path).with_name(name))] = files.pop(path)


def _copy(files: dict[str, bytes], random: Random) -> None:
    path = _any(files, random, ".md")
    files[str(Path(path).with_name(f"more-{random.randint(1, 9)}.md"))] = files[path]


def _remove(files: dict[str, bytes], random: Random) -> None:
    if len(files) > _FEWEST:
        del files[_any(files, random, "")]


# Edits that went wrong


def _cut_off(files: dict[str, bytes], random: Random) -> None:
    path = _any(files, random, "")
    files[path] = files[path][: random.randint(0, len(files[path]))]


def _line_gone(files: dict[str, bytes], random: Random) -> None:
    path = _any(files, random, ".md", ".csv", ".toml")
    lines = files[path].split(b"\n")
    del lines[random.randrange(len(lines))]
    files[path] = b"\n".join(lines)


def _slip(files: dict[str, bytes], random: Random) -> None:
    """A sign where none belongs."""
    path = _any(files, random, "")
    at = random.randint(0, len(files[path]))
    files[path] = _cut(files[path], (at, at), random.choice(_SIGNS))


def _conflict(files: dict[str, bytes], random: Random) -> None:
    path = _any(files, random, ".md", ".csv")
    half = len(files[path]) // 2
    both = files[path][:half] + b"\n<<<<<<< HEAD\n" + files[path][half:]
    files[path] = both + b"=======\n" + files[path][half:] + b">>>>>>> main\n"


def _link(files: dict[str, bytes], random: Random) -> None:
    """A symbolic link, to a place outside as well."""
    target = random.choice(["/etc/passwd", "../../..", "../okrsite.toml", "nowhere"])
    path = random.choice(["content/link.md", "content/objectives/link.md", "content/kpis/a.csv"])
    files[path] = LINK + target.encode()


def _odd_name(files: dict[str, bytes], random: Random) -> None:
    name = random.choice(
        ["a\nb.md", 'quote".md', "--output=x.md", "Ω.md", "a\\b.md", "UP.md", "a.b"]
    )
    files[f"content/objectives/{name}"] = files[_any(files, random, ".md")]


def _restore(now: dict[str, bytes], files: Files, random: Random) -> None:
    """Put half of what differs back as it was in the beginning."""
    for path in sorted(
        path for path in now.keys() | files.keys() if now.get(path) != files.get(path)
    ):
        if random.random() < 0.5:
            now.pop(path, None)
            if path in files:
                now[path] = files[path]


def _any(files: Mapping[str, bytes], random: Random, *endings: str) -> str:
    found = sorted(path for path in files if path.endswith(endings))
    return random.choice(found or sorted(files))


def _cut(text: bytes, span: tuple[int, int], new: bytes) -> bytes:
    return text[: span[0]] + new + text[span[1] :]


_REPAIRS = 0.2
_FEWEST = 10
_EDITS: tuple[tuple[Callable[[dict[str, bytes], Random], None], int], ...] = (
    (_number, 8),
    (_check_in, 6),
    (_row, 4),
    (_field, 5),
    (_word, 4),
    (_settings, 1),
    (_rename, 2),
    (_copy, 1),
    (_remove, 1),
    (_cut_off, 1),
    (_line_gone, 2),
    (_slip, 2),
    (_conflict, 1),
    (_link, 1),
    (_odd_name, 1),
)
_SIGNS = (
    b"\xff",
    b"\x00",
    b"\t",
    b": ",
    b"{",
    b"'",
    b"---\n",
    b"\xe2\x80\xae",
    b"&a",
    b"!!python/x ",
)
_WORDS = (
    b"increase",
    b"maintain",
    b"milestones",
    b"backlog",
    b"2026-q3",
    b"weekly",
    b"yes",
    b"none",
)
_FIELDS = (
    b"cycle: backlog",
    b"cycle: 2026-q3",
    b"status: abandoned",
    b"weight: 0",
    b"contributes: yes",
    b"parent: self-serve",
    b"parents: [platform, later]",
    b"closing: {score: 0.7, date: 2026-10-10}",
    b"cadence: weekly",
    b"aggregate: sum",
    b"unit: '%'",
    b"better: within",
    b"thresholds: {warn: 10, critical: 20}",
    b"formula: 100 * activation / tickets",
    b"source: kpi:tickets",
    b"events: [{date: 2026-11-10, kind: acknowledged}]",
    b"  - {id: more, title: More, target: 5, source: tickets}",
    b"ignore: {OKR601: So it is}",
)
_SETTINGS = (
    b'title = "Small"\n',
    b'[pace]\npreset = "viva"\n',
    b"[pace]\nbounds = [0.5, 0.2]\ntoo_early_below = 0.3\n",
    b'timezone = "Pacific/Auckland"\n[cycle]\ncurrent = "2026-q3"\n',
    b"[checkins]\nevery = 'month'\ngrace_days = 0\n",
    b"title = \n",
)
