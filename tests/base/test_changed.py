"""A collection of which a few items change is a collection like any other."""

from hypothesis import given
from hypothesis import strategies as st

from okrsite.base.changed import changed, changed_at

MAPPINGS = st.dictionaries(st.sampled_from("abcdef"), st.integers())


@given(MAPPINGS, st.lists(MAPPINGS, max_size=4))
def test_it_is_what_a_copy_with_the_changes_would_be(
    old: dict[str, int], changes: list[dict[str, int]]
) -> None:
    before, found, copied = dict(old), changed(old, {}), dict(old)
    for new in changes:
        found, copied = changed(found, new), {**copied, **new}
        assert list(found.items()) == list(copied.items())
        assert found == copied
        assert len(found) == len(copied)
        assert {key: found.get(key) for key in "abcdef"} == {
            key: copied.get(key) for key in "abcdef"
        }
    assert old == before


@given(st.text("abc", min_size=1), st.data())
def test_a_sequence_is_what_a_copy_with_the_changes_would_be(old: str, data: st.DataObject) -> None:
    found, copied = changed_at(tuple(old), {}), list(old)
    for at in data.draw(st.lists(st.integers(0, len(old) - 1), max_size=4)):
        found, copied[at] = changed_at(found, {at: "x"}), "x"
    assert list(found) == copied
    assert len(found) == len(copied)
    assert [found[at] for at in range(-len(old), len(old))] == copied + copied
    assert found[1:] == tuple(copied[1:])
