"""A page of the example for every kind of page: what browser tests open and pictures are of.

An address with a name in braces stands for any page of its folder: the first one by name.
"""

from pathlib import Path

KINDS = {
    "home": "index.html",
    "objective at risk": "objectives/growth-pages-that-take-bookings.html",
    "objective with every fact": "objectives/season-2027-ready.html",
    "closed objective": "objectives/desk-berth-plans-online-2026-q2.html",
    "planned objective": "objectives/slackwater-first-weekend-of-april.html",
    "KPI in alert": "kpis/booking-success.html",
    "critical KPI": "kpis/first-reply-time.html",
    "KPI of units": "kpis/new-contracts.html",
    "composite KPI": "kpis/meter-deviation.html",
    "vitals": "vitals.html",
    "scorecard": "scorecard.html",
    "alignment": "alignment.html",
    "branch of the alignment": "alignment/objectives/season-2027-ready.html",
    "team's part of the alignment": "alignment/teams/product.html",
    "goals in a state": "alignment/states/off-track.html",
    "alignment of another cycle": "alignment/cycles/2026-q3.html",
    "coverage": "coverage.html",
    "cycle": "cycles/2026-q4.html",
    "closed cycle": "cycles/2026-q3.html",
    "team": "teams/growth.html",
    "person": "people/{person}.html",
    "pillar": "pillars/{pillar}.html",
    "alerts and gaps": "alerts.html",
    "wiki page": "handbook/how-we-set-goals.html",
    "review": "reviews/{review}.html",
    "health of the goals": "health.html",
    "this week": "digest.html",
    "planning": "planning.html",
    "glossary": "glossary.html",
    "not written yet": "not-written.html",
    "tag": "tags/goals.html",
    "tags": "tags.html",
    "funnel": "funnel.html",
    "calibration": "calibration.html",
    "cycles": "cycles.html",
    "report on a cycle": "reports/2026-q4.html",
    "report on a closed cycle": "reports/2026-q3.html",
    "report on a team": "reports/2026-q4/growth.html",
    "reports": "reports.html",
    "how this is computed": "how-computed.html",
    "all goals": "a-z.html",
    "people": "people.html",
    "search": "search.html",
    "data": "data.html",
    "not found": "404.html",
}

_VARIANTS = {
    "objective at risk",
    "closed objective",
    "planned objective",
    "KPI in alert",
    "critical KPI",
    "composite KPI",
    "branch of the alignment",
    "team's part of the alignment",
    "goals in a state",
    "alignment of another cycle",
    "closed cycle",
    "report on a closed cycle",
    "report on a team",
}
LAYOUTS = tuple(kind for kind in KINDS if kind not in _VARIANTS)
"""One kind of each template: enough for what the words on a page do not change."""


def path_of(kind: str, site: Path) -> Path:
    """A page of the kind; where any will do, the first by name."""
    name = KINDS[kind]
    if "{" in name:
        return min((site / name.partition("/")[0]).rglob("*.html"))
    return site / name
