"""Tags of the handbook: a page for each, and one for all."""

from okrsite.model.goals import WikiPage
from okrsite.plan.paths import HOME, PAGES, TAGS, prose_path
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Head, Link
from okrsite.plan.views.wiki import TaggedPage, TagsView, TagView


def tag_page(tag: TagView, scene: Scene) -> tuple[Head, TagView]:
    """The pages with a tag."""
    crumbs = (Link(title(scene), TAGS),)
    return Head(tag.link.text, scene.say("Tag"), section=PAGES, crumbs=crumbs), tag


def tags_page(scene: Scene) -> tuple[Head, TagsView]:
    """All tags, each with its pages."""
    return Head(title(scene), section=PAGES), TagsView(tag_views(scene))


def title(scene: Scene) -> str:
    """What the page of all tags is called."""
    return scene.say("Tags")


def tag_views(scene: Scene) -> tuple[TagView, ...]:
    """Each tag with its pages, by name."""
    pages: dict[Link, list[TaggedPage]] = {tag: [] for tag in scene.tags.values()}
    for page in tagged_pages(scene):
        for tag in page.tags:
            pages[tag].append(page)
    ordered = sorted(pages, key=lambda link: (link.text.casefold(), link.path))
    return tuple(
        TagView(tag, tuple(pages[tag]), tuple(other for other in ordered if other != tag))
        for tag in ordered
    )


def tagged_pages(scene: Scene) -> list[TaggedPage]:
    """The pages of the handbook with their tags, by title."""
    pages = [tagged(page, scene) for page in scene.portfolio.pages if prose_path(page) != HOME]
    return sorted(pages, key=lambda one: (one.link.text.casefold(), one.link.path))


def tagged(page: WikiPage, scene: Scene) -> TaggedPage:
    """A page with its tags, each once."""
    tags = dict.fromkeys(scene.tags[tag.casefold()] for tag in page.tags)
    return TaggedPage(Link(page.title, prose_path(page)), tuple(tags))
