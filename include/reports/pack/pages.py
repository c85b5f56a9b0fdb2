"""The pages of a pack: everything a template needs, as plain texts, tables and drawings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from include.reports.pack import promises, watchers, words
from include.reports.pack.blocks import BLOCKS, Table, banners, scorecard, with_count
from include.reports.pack.drawings import Drawing, drawing
from include.reports.pack.sections import Section
from include.reports.pack.summary import summary
from include.reports.pack.view import RESTRICTED, SYMBOL_KEY, View, day, label
from include.reports.policy import Pages

_TEMPLATES = Pages(trim_blocks=True, lstrip_blocks=True)
_BLOCKS = BLOCKS | promises.BLOCKS | {"watchers": watchers.watchers}
_TITLES = {
    "board": "Report to the improvement board",
    "scrutiny": "Report to the scrutiny panel",
    "parents": "Report to families",
}


@dataclass(frozen=True)
class Part:
    """A section as it is shown."""

    id: str
    title: str
    lead: str
    figures: Table | None
    cards: list[dict[str, str]]
    drawings: list[Drawing]
    tables: list[Table]


def page(view: View) -> str:
    """The page of an audience as HTML. The same inputs give the same bytes."""
    sections = [section for section in view.sections.sections if section.is_for(view.audience)]
    # The parents' page compares each of its figures, so all of them are judged together.
    cards = [m for section in sections for m in section.measures if view.has(m)]
    cards = cards if view.audience == "parents" else []
    brief = [m for m in view.sections.summary if view.has(m)]
    changes = words.changes(view, [*cards, *brief])
    headlines = [m for m in changes if m in view.sections.headlines]
    return _TEMPLATES.get_template("pack/page.html").render(
        audience=view.audience,
        heading=_TITLES[view.audience],
        about=view.about,
        period=label(view.now),
        marking="" if view.is_public else RESTRICTED,
        banners=banners(view),
        changes=[changes[m] for m in headlines],
        comparisons=sum(each.is_tested for each in changes.values()),
        summary=summary(view, changes),
        parts=[_part(view, section, changes) for section in sections],
        scorecard=scorecard(view) if view.audience != "parents" else [],
        published_years=view.published_years(view.measures),
        symbols=SYMBOL_KEY if view.is_public else {k: v for k, v in SYMBOL_KEY.items() if k != "[c]"},
        day=day,
    )


def sheet(view: View) -> str:
    """One sheet to print for a parent group, in the words of the families' page."""
    rows = [
        {
            "name": view.name(m),
            "now": view.figure(m).text,
            "before": view.figure(m, view.year_before).text if view.year_before else "–",
            "target": view.target(m),
            "meaning": view.sections.plain_meanings[m],
        }
        for m in view.sections.sheet
        if view.has(m)
    ]
    return _TEMPLATES.get_template("pack/sheet.html").render(
        about=view.about,
        period=label(view.now),
        before=label(view.year_before) if view.year_before else "",
        rows=rows,
        symbols={k: v for k, v in SYMBOL_KEY.items() if any(k in row["now"] + row["before"] for row in rows)},
        day=day,
    )


def index(packs: list[dict[str, Any]], authority_name: str, is_synthetic: bool) -> str:
    """The list of all packs of an authority, newest first. `packs`: `period`, `label`, `published`, `report`, `pdf`."""
    return _TEMPLATES.get_template("pack/index.html").render(
        packs=packs, authority_name=authority_name, is_synthetic=is_synthetic
    )


def _part(view: View, section: Section, changes: dict[str, words.Change]) -> Part:
    plain = view.audience == "parents"
    measures = [m for m in section.measures if view.has(m)]
    return Part(
        section.id,
        (section.plain_title if plain else section.title) or section.title,
        (section.plain_lead if plain else section.lead) or section.lead,
        _figures(view, f"{section.title}: figures", measures) if measures and not plain else None,
        [_card(view, changes[m]) for m in measures] if plain else [],
        [
            drawn
            for chart in section.charts_for(view.audience)
            if view.has(chart.measure) and (drawn := drawing(view, chart))
        ]
        + (promises.drawn(view) if "trajectories" in section.tables else []),
        [table for name in section.tables for table in _BLOCKS[name](view)],
    )


def _figures(view: View, title: str, measures: list[str]) -> Table:
    head = ["Measure", "This half-term", "Target", "Target is"]
    head += [label(key) for key in (view.before, view.year_before) if key] + ["Year to date"]
    rows = [
        [
            view.measures[m]["measure_name"],
            with_count(view.figure(m)),
            view.target(m),
            view.verdict(m) or "–",
            *(view.figure(m, key).text for key in (view.before, view.year_before) if key),
            view.year_to_date(m).text_or_dash,
        ]
        for m in measures
    ]
    return Table(title, head, rows)


def _card(view: View, changed: words.Change) -> dict[str, str]:
    """One measure in plain words."""
    measure_id = changed.measure_id
    figure, entry = view.figure(measure_id), view.measures[measure_id]
    said = ""
    if figure.is_known and figure.is_rate:
        said = f"That is {words.out_of_hundred(figure)}."
    promise = ""
    if view.verdict(measure_id):
        promise = f"The promise is {view.target(measure_id)}: {view.verdict(measure_id)}."
    return {
        "name": view.name(measure_id),
        "value": figure.text,
        "of": changed.of,
        "meaning": view.sections.plain_meanings.get(measure_id, entry["definition"]),
        "said": " ".join(filter(None, (said, promise, changed.sentence))),
    }
