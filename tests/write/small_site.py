"""A project of a few lines, to see the engine through."""

from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from okrsite.plan.output import Output, Plain, Plan
from okrsite.write.ledger import Stamp
from okrsite.write.publish import Publish, at_once
from okrsite.write.report import Report
from okrsite.write.target import Target
from okrsite.write.update import update


@dataclass
class Texts:
    """Draws text as it is, and counts what it drew."""

    parts: Stamp = (("okrsite", "1.0"), ("template page.html", "5b"))
    drawn: list[str] = field(default_factory=list)

    def stamp(self, data: Plain) -> Stamp:
        return self.parts

    def render(self, data: Plain) -> bytes:
        assert isinstance(data, str)
        self.drawn.append(data)
        return data.encode()


class Project:
    """A project in a folder: content, configuration, and an output folder named `site`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = root / "site"
        self.texts = Texts()
        (root / "content").mkdir()
        (root / "content" / "vision.md").write_text("# Vision")
        (root / "okrsite.toml").write_text("")

    def target(self, output: str = "site") -> Target:
        sources = (self.root / "content", self.root / "okrsite.toml")
        return Target(self.root / output, self.root, sources, self.root / ".okrsite")

    def build(
        self, files: dict[str, str], publish: Publish = at_once, output: str = "site"
    ) -> Report:
        """Build a site of these files and texts."""
        self.texts.drawn.clear()
        outputs = (Output(PurePosixPath(path), "text", text) for path, text in files.items())
        return update(Plan(tuple(outputs)), {"text": self.texts}, self.target(output), publish)

    def files(self, output: str = "site") -> dict[str, str]:
        """The files of the site, without the marker."""
        folder = self.root / output
        found = (path for path in sorted(folder.rglob("*")) if path.is_file())
        texts = {path.relative_to(folder).as_posix(): path.read_text() for path in found}
        return {path: text for path, text in texts.items() if path != ".okrsite.json"}

    def names(self) -> list[str]:
        """What lies in the project's folder."""
        return sorted(path.name for path in self.root.iterdir())
