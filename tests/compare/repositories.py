"""A repository that is written commit by commit, on days of the past."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from pathlib import Path

from okrsite.compare.history import History, history
from okrsite.write.charts import ChartStore


@dataclass
class Repository:
    """A repository that is written commit by commit, at noon of a day, without a working tree."""

    root: Path
    commits: list[str] = field(default_factory=list)

    def commit(  # noqa: PLR0913 - a commit is what it is
        self,
        day: str,
        files: Mapping[str, str | None],
        author: str = "Ana",
        *,
        branch: str = "main",
        parents: tuple[str, ...] | None = None,
        hour: int = 12,
    ) -> str:
        """A commit that writes files, or deletes those without a text; its id."""
        noon = datetime.combine(date.fromisoformat(day), time(hour), UTC)
        who = f"{author} <someone@example.com> {int(noon.timestamp())} +0000"
        upon = parents if parents is not None else tuple(self.commits[-1:])
        lines = [f"commit refs/heads/{branch}", f"author {who}", f"committer {who}", "data 0"]
        lines += [f"{word} {id_}" for word, id_ in zip(("from", "merge"), upon, strict=False)]
        for path, text in files.items():
            if text is None:
                lines.append(f'D "{path}"')
                continue
            size = len(text.encode())
            lines += [f'M 644 inline "{path}"', f"data {size}", text]
        self._git("fast-import", "--quiet", "--force", said="\n".join([*lines, ""]))
        self.commits.append(self._git("rev-parse", f"refs/heads/{branch}"))
        return self.commits[-1]

    def history(self, folder: str = "", timezone: str = "UTC") -> History:
        """What is known of the project in a folder of the repository."""
        root = self.root / folder
        root.mkdir(exist_ok=True)
        kept = ChartStore(self.root / "kept")
        found = history(root, "content/objectives", timezone, kept)
        kept.save()
        return found

    def _git(self, *words: str, said: str = "") -> str:
        done = subprocess.run(
            ["git", *words], cwd=self.root, input=said.encode(), capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    def check_out(self) -> None:
        """Write the files of the last commit into the working tree."""
        self._git("reset", "-q", "--hard", "main")


def begun(root: Path) -> Repository:
    """An empty repository."""
    subprocess.run(["git", "init", "-q", "-b", "main", root], check=True)
    return Repository(root)
