"""In which surroundings git is started: no person, configuration or hook changes its answers."""

import os

SETTINGS = tuple(
    word
    for setting in (
        "core.quotePath=false",
        "core.fsmonitor=false",
        "log.follow=false",
        "log.showSignature=false",
        "mailmap.file=",
        "mailmap.blob=",
    )
    for word in ("-c", setting)
)
"""Before the first word of each question."""


def surroundings() -> dict[str, str]:
    """The environment without what points git at another repository, as hooks have it."""
    kept = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    return {**kept, **_ENVIRONMENT}


_ELSEWHERE = (
    *("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"),
    *("GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "GIT_SHALLOW_FILE", "GIT_GRAFT_FILE"),
    *("GIT_LITERAL_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_GLOB_PATHSPECS"),
    *("GIT_NOGLOB_PATHSPECS", "GIT_EXTERNAL_DIFF", "LANGUAGE"),
)
_ENVIRONMENT = {
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
