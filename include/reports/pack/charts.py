"""Charts as SVG that fits every width: places are shares of the width, so lines stretch and letters keep their size.

Nothing is measured in letters: labels stand above lines or in columns of their own, the words of groups are HTML, which
folds, and three sets of labels of an axis wait for wide, middling and narrow screens (`charts.css`). So no font of a
reader cuts anything off, and a phone gets a chart that is drawn for it.

A trend has the limits of its kind (`variation.yaml`). Groups have Wilson's 95% interval; many small groups have the
exact binomial limits of a funnel plot (Spiegelhalter 2005). Colours are Okabe and Ito's; shape or dash differs wherever
colour does. Readers with a screen reader are spared the parts of a drawing: what it shows is told in words beside it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
from markupsafe import Markup, escape

from include.imports import put_off

# A second to import, for a funnel or a test of chance: pages about data quality have neither.
with put_off("scipy.stats"):
    from scipy import stats

BLUE, ORANGE, GREY, INK, PALE = "#0072B2", "#B34700", "#767676", "#1a1a1a", "#e5e5e5"
# Pixels above and below the plot: a label over the highest point; two lines of labels under the axis.
_TOP, _BOTTOM = 30, 40


def trend(points: pd.DataFrame, unit: str, target: float | None) -> Markup:
    """One measure over half-terms.

    Args:
        points: `period` (label, in time order), `value`, `text`, `kind` (`routine` or `signal`), and of its limits,
            missing where it has none, `centre`, `low`, `high`.
        unit: of the values; `Percent` has an axis to 100.
        target: drawn as a line.

    """
    n = len(points)
    middle = [100 * (i + 0.5) / n for i in range(n)]
    most = points[["value", "high"]].max().max() if unit != "Percent" else 100.0
    axis = _Axis(min(0.0, points["value"].min()), max(most, target or 0.0), 190, unit)
    parts = [axis.grid()]
    for i, row in enumerate(points.to_dict("records")):
        if not pd.isna(row["low"]):
            left, across = f"{100 * i / n:.2f}%", f"{100 / n:.2f}%"
            top, low, mean = axis.y(row["high"]), axis.y(row["low"]), axis.y(row["centre"])
            parts.append(
                f'<rect x="{left}" width="{across}" y="{top:.1f}" height="{max(low - top, 1):.1f}" fill="{GREY}"'
                f' fill-opacity=".15"/>'
            )
            parts.append(_line(100 * i / n, mean, 100 * (i + 1) / n, mean, GREY))
    if target is not None:
        y = axis.y(target)
        parts.append(_line(0, y, 100, y, ORANGE, 'stroke-dasharray="6 4"'))
        # Over the line, but for one at the top of the plot.
        parts.append(_text("0.5%", y - 5 if y > _TOP + 14 else y + 14, "target", ORANGE, "start"))
    known = [i for i, value in enumerate(points["value"]) if not pd.isna(value)]
    heights = {i: axis.y(points["value"].iloc[i]) for i in known}
    parts += [
        _line(middle[i], heights[i], middle[j], heights[j], BLUE, 'stroke-width="2"')
        for i, j in zip(known, known[1:], strict=False)
        if j == i + 1
    ]
    parts += [
        _diamond(middle[i], heights[i])
        if points["kind"].iloc[i] == "signal"
        else _circle(middle[i], heights[i])
        for i in known
    ]
    last = known[-1]
    said = str(points["text"].iloc[last])
    # Its white edge keeps it legible on the line.
    parts.append(_text(f"{100 * (last + 1) / n:.2f}%", heights[last] - 12, said, INK, "end", is_bold=True))
    return _svg(axis, [*parts, *_half_terms(list(points["period"]), axis.bottom)])


def _half_terms(periods: list[str], bottom: float) -> list[str]:
    """Labels of half-terms for three widths, with the year under the first half-term of each."""
    n = len(periods)
    seasons, years = zip(*(label.split(", ") for label in periods), strict=True)
    starts = [i for i in range(n) if i == 0 or years[i] != years[i - 1]]
    ends = [*starts[1:], n]

    def year_labels(fewest: int) -> str:
        texts = ""
        for start, end in zip(starts, ends, strict=True):
            if end == n and end - start < 3:
                texts += _text("100%", bottom + 34, years[start], INK, "end", size=12)
            elif end - start >= fewest:
                texts += _text(
                    f"{100 * start / n + 0.3:.2f}%", bottom + 34, years[start], INK, "start", size=12
                )
        return texts

    def every(words: Iterable[str]) -> str:
        return "".join(
            _text(f"{100 * (i + 0.5) / n:.2f}%", bottom + 17, word, INK, size=12)
            for i, word in enumerate(words)
        )

    terms = ""
    for i, season in enumerate(seasons):
        term = season.split()[0]
        if i and seasons[i - 1].startswith(term) and years[i - 1] == years[i]:
            continue
        both = i + 1 < n and seasons[i + 1].startswith(term) and years[i + 1] == years[i]
        terms += _text(f"{100 * (i + (1 if both else 0.5)) / n:.2f}%", bottom + 17, term[:3], INK, size=12)
    separators = [
        _line(100 * start / n, bottom, 100 * start / n, bottom + 36, "#b0b0b0") for start in starts if start
    ]
    short = [f"{season[:3]} {season.split()[1]}" for season in seasons]
    return [
        *separators,
        *_for_widths(every(seasons) + year_labels(2), every(short) + year_labels(2), terms + year_labels(3)),
    ]


def trajectory(came: pd.DataFrame, promised: pd.DataFrame, unit: str) -> Markup:
    """What was promised, dashed, and what came true. `came`: `day`, `value`; `promised`: those and `text`; by time."""
    days = pd.concat([came["day"], promised["day"]])
    first, span = days.min(), max((days.max() - days.min()).days, 1)
    most = max(came["value"].max(), promised["value"].max())
    axis = _Axis(0.0, 100.0 if unit == "Percent" else float(most), 190, unit)

    def places(rows: pd.DataFrame) -> list[tuple[float, float]]:
        return [
            (3 + 92 * (day - first).days / span, axis.y(value))
            for day, value in zip(rows["day"], rows["value"], strict=True)
        ]

    parts = [axis.grid()]
    for at, colour, style in (
        (places(promised), ORANGE, 'stroke-width="1.5" stroke-dasharray="6 4"'),
        (places(came), BLUE, 'stroke-width="2"'),
    ):
        parts += [_line(a[0], a[1], b[0], b[1], colour, style) for a, b in zip(at, at[1:], strict=False)]
    parts += [_circle(x, y) for x, y in places(came)]
    labels, last_label_x = "", -100.0
    for (x, y), row in zip(places(promised), promised.to_dict("records"), strict=True):
        anchor = "start" if x < 8 else "end" if x > 88 else "middle"
        parts += [_diamond(x, y), _text(f"{x:.2f}%", y - 12, row["text"], ORANGE, anchor, size=12)]
        if x - last_label_x > 16:  # the room of a label on a phone
            labels += _text(f"{x:.2f}%", axis.bottom + 17, f"{row['day']:%b %Y}", INK, anchor, size=12)
            last_label_x = x
    return _svg(axis, [*parts, labels])


def groups(rows: pd.DataFrame, overall: float | None) -> Markup:
    """A rate by group with its interval. `rows`: `group`, `value`, `low`, `high`; in the order to be shown."""
    across = "" if overall is None else _line(overall, 0, overall, 30, INK, 'stroke-dasharray="4 3"')
    steps = "".join(_line(tick, 0, tick, 30, PALE) for tick in range(0, 101, 20))
    drawn = [
        (
            row["group"],
            steps
            + across
            + _line(row["low"], 15, row["high"], 15, BLUE, 'stroke-width="4" stroke-opacity=".5"')
            + _circle(row["value"], 15, 5),
        )
        for row in rows.to_dict("records")
    ]
    if overall is not None:
        anchor = "start" if overall < 20 else "end" if overall > 80 else "middle"
        drawn.insert(0, ("", _text(f"{overall:.2f}%", 22, f"all: {overall:.1f}%", INK, anchor, size=12)))
    ticks = "".join(
        _text(f"{tick}%", 14, f"{tick}%", INK, {0: "start", 100: "end"}.get(tick, "middle"), size=12)
        for tick in range(0, 101, 20)
    )
    return _rows([*drawn, ("", ticks)], 30)


def bars(rows: pd.DataFrame) -> Markup:
    """Counts by group, each labelled. `rows`: `group`, `count`, `text`; in the order to be shown."""
    # Room for the number behind the longest bar, also where the bar has a third of a phone.
    most = max(float(rows["count"].max()), 1) / 78
    return _rows(
        [
            (
                group,
                f'<rect x="0" y="4" width="{count / most:.2f}%" height="20" fill="{BLUE}"/>'
                + _text(f"{count / most:.2f}%", 19, text, INK, "start", dx=6),
            )
            for group, count, text in rows[["group", "count", "text"]].itertuples(index=False)
        ],
        28,
    )


def nights(rows: pd.DataFrame, unit: str) -> Markup:
    """A count or share night by night. `rows`: `night` (date), `value`, `kind` (`let through` or `stopped`)."""
    days = pd.to_datetime(rows["night"])
    span = max((days.max() - days.min()).days, 1)
    place = {day: 2 + 96 * (day - days.min()).days / span for day in days}
    axis = _Axis(0.0, float(rows["value"].max()), 120, unit)
    at = [
        (place[day], axis.y(value), kind)
        for day, value, kind in zip(days, rows["value"], rows["kind"], strict=True)
    ]
    at.sort()
    parts = [axis.grid()]
    parts += [
        _line(a[0], a[1], b[0], b[1], BLUE, 'stroke-width="2"') for a, b in zip(at, at[1:], strict=False)
    ]
    for x, y, kind in at:
        if kind == "stopped":
            anchor = "start" if x < 10 else "end" if x > 90 else "middle"
            parts += [_diamond(x, y), _text(f"{x:.2f}%", y - 12, "stopped", ORANGE, anchor, size=12)]
        else:
            parts.append(_circle(x, y, 3.5))

    def labels(most: int) -> str:
        shown = sorted(place)[:: -(-len(place) // most)] if place else []
        texts = ""
        for day in shown:
            anchor = "start" if place[day] < 8 else "end" if place[day] > 92 else "middle"
            texts += _text(
                f"{place[day]:.2f}%", axis.bottom + 17, f"{day.day} {day:%b}", INK, anchor, size=12
            )
        return texts

    return _svg(axis, [*parts, *_for_widths(labels(8), labels(6), labels(3))])


def lines(series: Mapping[str, tuple[pd.Series, str, str]], unit: str) -> Markup:
    """Some series over years, with their names above. `series`: values by year, colour, dashes (`8 3`) by name."""
    years = sorted({int(year) for values, _, _ in series.values() for year in values.index})
    if not years:
        return Markup()
    n = len(years)
    place = {year: 100 * (i + 0.5) / n for i, year in enumerate(years)}
    axis = _Axis(0.0, 100.0, 260, unit)
    parts, named = [axis.grid()], ""
    for name, (values, colour, dash) in series.items():
        known = values.dropna()
        style = f'stroke-width="2.5" stroke-dasharray="{dash}"'
        at = [
            (place[year], axis.y(value)) for year, value in zip(known.index.astype(int), known, strict=True)
        ]
        parts += [_line(a[0], a[1], b[0], b[1], colour, style) for a, b in zip(at, at[1:], strict=False)]
        parts += [_circle(x, y, 3.5, colour) for x, y in at]
        sample = f'<svg width="36" height="12" aria-hidden="true">{_line(0, 6, 100, 6, colour, style)}</svg>'
        named += f"<li>{sample} {escape(name)}</li>"

    def labels(step: int) -> str:
        shown = years[::-1][::step]
        # Where columns are narrower than a label, the last ends with the chart.
        last = _text(
            "100%" if step > 1 else f"{place[shown[0]]:.2f}%",
            axis.bottom + 17,
            str(shown[0]),
            INK,
            "end" if step > 1 else "middle",
            size=12,
        )
        return last + "".join(
            _text(f"{place[y]:.2f}%", axis.bottom + 17, str(y), INK, size=12) for y in shown[1:]
        )

    drawn = _svg(axis, [*parts, *_for_widths(labels(1), labels(-(-n // 12)), labels(-(-n // 6)))])
    return Markup('<ul class="legend">{}</ul>{}').format(Markup(named), drawn)  # noqa: S704 - made here, names escaped


def funnel(rows: pd.DataFrame, overall: float) -> Markup:
    """A rate of many small groups against their size. `rows`: `group`, `value`, `denominator`, `outside` (flag)."""
    size = np.arange(1, int(rows["denominator"].max() * 1.1) + 2)
    axis, most = _Axis(0.0, 100.0, 260, "Percent"), float(size[-1])
    parts = [axis.grid()]
    for tail, dash in ((0.025, "4 3"), (0.001, "none")):
        for level in (tail, 1 - tail):
            curve = 100 * stats.binom.ppf(level, size, overall / 100) / size
            parts += [
                _line(
                    100 * a / most, axis.y(y), 100 * b / most, axis.y(z), GREY, f'stroke-dasharray="{dash}"'
                )
                for a, b, y, z in zip(size, size[1:], curve, curve[1:], strict=False)
            ]
    parts.append(_line(0, axis.y(overall), 100, axis.y(overall), INK))
    for row in rows.to_dict("records"):
        x, y = 100 * row["denominator"] / most, axis.y(row["value"])
        parts.append(_circle(x, y, 4.5))
        if row["outside"]:
            anchor, dx = ("end", -9) if x > 55 else ("start", 9)
            parts.append(_text(f"{x:.2f}%", y + 4, row["group"], INK, anchor, dx=dx, size=12))
    ticks = [tick for tick in _ticks(0, most, 6) if tick < 0.93 * most]
    parts += [
        _text(
            f"{100 * t / most:.2f}%",
            axis.bottom + 17,
            f"{t:,.0f}",
            INK,
            "start" if t == 0 else "middle",
            size=12,
        )
        for t in ticks
    ]
    parts.append(_text("100%", axis.bottom + 17, "cases", INK, "end", size=12))
    return _svg(axis, parts)


def sparkline(values: Iterable[float]) -> Markup:
    """A course without axes, for a line of text: neighbours are joined, the latest value of all has the dot.

    Nothing below two values.
    """
    every = list(values)
    known = [(i, value) for i, value in enumerate(every) if not math.isnan(value)]
    if len(known) < 2:
        return Markup()
    low, high = (f(value for _, value in known) for f in (min, max))
    at = {i: (4 + 90 * i / (len(every) - 1), 24 - 20 * (v - low) / ((high - low) or 1)) for i, v in known}
    parts = [_line(*at[i], *at[i + 1], BLUE, 'stroke-width="2"') for i in at if i + 1 in at]
    alone = [i for i in at if i - 1 not in at and i + 1 not in at]
    parts += [_circle(*at[i], 2.5) for i in alone]
    if len(every) - 1 in at:
        parts.append(_circle(*at[len(every) - 1], 3.5, ORANGE))
    return _drawn(28, parts, "spark")


def is_outside(numerator: pd.Series, denominator: pd.Series, overall: float) -> pd.Series:
    """Beyond the 99.8% limits of a funnel about the overall rate."""
    n = denominator.to_numpy("int64")
    low, high = (stats.binom.ppf(tail, n, overall / 100) for tail in (0.001, 0.999))
    return pd.Series((numerator.to_numpy() < low) | (numerator.to_numpy() > high), index=numerator.index)


class _Axis:
    """A vertical axis from `least` to `most`, `height` pixels high."""

    def __init__(self, least: float, most: float, height: int, unit: str) -> None:
        self.unit, self.height = unit, height
        self.ticks = _ticks(least, most, 5)
        self.least, self.most = self.ticks[0], self.ticks[-1]
        self.bottom = _TOP + height

    def y(self, value: float) -> float:
        """Pixels from the top."""
        return self.bottom - self.height * (value - self.least) / (self.most - self.least)

    @property
    def labels(self) -> list[str]:
        """What stands at the ticks."""
        step = self.ticks[1] - self.ticks[0]
        decimals = 0 if step >= 1 else math.ceil(-math.log10(step) - 1e-9)
        percent = "%" if self.unit == "Percent" else ""
        return [f"{tick:,.{decimals}f}{percent}".replace("-", "−") for tick in self.ticks]

    @property
    def room(self) -> int:
        """How many letters the labels need at the left."""
        return max(map(len, self.labels))

    def grid(self) -> str:
        """Lines and labels of the ticks, and the unit over them."""
        svg = "" if self.unit == "Percent" else _text("0", 14, self.unit, GREY, "start", size=12)
        for tick, text in zip(self.ticks, self.labels, strict=True):
            svg += _line(0, self.y(tick), 100, self.y(tick), PALE)
            svg += _text("-7", self.y(tick) + 4, text, INK, "end", size=12)
        return svg


def _ticks(least: float, most: float, about: int) -> list[float]:
    """Round numbers from at most `least` to at least `most`."""
    if most <= least:
        return [float(math.floor(least)), math.floor(least) + 1.0]
    span = most - least
    power = 10.0 ** math.floor(math.log10(span / about))
    step = next(times * power for times in (1, 2, 2.5, 5, 10) if times * power * about >= span * 0.999)
    first, last = math.floor(least / step + 1e-9), math.ceil(most / step - 1e-9)
    return [step * i for i in range(first, max(last, first + 1) + 1)]


def _svg(axis: _Axis, parts: list[str]) -> Markup:
    return _drawn(axis.bottom + _BOTTOM, parts, f"chart y{axis.room}")


def _drawn(height: float, parts: Iterable[str], kind: str) -> Markup:
    # Letters without a font of their own: those of the page, whatever it is.
    return Markup(  # noqa: S704 - numbers, and texts that are escaped
        f'<svg class="{kind}" width="100%" height="{height:.0f}" aria-hidden="true" focusable="false">'
        f"{''.join(parts)}</svg>"
    )


def _rows(drawn: Iterable[tuple[str, str]], height: int) -> Markup:
    """Rows of words and drawings."""
    rows = "".join(
        f'<div class="row"><div>{escape(words)}</div>{_drawn(height, [inside], "chart")}</div>'
        for words, inside in drawn
    )
    return Markup(f'<div class="rows" aria-hidden="true">{rows}</div>')  # noqa: S704 - as above


def _for_widths(wide: str, middling: str, narrow: str) -> list[str]:
    return [
        f'<g class="{name}">{inside}</g>' for name, inside in (("w", wide), ("m", middling), ("s", narrow))
    ]


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, more: str = "") -> str:
    return f'<line x1="{x1:.2f}%" y1="{y1:.1f}" x2="{x2:.2f}%" y2="{y2:.1f}" stroke="{colour}" {more}/>'


def _circle(x: float, y: float, r: float = 4.5, colour: str = BLUE) -> str:
    return f'<circle cx="{x:.2f}%" cy="{y:.1f}" r="{r}" fill="{colour}"/>'


def _diamond(x: float, y: float) -> str:
    path = f'<path d="M0-8 8 0 0 8-8 0z" fill="{ORANGE}"/>'
    return f'<svg x="{x:.2f}%" y="{y:.1f}" width="1" height="1" overflow="visible">{path}</svg>'


def _text(
    x: str,
    y: float,
    words: str,
    colour: str,
    anchor: str = "middle",
    *,
    dx: int = 0,
    size: int = 13,
    is_bold: bool = False,
) -> str:
    more = f' dx="{dx}"' if dx else ""
    if is_bold:
        more += (
            ' font-weight="700" paint-order="stroke" stroke="#fff" stroke-width="4" stroke-linejoin="round"'
        )
    place = f'x="{x}" y="{y:.1f}" text-anchor="{anchor}"'
    return f'<text {place} font-size="{size}" fill="{colour}"{more}>{escape(words)}</text>'
