"""A mapping of which a few values change is a mapping like any other."""

from hypothesis import given
from hypothesis import strategies as st

from okrsite.base.changed import changed

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
