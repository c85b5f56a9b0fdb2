"""What the packs say, in which order, to whom: `sections.yaml`, checked."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from include.yaml_files import Strict, load

Audience = Literal["board", "scrutiny", "parents"]
AUDIENCES: tuple[Audience, ...] = ("board", "scrutiny", "parents")


class Chart(Strict):
    """A chart of one measure."""

    kind: Literal["trend", "groups", "bars", "funnel"]
    measure: str
    by: str | None = None
    title: str | None = None
    audiences: tuple[Audience, ...] = AUDIENCES


class Section(Strict):
    """A heading with its table, charts and further tables."""

    id: str
    title: str
    lead: str
    plain_title: str | None = None
    plain_lead: str | None = None
    measures: tuple[str, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[
        Literal[
            "stages",
            "waiting",
            "teams",
            "caseworkers",
            "actions",
            "quality",
            "methods",
            "published",
            "forecast",
            "trajectories",
            "explanations",
            "manual",
            "watchers",
        ],
        ...,
    ] = ()
    audiences: tuple[Audience, ...] = AUDIENCES

    def is_for(self, audience: Audience) -> bool:
        """Whether the section is in an audience's pack."""
        return audience in self.audiences and (audience != "parents" or self.plain_title is not None)

    def charts_for(self, audience: Audience) -> list[Chart]:
        """The charts that an audience sees."""
        return (
            [chart for chart in self.charts if audience in chart.audiences] if self.is_for(audience) else []
        )


class Sections(Strict):
    """The whole of a pack."""

    headlines: tuple[str, ...]
    summary: tuple[str, ...]
    asked: dict[Audience, str]
    plain_names: dict[str, str]
    plain_meanings: dict[str, str]
    sheet: tuple[str, ...]
    sections: tuple[Section, ...]

    @property
    def trends(self) -> set[str]:
        """Measures whose whole history is printed."""
        return {chart.measure for s in self.sections for chart in s.charts if chart.kind == "trend"}

    @property
    def public_groups(self) -> list[tuple[str, str]]:
        """Measures and dimensions that are printed broken down outside the council."""
        public = [chart for s in self.sections for a in ("scrutiny", "parents") for chart in s.charts_for(a)]
        return sorted({(chart.measure, chart.by) for chart in public if chart.by})


@cache
def read() -> Sections:
    """The sections of `sections.yaml`."""
    return Sections.model_validate(load(Path(__file__).with_name("sections.yaml")))


@cache
def recommendations() -> dict[str, str]:
    """The recommendations of the action plan, by number."""
    titles: dict[str, str] = load(Path(__file__).with_name("action_plan.yaml"))
    return titles
