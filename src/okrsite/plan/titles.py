"""What the page of a file is called: as it calls itself, without being planned for it."""

from collections.abc import Iterator, Mapping

from okrsite.model.goals import Kind, Ref
from okrsite.plan.pages.cycles import review_title
from okrsite.plan.paths import HOME, prose_path
from okrsite.plan.scene import Scene


def titles_of_files(scene: Scene) -> Mapping[str, str]:
    """The titles of the pages of things, wiki pages and reviews, and of the home page, by path."""
    return dict(_titles(scene))


def _titles(scene: Scene) -> Iterator[tuple[str, str]]:
    for ref, path in scene.paths.items():
        if ref.kind is not Kind.KEY_RESULT:
            yield path, scene.name(Ref(ref.kind, ref.id))
    yield from ((prose_path(page), page.title) for page in scene.portfolio.pages)
    for review in scene.portfolio.reviews:
        yield prose_path(review), review_title(review, scene)
    yield HOME, scene.portfolio.settings.title
