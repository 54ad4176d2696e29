"""The settings of a repository in, the addresses out where its files are edited and discussed."""

import re
from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import quote

from okrsite.base.frozen import Frozen
from okrsite.read.config import Edit


class Forge(Frozen):
    """Templates of addresses, empty where there is none; `folder` is the project's in there."""

    edit: str = ""
    create: str = ""
    propose: str = ""
    commit: str = ""
    folder: str = ""

    def edit_url(self, path: str) -> str:
        """Where a file can be edited.

        >>> Forge("https://git.example/edit/{path}", folder="goals").edit_url("content/a b.md")
        'https://git.example/edit/goals/content/a%20b.md'
        """
        return _edit_url(self.edit, self.folder, path)

    def new_url(self, path: str, content: str) -> str:
        """Where a file can be created, with a text where the forge takes one."""
        inside = self._inside(path)
        folder = inside.rpartition("/")[0] or "."
        return _filled(self.create, path=inside, folder=folder, content=content)

    def propose_url(self, title: str, body: str) -> str:
        """Where something can be proposed in words."""
        return _filled(self.propose, title=title, body=body)

    def commit_url(self, commit: str) -> str:
        """Where a commit can be looked at."""
        return _filled(self.commit, commit=commit)

    def _inside(self, path: str) -> str:
        return _inside(self.folder, path)


@lru_cache(maxsize=50_000)
def _edit_url(template: str, folder: str, path: str) -> str:
    return _filled(template, path=_inside(folder, path))


@lru_cache(maxsize=50_000)
def _inside(folder: str, path: str) -> str:
    """A path of the project as one of its repository."""
    return str(PurePosixPath(folder, path))


def forge(settings: Edit) -> Forge:
    """The templates that are set, and for the others those that follow from the kind of forge."""
    kind = _KINDS.get(settings.forge, Forge())
    own = {"repository": settings.repository, "branch": quote(settings.branch)}

    def template(written: str, known: str) -> str:
        return written or re.sub(r"\{(repository|branch)\}", lambda found: own[found[1]], known)

    return Forge(
        edit=template(settings.url, kind.edit),
        create=template(settings.new_url, kind.create),
        propose=template(settings.propose_url, kind.propose),
        commit=template(settings.commit_url, kind.commit),
        folder=settings.folder,
    )


def _filled(template: str, **values: str) -> str:
    """A template with its names filled in at once, so that no value is read as a template.

    >>> _filled("https://git.example/new?title={title}&body={body}", title="{body} & #", body="x")
    'https://git.example/new?title=%7Bbody%7D%20%26%20%23&body=x'
    """
    return re.sub(
        r"\{(\w+)\}",
        lambda found: (
            quote(values[found[1]], safe=_SAFE.get(found[1], ""))
            if found[1] in values
            else found[0]
        ),
        template,
    )


_SAFE = {"path": "/", "folder": "/"}
"""The signs of a value that stay as they are."""

_KINDS = {
    "github": Forge(
        edit="{repository}/edit/{branch}/{path}",
        create="{repository}/new/{branch}?filename={path}&value={content}",
        propose="{repository}/issues/new?title={title}&body={body}",
        commit="{repository}/commit/{commit}",
    ),
    "gitlab": Forge(
        edit="{repository}/-/edit/{branch}/{path}",
        create="{repository}/-/new/{branch}?file_name={path}&content={content}",
        propose="{repository}/-/issues/new?issue[title]={title}&issue[description]={body}",
        commit="{repository}/-/commit/{commit}",
    ),
    "gitea": Forge(
        edit="{repository}/_edit/{branch}/{path}",
        create="{repository}/_new/{branch}/?filename={path}&value={content}",
        propose="{repository}/issues/new?title={title}&body={body}",
        commit="{repository}/commit/{commit}",
    ),
    "bitbucket": Forge(
        edit="{repository}/src/{branch}/{path}?mode=edit&spa=0&at={branch}",
        create="{repository}/create-file/{branch}/{folder}?at={branch}",
        propose="{repository}/issues/new",
        commit="{repository}/commits/{commit}",
    ),
}
"""What each kind of forge calls its places; Bitbucket fills in neither files nor issues."""
