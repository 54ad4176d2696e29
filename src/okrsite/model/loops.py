"""Who belongs to whom: loops found once, and an order in which parts come before wholes."""

from collections.abc import Iterator, Mapping

Links = Mapping[str, tuple[str, ...]]


def loops(links: Links) -> tuple[tuple[str, ...], ...]:
    """Each loop among things and what they link to, from its first thing by name.

    No two of them share a thing, and without the links of the things in them no loop is left.

    >>> loops({"a": ("b",), "b": ("c", "d"), "c": ("a",), "d": ()})
    (('a', 'b', 'c'),)
    >>> loops({"a": ("a",), "b": ("a",)})
    (('a',),)
    """
    found: list[tuple[str, ...]] = []
    rest = dict(links)
    while apart := _loops_apart(rest):
        found += apart
        rest |= {name: () for loop in apart for name in loop}
    return tuple(sorted(found))


def _loops_apart(links: Links) -> list[tuple[str, ...]]:
    """Some loops that share nothing, at least one if there is any."""
    found: list[tuple[str, ...]] = []
    taken: set[str] = set()
    done: set[str] = set()
    for start in sorted(links):
        for loop in _loops_from(start, links, done):
            if not taken.intersection(loop):
                found.append(_from_first(loop))
                taken.update(loop)
    return found


def in_order(links: Links) -> tuple[str, ...]:
    """The things, each after all it links to; of links that run in a loop one is passed over.

    >>> in_order({"a": ("b", "c"), "b": ("c",), "c": ()})
    ('c', 'b', 'a')
    """
    done: dict[str, None] = {}
    waiting = [(name, False) for name in sorted(links, reverse=True)]
    opened: set[str] = set()
    while waiting:
        name, is_ready = waiting.pop()
        if is_ready:
            done[name] = None
        elif name not in opened:
            opened.add(name)
            waiting.append((name, True))
            waiting.extend((part, False) for part in links[name] if part in links)
    return tuple(done)


def _loops_from(start: str, links: Links, done: set[str]) -> Iterator[tuple[str, ...]]:
    """The loops met on a walk in depth; things on the path are those not done yet."""
    if start in done:
        return
    path = [start]
    on_path = {start: 0}
    waiting = [iter(links[start])]
    while waiting:
        linked = next(waiting[-1], None)
        if linked is None:
            waiting.pop()
            left = path.pop()
            del on_path[left]
            done.add(left)
        elif linked in on_path:
            yield tuple(path[on_path[linked] :])
        elif linked in links and linked not in done:
            on_path[linked] = len(path)
            path.append(linked)
            waiting.append(iter(links[linked]))


def _from_first(loop: tuple[str, ...]) -> tuple[str, ...]:
    first = loop.index(min(loop))
    return loop[first:] + loop[:first]
