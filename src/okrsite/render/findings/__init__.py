"""Findings as text that machines read: one pure function a format, and a table of them."""

from okrsite.render.findings.as_json import as_json
from okrsite.render.findings.github import github
from okrsite.render.findings.gitlab import gitlab
from okrsite.render.findings.report import Format, Report
from okrsite.render.findings.sarif import sarif

FORMATS: dict[str, Format] = {"json": as_json, "github": github, "gitlab": gitlab, "sarif": sarif}

__all__ = ["FORMATS", "Report"]
