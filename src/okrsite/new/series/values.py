"""Front matter with `values:` and a value in, the file with one more of them out."""

from okrsite.base.problems import Place
from okrsite.model.calendar import Period
from okrsite.new.fields import scalar
from okrsite.new.files import CannotWriteError
from okrsite.new.series.labels import moment, period_of
from okrsite.new.series.lines import insert_after, lines_of, plain
from okrsite.new.series.rows import Cells
from okrsite.read.tree import Mapping, Node, Scalar


class ValuesEditor:
    """Changes one mapping of labels to values; comments and every other byte stay."""

    def __init__(self, raw: str, values: Mapping, fiscal: int | None) -> None:
        self._lines = lines_of(raw)
        self._values = values
        self._fiscal = fiscal

    @property
    def last_label(self) -> str:
        """The label written last; empty where there is none."""
        return self._values.items[-1][0].text if self._values.items else ""

    def edited(self, cells: Cells) -> str:
        """The file's text with the value; raises CannotWriteError."""
        place = self._values.place
        if cells.note:
            raise CannotWriteError(
                f"the values in {place.path} have no notes",
                "keep them in a table beside it, with a column `note`",
            )
        wanted = self._period(cells.label)
        same = next((item for item in self._values.items if self._at(item) == wanted), None)
        if same and not cells.is_replacing:
            key, value = same
            text = value.text if isinstance(value, Scalar) else ""
            raise CannotWriteError(
                f"{cells.label} has the value {text} already ({key.place.path}:{key.place.line})",
                "correct it with --replace",
            )
        if cells.is_replacing and same is None:
            raise CannotWriteError(
                f"there is no value for {cells.label} in {place.path}", "leave --replace out"
            )
        return "".join(self._replaced(same[1], cells) if same else self._inserted(cells, wanted))

    def _period(self, label: str) -> Period:
        return period_of(label, self._fiscal)

    def _at(self, item: tuple[Scalar, Node]) -> Period:
        return self._period(item[0].text)

    def _replaced(self, old: Node, cells: Cells) -> list[str]:
        return self._spliced(old.place, old.place.column - 1, old.place.length, cells.value)

    def _inserted(self, cells: Cells, wanted: Period) -> list[str]:
        earlier = [one for one in self._values.items if moment(self._at(one)) < moment(wanted)]
        after = max(earlier, key=lambda one: moment(self._at(one)), default=None)
        if self._is_in_flow():
            return self._in_flow(after, cells)
        entry = f"{scalar(cells.label)}: {cells.value}"
        first = self._values.items[0][0].place
        indent = " " * (first.column - 1)
        index = after[1].place.line if after else first.line - 1
        return insert_after(self._lines, index, indent + entry)

    def _in_flow(self, after: tuple[Scalar, Node] | None, cells: Cells) -> list[str]:
        entry = f"{scalar(cells.label, in_flow=True)}: {cells.value}"
        if after:
            place = after[1].place
            return self._spliced(place, place.column - 1 + place.length, 0, f", {entry}")
        if self._values.items:
            place = self._values.items[0][0].place
            return self._spliced(place, place.column - 1, 0, f"{entry}, ")
        return self._spliced(self._values.place, self._values.place.column, 0, entry)

    def _is_in_flow(self) -> bool:
        place = self._values.place
        return plain(self._lines, place.line, place.path)[place.column - 1] == "{"

    def _spliced(self, place: Place, offset: int, length: int, text: str) -> list[str]:
        """The lines with a text in the place of so many signs of one of them."""
        line = plain(self._lines, place.line, place.path)
        end = self._lines[place.line - 1][len(line) :]
        new = line[:offset] + text + line[offset + length :]
        return [*self._lines[: place.line - 1], new + end, *self._lines[place.line :]]
