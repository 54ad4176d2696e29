"""Tags of the handbook: a page for each, and one for all."""

from okrsite.model.goals import WikiPage
from okrsite.plan.paths import HOME, PAGES, TAGS, prose_path
from okrsite.plan.scene import Scene
from okrsite.plan.views.parts import Head, Link
from okrsite.plan.views.wiki import TaggedPage, TagsView, TagView


def tag_page(tag: Link, scene: Scene) -> tuple[Head, TagView]:
    """The pages with a tag."""
    head = Head(tag.text, scene.say("Tag"), section=PAGES, crumbs=(Link(scene.say("Tags"), TAGS),))
    return head, _tag(tag, scene)


def tags_page(scene: Scene) -> tuple[Head, TagsView]:
    """All tags, each with its pages."""
    tags = tuple(_tag(tag, scene) for tag in all_tags(scene))
    return Head(scene.say("Tags"), section=PAGES), TagsView(tags)


def all_tags(scene: Scene) -> list[Link]:
    """Each tag with its page, by name."""
    found = dict.fromkeys(scene.tags.values())
    return sorted(found, key=lambda link: (link.text.casefold(), link.path))


def tagged_pages(scene: Scene) -> list[TaggedPage]:
    """The pages of the handbook with their tags, by title."""
    pages = [tagged(page, scene) for page in scene.portfolio.pages if prose_path(page) != HOME]
    return sorted(pages, key=lambda one: (one.link.text.casefold(), one.link.path))


def tagged(page: WikiPage, scene: Scene) -> TaggedPage:
    """A page with its tags, each once."""
    tags = dict.fromkeys(scene.tags[tag.casefold()] for tag in page.tags)
    return TaggedPage(Link(page.title, prose_path(page)), tuple(tags))


def _tag(tag: Link, scene: Scene) -> TagView:
    pages = tuple(page for page in tagged_pages(scene) if tag in page.tags)
    others = tuple(other for other in all_tags(scene) if other != tag)
    return TagView(tag, pages, others)
