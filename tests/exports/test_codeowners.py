"""Whose review a change of a goal needs, from owners and teams, as forges read it."""

import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from commands import write

from okrsite.cli import okrsite

FILES = {
    "content/teams/acme.md": "---\nkind: company\nlead: cleo\n---\n",
    "content/teams/growth.md": "---\nparent: acme\nlead: ana\n---\n",
    "content/teams/product.md": "---\nparent: acme\nlead: ben\nhandle: acme/product\n---\n",
    "content/people/ana.md": "---\nteam: growth\nhandle: ana-ruiz\n---\n",
    "content/people/ben.md": "---\nteam: product\nhandle: ben@acme.example\n---\n",
    "content/people/cleo.md": '---\nteam: acme\nhandle: "@cleo"\n---\n',
    "content/people/dan.md": "---\nteam: growth\n---\n",
    "content/objectives/2026-q4/self serve/sell.md": (
        "---\ntitle: Sell\nowner: ben\nteam: growth\nkey_results: [{title: A, target: 5}]\n---\n"
    ),
    "content/objectives/platform.md": "---\ntitle: Hold\nowner: ben\nteam: product\n---\n",
    "content/objectives/quiet.md": "---\ntitle: Quiet\nowner: dan\n---\n",
    "content/objectives/sought.md": "---\ntitle: Sought\nowner: open\nteam: growth\n---\n",
    "content/kpis/mrr.md": "---\ntitle: MRR\nowner: cleo\nseries: ../kpis/mrr.csv\n---\n",
    "content/kpis/mrr.csv": "date,value\n2026-10,7\n",
    "content/checkins/2026-11-20-ana.md": "---\nupdates: {sell: {note: Slowly}}\n---\n",
    "content/handbook/how.md": "How\n",
}
RULES = """\
/.github/ @cleo
/.gitlab/ @cleo
/.gitlab-ci.yml @cleo
/CODEOWNERS @cleo
/okrsite.toml @cleo
/requirements.txt @cleo
/themes/ @cleo
/content/cycles/ @cleo
/content/kpis/ @cleo
/content/metrics/ @cleo
/content/objectives/ @cleo
/content/people/ @cleo
/content/pillars/ @cleo
/content/teams/ @cleo
/content/kpis/mrr.csv @cleo
/content/kpis/mrr.md @cleo
/content/objectives/2026-q4/self\\ serve/sell.md ben@acme.example @ana-ruiz
/content/objectives/platform.md ben@acme.example @acme/product
/content/objectives/sought.md @ana-ruiz
/content/people/ana.md @ana-ruiz
/content/people/ben.md ben@acme.example
/content/people/cleo.md @cleo
/content/teams/acme.md @cleo
/content/teams/growth.md @ana-ruiz
/content/teams/product.md @acme/product
"""


def asked(root: Path, *words: str) -> Result:
    return CliRunner().invoke(okrsite, ["codeowners", str(root), *words])


def rules(root: Path) -> list[str]:
    """The lines that are no comment, after the general ones."""
    said = asked(root).stdout.splitlines(keepends=True)
    assert [line[0] for line in said[:2]] == ["#", "#"]
    return said[2:]


def test_every_file_is_reviewed_by_those_who_answer_for_it(tmp_path: Path) -> None:
    done = asked(write(tmp_path, FILES))
    assert "".join(rules(tmp_path)) == RULES
    assert done.exit_code == 0
    assert done.stderr == (
        "without a handle, and so left out: dan\n"
        "  hint: write `handle: ana-ruiz` into the file of the person or the team\n"
    )


def test_a_project_in_a_folder_of_its_repository_says_so_in_every_path(tmp_path: Path) -> None:
    settings = {"okrsite.toml": '[edit]\nfolder = "our goals"\n'}
    found = rules(write(tmp_path, FILES | settings))
    assert "/our\\ goals/content/objectives/platform.md ben@acme.example @acme/product\n" in found
    assert "/our\\ goals/okrsite.toml @cleo\n" in found
    assert "/.github/ @cleo\n" in found


def test_without_a_company_the_units_that_are_part_of_none_lead_it(tmp_path: Path) -> None:
    files = {**FILES, "content/teams/acme.md": "---\nlead: cleo\n---\n"}
    files["content/teams/other.md"] = "---\nlead: ana\n---\n"
    assert "/okrsite.toml @cleo @ana-ruiz\n" in rules(write(tmp_path, files))


def test_a_path_fits_its_own_file_whatever_signs_are_in_it(tmp_path: Path) -> None:
    """Git reads the patterns of what it ignores as forges read those of owners."""
    odd = "content/objectives/plan [b] #2 !x/sell.md"
    near = "content/objectives/plan b #2 !x/sell-b.md"
    goal = "---\ntitle: Sell\nowner: ana\n---\n"
    write(tmp_path, {**FILES, odd: goal, near: goal})
    (tmp_path / "content/objectives/2026-q4/self serve/sell.md").unlink()
    (line,) = [line for line in rules(tmp_path) if "[b" in line.replace("\\", "")]
    pattern = line.removesuffix(" @ana-ruiz\n")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    (tmp_path / ".gitignore").write_text(f"{pattern}\n", "utf-8")
    command = ["git", "check-ignore", "--no-index", odd, near]
    ignored = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ignored.stdout.strip('"\n') == odd


def test_the_file_is_written_where_it_is_asked_for_and_then_current(tmp_path: Path) -> None:
    file = write(tmp_path, FILES) / ".github/CODEOWNERS"
    before = asked(tmp_path, "--check")
    assert before.exit_code == 1
    assert "CODEOWNERS is not up to date\n  hint: okrsite codeowners -o " in before.stderr
    assert not file.exists()
    assert asked(tmp_path, "-o", str(file)).exit_code == 0
    assert file.read_text("utf-8").endswith(RULES)
    assert asked(tmp_path, "--check").exit_code == 0
    goal = tmp_path / "content/objectives/platform.md"
    goal.write_text(goal.read_text("utf-8").replace("ben", "ana"), "utf-8")
    assert asked(tmp_path, "--check").exit_code == 1


def test_where_nobody_has_a_handle_nothing_is_written(tmp_path: Path) -> None:
    goal = {"content/objectives/a.md": "---\ntitle: A\nowner: ana\n---\n"}
    done = asked(write(tmp_path, goal), "-o", str(tmp_path / "CODEOWNERS"))
    assert done.exit_code == 1
    assert done.stderr == (
        "error: nobody who answers for a goal has a handle\n"
        "  hint: write `handle: ana-ruiz` into the file of the person or the team\n"
    )
    assert not (tmp_path / "CODEOWNERS").exists()


@pytest.mark.promise
@pytest.mark.parametrize("handle", ["a b", "ana # x", "@", "/ana", "ana/", "a@b", "a\\nb", "<b>"])
def test_a_handle_that_could_say_more_than_a_name_is_refused(tmp_path: Path, handle: str) -> None:
    done = asked(write(tmp_path, {"content/people/ana.md": f'---\nhandle: "{handle}"\n---\n'}))
    assert done.exit_code == 1
    assert "content/people/ana.md:2:9: error OKR10" in done.stderr
