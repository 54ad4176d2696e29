"""What search knows of the site, and what its page shows before anybody has searched."""

from okrsite.base.frozen import Frozen
from okrsite.plan.views.organisation import IndexLetter
from okrsite.plan.views.parts import Body


class Record(Frozen):
    """A thing that can be found: by its `title`, its `texts` and whose it is.

    `path` is where it stands, with the place on its page. `status` is a word, `mark` the status
    that draws its mark; what a thing does not have is empty.
    """

    path: str
    kind: str
    title: str
    texts: tuple[Body | str, ...] = ()
    status: str = ""
    mark: str = ""
    owner: str = ""
    team: str = ""
    cycle: str = ""


class Records(Frozen):
    """Everything that can be found, in the order of the plan, in the language it is searched in."""

    language: str
    records: tuple[Record, ...]


NO_RECORDS = Records("en", ())


class SearchView(Frozen):
    """The search page: the facets by name, the statuses that may come up, and the whole list."""

    facets: tuple[tuple[str, str], ...]
    marks: tuple[str, ...]
    letters: tuple[IndexLetter, ...]
