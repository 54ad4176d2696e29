"""The rules about two states of a project, which only a comparison finds.

What they weigh follows from the policy of changes in the settings; `severity` is the heaviest
that its defaults give.
"""

from okrsite.assess.checks.rule import Rule
from okrsite.base.problems import Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

MOVED = Rule(
    "OKR630",
    _ERROR,
    "A promise that moved without a word",
    "A target that moves after the targets were fixed makes every goal look kept. A revision keeps "
    "both: what was promised, and why it is not any more.",
    "Write what it was, when it moved and why under `revisions`.",
)
REDEFINED = Rule(
    "OKR631",
    _ERROR,
    "A KPI that was redefined without a word",
    "A line whose meaning changes in the middle misleads everybody who reads it. An event breaks "
    "it where the meaning does.",
    "Add an event of kind `redefined` with the day and what changed.",
)
REPLACED = Rule(
    "OKR632",
    _ERROR,
    "A key result that came or went after the targets were fixed",
    "What is taken out cannot be missed any more, and what is put in late dilutes the rest: both "
    "move the score of the objective.",
    "Give a key result up with `dropped`, and let a late one say `from` when it is promised.",
)
REASSIGNED = Rule(
    "OKR633",
    _WARNING,
    "A goal that went to another owner or cycle after the targets were fixed",
    "A goal that moves to the next cycle is never missed in this one.",
    "Close it here, and carry it on in a new file with `carried_from`.",
)
RULED = Rule(
    "OKR634",
    _WARNING,
    "A KPI whose thresholds or target moved",
    "An alert that ends because its threshold moved has not ended.",
    "Say why in an event of kind `redefined`, or leave the bound where it was.",
)
REOPENED = Rule(
    "OKR635",
    _WARNING,
    "A change to what is closed",
    "People decided on the numbers of the close. Where those change, the review is about "
    "something else than what was decided on.",
    "Leave the closed cycle as it was, and say in the review what is known now.",
)
DELETED = Rule(
    "OKR636",
    _ERROR,
    "A goal or a KPI that was deleted",
    "What is deleted leaves no trace of what was promised and why it was given up.",
    "Put the file back, and abandon the objective or retire the KPI in it.",
)
REWRITTEN = Rule(
    "OKR637",
    _WARNING,
    "A check-in that was rewritten",
    "A check-in says what was known on its day. What is known since belongs to a new one.",
    "Put it back, and check in again.",
)
CORRECTED = Rule(
    "OKR638",
    _WARNING,
    "Earlier values of a series that changed without a word",
    "Earlier values are what was decided on. A note beside a corrected one says why it differs.",
    "Write why in the note of the row, or add an event of kind `redefined`.",
)
RESCHEDULED = Rule(
    "OKR639",
    _WARNING,
    "A running cycle whose days moved",
    "The days of a cycle decide what was expected, when targets are fixed and what is frozen.",
    "Leave the days of a running cycle as they are.",
)
LOOSENED = Rule(
    "OKR640",
    _WARNING,
    "A policy that was loosened",
    "A change to the policy is a change to all that it holds, so it is decided by itself.",
    "Merge it alone, before the changes that it lets pass.",
)
COMPARED = (
    MOVED,
    REDEFINED,
    REPLACED,
    REASSIGNED,
    RULED,
    REOPENED,
    DELETED,
    REWRITTEN,
    CORRECTED,
    RESCHEDULED,
    LOOSENED,
)
"""All of them, by code."""
