"""What moved a number between two states: reality, the goalposts, or both."""

from datetime import date

from projects import Files
from two_states import moved, told

from okrsite.compare.difference import Measure, Subject, What
from okrsite.model.goals import Kind

GOAL = "content/objectives/2026-q4/grow.md"
GROW = """---
title: Grow where it is easy
owner: ana
key_results:
  - {id: signups, title: Sign-ups, start: 800, target: 2000, values: {2026-11-06: 1200}}
---
"""
CHECKIN = "content/checkins/2026-11-19-ana.md"
SAID = "---\nupdates:\n  grow#signups: 1400\n---\n"
KPI = "content/kpis/sales.md"
SALES = """---
title: Sales
definition: Signed contracts.
target: 10
values: {2026-09: 4, 2026-10: 5}
---
"""


def test_a_lowered_target_and_a_check_in_are_told_apart_to_the_point() -> None:
    lowered = GROW.replace("2000", "1600")
    assert told(moved({GOAL: GROW}, {GOAL: lowered, CHECKIN: SAID})) == [
        "0 key-result:grow#signups progress: 0.3333 off-track | 0.5 on-track | 0.75 on-track "
        f"because of check-in:{CHECKIN}, key-result:grow#signups",
        "1 objective:grow progress: 0.3333 off-track | 0.5 on-track | 0.75 on-track "
        f"because of check-in:{CHECKIN}, key-result:grow#signups",
        "2 cycle:2026-q4 mean-progress: 0.3333 | 0.5 | 0.75 "
        f"because of check-in:{CHECKIN}, key-result:grow#signups",
    ]


def test_a_goalpost_that_makes_up_for_reality_is_seen_though_the_number_stands() -> None:
    fallen = GROW.replace("1200", "1000").replace("2000", "1400")
    one, *_ = moved({GOAL: GROW}, {GOAL: fallen})
    assert one.before == one.after
    assert (one.by_reality, one.by_goalpost) == (-1 / 6, 1 / 6)


def test_a_state_compared_with_itself_has_no_moves() -> None:
    files = {GOAL: GROW, CHECKIN: SAID, KPI: SALES}
    assert moved(files, files) == ()


def test_words_and_places_move_nothing() -> None:
    worded = GROW.replace("title: Grow where it is easy", "# a comment\ntitle: Grow, and gladly")
    note = "---\nupdates:\n  grow#signups: {note: Slowly}\n---\n"
    fresh = GROW.replace("11-06", "11-18")
    assert moved({GOAL: fresh}, {GOAL: worded.replace("11-06", "11-18"), CHECKIN: note}) == ()


def test_a_kpi_moves_the_key_result_that_reads_it_and_all_above() -> None:
    reads = GROW.replace("values: {2026-11-06: 1200}", "source: sales").replace("800", "0")
    child = reads.replace("owner: ana", "owner: ana\nparent: lead\ncontributes: yes")
    top = "---\ntitle: Lead\nowner: ana\ncycle: 2026\n---\n"
    goals = {GOAL: child.replace("2000", "10"), "content/objectives/lead.md": top}
    more = SALES.replace("2026-10: 5", "2026-10: 8")
    assert [
        line.partition(" because of ")
        for line in told(moved({**goals, KPI: SALES}, {**goals, KPI: more}))
    ] == [
        (line, " because of ", "kpi:sales")
        for line in (
            "0 kpi:sales value: 5 missed | 8 missed | 8 missed",
            "1 key-result:grow#signups progress: 0.5 on-track | 0.8 on-track | 0.8 on-track",
            "2 objective:grow progress: 0.5 on-track | 0.8 on-track | 0.8 on-track",
            "3 objective:lead progress: 0.5 on-track | 0.8 on-track | 0.8 on-track",
            "3 cycle:2026-q4 mean-progress: 0.5 | 0.8 | 0.8",
            "4 cycle:2026 mean-progress: 0.5 | 0.8 | 0.8",
        )
    ]


def test_what_is_measured_by_a_new_definition_is_no_news_of_the_old_one() -> None:
    redefined = SALES.replace("contracts.", "contracts and letters.").replace("10: 5", "10: 9")
    (one,) = moved({KPI: SALES}, {KPI: redefined})
    assert (one.by_reality, one.by_goalpost) == (0, 4)


def test_an_event_redefines_as_well() -> None:
    told_so = "events: [{date: 2026-10-31, kind: redefined}]\nvalues"
    (one,) = moved({KPI: SALES}, {KPI: SALES.replace("values", told_so).replace("10: 5", "10: 9")})
    assert (one.by_reality, one.by_goalpost) == (0, 4)


def test_another_table_with_the_same_past_is_the_same_measure() -> None:
    rows = "date,value\n2026-09,4\n2026-10,5\n"
    table = SALES.replace("values: {2026-09: 4, 2026-10: 5}", "series: old.csv")
    before = {KPI: table, "content/kpis/old.csv": rows}
    renamed = {
        KPI: table.replace("old.csv", "new.csv"),
        "content/kpis/new.csv": rows + "2026-11,7\n",
    }
    other = {**renamed, "content/kpis/new.csv": rows.replace(",5", ",9")}
    later = date(2026, 12, 5)
    (continued,), (restated,) = moved(before, renamed, later), moved(before, other, later)
    assert (continued.by_reality, continued.by_goalpost) == (2, 0)
    assert (restated.by_reality, restated.by_goalpost) == (0, 4)


def test_a_unit_that_restates_all_values_is_a_goalpost() -> None:
    in_days = GROW.replace("800, target: 2000", "8, target: 2, unit: days").replace("1200", "5")
    in_hours = in_days.replace("8, target: 2, unit: days", "192, target: 96, unit: hours")
    one, *_ = moved({GOAL: in_days}, {GOAL: in_hours.replace(": 5}", ": 120}")})
    assert (one.before, one.between, one.after) == (0.5, 0.5, 0.75)
    said = in_days.replace("unit: days", "unit: workdays").replace(": 5}", ": 5, 2026-11-18: 4}")
    one, *_ = moved({GOAL: in_days}, {GOAL: said})
    assert one.by_goalpost == 0


def test_a_key_result_that_reads_a_source_from_now_on_keeps_what_was_said_of_it() -> None:
    reads = GROW.replace("values: {2026-11-06: 1200}", "source: sales")
    one, *_ = moved({GOAL: GROW, KPI: SALES}, {GOAL: reads, KPI: SALES})
    assert (one.before, one.between) == (one.before, one.before)
    assert one.by_goalpost is not None
    assert one.by_goalpost < 0


def test_milestones_are_done_by_the_old_list() -> None:
    steps = "milestones: [{title: Beta}, {title: Open}]"
    before = GROW.replace("start: 800, target: 2000, values: {2026-11-06: 1200}", steps)
    after = before.replace("{title: Beta}", "{title: Beta, done: 2026-11-19}").replace(
        "{title: Open}", "{title: Open}, {title: More}, {title: Most}"
    )
    one, *_ = moved({GOAL: before}, {GOAL: after})
    assert (one.before, one.between, one.after) == (0, 0.5, 0.25)


def test_a_composite_moves_by_what_it_is_made_of() -> None:
    visits = "---\ntitle: Visits\nvalues: {2026-10: 20}\n---\n"
    share = "---\ntitle: Share\nformula: 100 * sales / visits\n---\n"
    files = {KPI: SALES, "content/metrics/visits.md": visits, "content/kpis/share.md": share}
    after = {**files, "content/metrics/visits.md": visits.replace(": 20}", ": 10}")}
    assert told(moved(files, after)) == [
        "1 kpi:share value: 25 monitored | 50 monitored | 50 monitored because of metric:visits"
    ]


def test_a_threshold_moves_the_word_and_not_the_value() -> None:
    (one,) = moved({KPI: SALES}, {KPI: SALES.replace("target: 10", "target: 5")})
    assert (one.by_reality, one.by_goalpost) == (0, 0)
    assert (one.status_before, one.status_between, one.status_after) == (
        "missed",
        "missed",
        "attained",
    )


def test_a_weight_moves_the_objective_and_not_the_key_result() -> None:
    two = GROW.replace("---\n", "", 1).replace("---\n", "")
    two = (
        f"---\n{two}  - {{id: calls, title: Calls, target: 10, values: {{2026-11-18: 10}}}}\n---\n"
    )
    heavy = two.replace("id: calls,", "id: calls, weight: 3,")
    lines = told(moved({GOAL: two}, {GOAL: heavy}))
    assert [line.split()[1] for line in lines] == ["objective:grow", "cycle:2026-q4"]
    assert lines[0].startswith("1 ")
    assert lines[0].endswith("because of key-result:grow#calls")


def test_settings_and_cycles_are_named_as_what_moved_a_verdict() -> None:
    fresh = GROW.replace("11-06", "11-18")
    lenient = {GOAL: fresh, "okrsite.toml": "[pace]\nbounds = [0.5, 0.4]\n"}
    one, *_ = moved({GOAL: fresh}, lenient)
    assert (str(one.status_between), str(one.status_after)) == ("off-track", "on-track")
    assert one.because == (Subject(What.SETTINGS, "okrsite.toml"),)
    longer = "---\nstart: 2026-10-01\nend: 2027-03-31\n---\n"
    one, *_ = moved({GOAL: GROW}, {GOAL: GROW, "content/cycles/2026-q4.md": longer})
    assert one.because == (Subject(Kind.CYCLE, "2026-q4"),)


def test_a_new_goal_has_no_number_before_and_one_that_goes_none_after() -> None:
    both = {GOAL: GROW, "content/objectives/2026-q4/learn.md": GROW}
    came = [one for one in moved({GOAL: GROW}, both) if one.subject.id == "learn"]
    went = [one for one in moved(both, {GOAL: GROW}) if one.subject.id == "learn"]
    assert [(one.before, one.between, one.after) for one in came] == [(None, None, 1 / 3)]
    assert [(one.before, one.between, one.after) for one in went] == [(1 / 3, 1 / 3, None)]
    assert {one.because for one in (*came, *went)} == {(Subject(Kind.OBJECTIVE, "learn"),)}


def test_a_goal_that_takes_the_name_of_one_that_goes_is_not_mixed_up_with_it() -> None:
    other = "content/objectives/2026-q4/learn.md"
    before = {GOAL: GROW, other: GROW.replace("Grow where", "Learn where").replace("1200", "1400")}
    after = {GOAL: before[other]}
    matched = {Subject(Kind.OBJECTIVE, "grow"): Subject(Kind.OBJECTIVE, "learn")}
    goals = [one for one in moved(before, after, matched=matched) if "grow" in one.subject.id]
    assert [(one.title, one.before, one.after) for one in goals] == [
        ("Sign-ups", 1 / 3, None),
        ("Grow where it is easy", 1 / 3, None),
    ]


def test_a_cycle_comes_with_its_goals_and_a_team_with_its_file() -> None:
    other = "content/objectives/2027-q1/learn.md"
    found = told(moved({GOAL: GROW}, {GOAL: GROW, other: GROW}, date(2027, 1, 20)))
    assert found[-1] == (
        "1 cycle:2027-q1 mean-progress: none | none | 0.3333 because of objective:learn"
    )
    goal = {GOAL: GROW.replace("owner: ana", "owner: ana\nteam: care")}
    teams = {"content/teams/care.md": "---\nlead: ana\n---\n"}
    with_another = {"content/teams/desk.md": "---\nlead: ana\n---\n"}
    assert told(moved({**goal, **with_another}, {**goal, **with_another, **teams})) == [
        "0 team:care mean-progress: none | none | 0.3333 because of team:care"
    ]


def test_a_given_score_is_reality_and_an_ambition_moves_no_score() -> None:
    closed = GROW.replace("owner: ana", "owner: ana\ncycle: 2026-q3").replace("11-06", "09-06")
    scored = closed.replace("owner: ana", "owner: ana\nclosing: {score: 0.6, date: 2026-10-10}")
    (one,) = moved({GOAL: closed}, {GOAL: scored})
    assert one.measure is Measure.SCORE
    assert (one.before, one.between, one.after) == (0.33, 0.6, 0.6)


def test_a_rename_is_no_move() -> None:
    before: Files = {GOAL: GROW, CHECKIN: SAID, KPI: SALES}
    after: Files = {
        GOAL.replace("grow", "thrive"): GROW,
        CHECKIN: SAID.replace("grow", "thrive"),
        "content/kpis/contracts.md": SALES,
    }
    matched = {
        Subject(Kind.OBJECTIVE, "thrive"): Subject(Kind.OBJECTIVE, "grow"),
        Subject(Kind.KPI, "contracts"): Subject(Kind.KPI, "sales"),
    }
    assert moved(before, after, matched=matched) == ()
    further = {**after, CHECKIN: SAID.replace("grow", "thrive").replace("1400", "1700")}
    assert [one.subject.id for one in moved(before, further, matched=matched)] == [
        "thrive#signups",
        "thrive",
        "2026-q4",
    ]


def test_a_kpi_of_its_units_moves_with_them_and_by_their_number() -> None:
    units = "units:\n  north: {values: {2026-10: 2}}\n  south: {values: {2026-10: 3}}\n"
    sums = f"---\ntitle: Sales\ncombine: sum\n{units}---\n"
    more = sums.replace("2026-10: 3", "2026-10: 7").replace(
        "units:", "units:\n  west: {values: {2026-10: 1}}"
    )
    (one,) = moved({KPI: sums}, {KPI: more})
    assert (one.before, one.between, one.after) == (5, 9, 10)


def test_periods_that_only_the_values_show_are_those_of_the_new_values() -> None:
    level = "id: signups, title: Level, at_least: 4, source: sales"
    goal = GROW.replace(
        "id: signups, title: Sign-ups, start: 800, target: 2000, values: {2026-11-06: 1200}", level
    )
    months = SALES.replace("2026-09: 4, 2026-10: 5", "2026-10: 5")
    weeks = months.replace("2026-10: 5", "2026-W45: 5, 2026-W46: 1")
    progress, *_ = [
        one for one in moved({GOAL: goal, KPI: months}, {GOAL: goal, KPI: weeks}) if one.level == 1
    ]
    assert (progress.before, progress.between, progress.after) == (
        1,
        progress.after,
        progress.after,
    )
    assert progress.by_reality != 0


def test_rows_of_longer_periods_than_were_promised_say_nothing_of_the_old_ones() -> None:
    weekly = SALES.replace(
        "values: {2026-09: 4, 2026-10: 5}", "cadence: weekly\nvalues: {2026-W46: 5}"
    )
    monthly = weekly.replace("weekly", "monthly").replace("2026-W46: 5", "2026-10: 9")
    (one,) = moved({KPI: weekly}, {KPI: monthly})
    assert (one.before, one.between, one.after) == (5, 5, 9)
