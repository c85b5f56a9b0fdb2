"""Charts of a pack, drawn with Altair and embedded as SVG. Each has its text and its data beside it.

A trend has the limits of its kind (`variation.yaml`). Groups have Wilson's 95% interval; many small groups have the
exact binomial limits of a funnel plot (Spiegelhalter 2005).
Colours are Okabe and Ito's; shape or dash differs wherever colour does.
"""

from __future__ import annotations

import re
from functools import cache
from zlib import crc32

import altair as alt
import numpy as np
import pandas as pd
import vl_convert
from scipy.stats import binom

BLUE, ORANGE, GREY, INK = "#0072B2", "#B34700", "#767676", "#1a1a1a"
_WIDTH = 620


def trend(points: pd.DataFrame, unit_title: str, target: float | None) -> str:
    """One measure over half-terms.

    Args:
        points: `period` (label, in time order), `value`, `text`, `kind` (`routine` or `signal`), and of its limits,
            missing where it has none, `centre`, `low`, `high`.
        unit_title: of the values.
        target: drawn as a line.

    """
    y = alt.Y("value:Q", title=unit_title)
    percent = unit_title == "Percent"
    y = y.scale(domain=[0, 100]) if percent else y.scale(zero=True)
    x = alt.X("period:N", sort=None, title=None).axis(labelAngle=-45, labelLimit=140)
    base = alt.Chart(points).encode(x=x)
    layers: list[alt.Chart] = []
    if points["low"].notna().any():
        limits = alt.Chart(points.dropna(subset=["low"])).encode(x=x)
        layers += [
            limits.mark_rect(color=GREY, opacity=0.14, width={"band": 1}).encode(
                y=alt.Y("low:Q", title=unit_title), y2="high:Q"
            ),
            limits.mark_tick(color=GREY, width={"band": 1}).encode(y="centre:Q"),
        ]
    if target is not None:
        layers += [
            alt.Chart(pd.DataFrame({"y": [target]}))
            .mark_rule(color=ORANGE, strokeDash=[6, 4], strokeWidth=1.5)
            .encode(y="y:Q"),
            _end_label(target, "target", ORANGE, points),
        ]
    layers.append(base.mark_line(color=BLUE, strokeWidth=2).encode(y=y))
    layers.append(
        base.mark_point(filled=True, opacity=1, stroke="white").encode(
            y=y,
            shape=alt.Shape("kind:N", legend=None).scale(
                domain=["routine", "signal"], range=["circle", "diamond"]
            ),
            size=alt.Size("kind:N", legend=None).scale(domain=["routine", "signal"], range=[50, 150]),
            color=alt.Color("kind:N", legend=None).scale(domain=["routine", "signal"], range=[BLUE, ORANGE]),
        )
    )
    latest = points.dropna(subset="value").tail(1)
    layers.append(
        alt.Chart(latest)
        .mark_text(dy=-13, fontSize=13, fontWeight="bold", color=INK)
        .encode(x=x, y="value:Q", text="text:N")
    )
    return _svg(alt.layer(*layers), height=240, right=70)


def groups(rows: pd.DataFrame, overall: float | None) -> str:
    """A rate by group with its interval. `rows`: `group`, `value`, `low`, `high`; in the order to be shown."""
    y = alt.Y("group:N", sort=None, title=None).axis(labelLimit=330)
    base = alt.Chart(rows).encode(y=y)
    x = alt.X("low:Q", title="Percent, with 95% interval").scale(domain=[0, 100]).axis(tickCount=10)
    layers: list[alt.Chart] = [
        base.mark_rule(color=BLUE, strokeWidth=3, opacity=0.5).encode(x=x, x2="high:Q"),
        base.mark_point(filled=True, size=80, color=BLUE, opacity=1).encode(x="value:Q"),
    ]
    if overall is not None:
        line = pd.DataFrame({"x": [overall], "text": [f"all: {overall:.1f}%"]})
        layers += [
            alt.Chart(line).mark_rule(color=INK, strokeDash=[4, 3]).encode(x="x:Q"),
            alt.Chart(line)
            .mark_text(dy=-8, fontSize=12, color=INK, baseline="bottom")
            .encode(x="x:Q", text="text:N", y=alt.value(0)),
        ]
    return _svg(alt.layer(*layers), height=30 * len(rows), top=24)


def bars(rows: pd.DataFrame, unit_title: str) -> str:
    """Counts by group, each labelled. `rows`: `group`, `count`, `text`; in the order to be shown."""
    y = alt.Y("group:N", sort=None, title=None).axis(labelLimit=330)
    base = alt.Chart(rows).encode(y=y, x=alt.X("count:Q", title=unit_title).axis(tickCount=6, format="d"))
    layers = [
        base.mark_bar(color=BLUE, height={"band": 0.7}),
        base.mark_text(align="left", dx=5, fontSize=13, color=INK).encode(text="text:N"),
    ]
    return _svg(alt.layer(*layers), height=28 * len(rows), right=60)


def nights(rows: pd.DataFrame, unit_title: str) -> str:
    """A count or share night by night. `rows`: `night` (date), `value`, `kind` (`let through` or `stopped`)."""
    points = rows.assign(night=pd.to_datetime(rows["night"]))
    base = alt.Chart(points).encode(
        x=alt.X("night:T", title=None).axis(format="%-d %b", labelAngle=0, tickCount=8, grid=False),
        y=alt.Y("value:Q", title=unit_title).scale(zero=True),
    )
    kinds = ["let through", "stopped"]
    layers = [
        base.mark_line(color=BLUE, strokeWidth=2),
        base.mark_point(filled=True, opacity=1, stroke="white").encode(
            shape=alt.Shape("kind:N", legend=None).scale(domain=kinds, range=["circle", "diamond"]),
            size=alt.Size("kind:N", legend=None).scale(domain=kinds, range=[40, 170]),
            color=alt.Color("kind:N", legend=None).scale(domain=kinds, range=[BLUE, ORANGE]),
        ),
        base.transform_filter(alt.datum["kind"] == "stopped")
        .mark_text(dy=-14, fontSize=12, color=ORANGE)
        .encode(text=alt.value("stopped")),
    ]
    return _svg(alt.layer(*layers), height=150, right=30, top=24)


def funnel(rows: pd.DataFrame, overall: float) -> str:
    """A rate of many small groups against their size. `rows`: `group`, `value`, `denominator`, `outside` (flag)."""
    size = np.arange(1, int(rows["denominator"].max() * 1.1) + 2)
    share = overall / 100
    curves = pd.concat(
        pd.DataFrame({"n": size, "y": 100 * binom.ppf(level, size, share) / size, "limit": f"{name} {side}"})
        for name, tail in (("95%", 0.025), ("99.8%", 0.001))
        for side, level in (("low", tail), ("high", 1 - tail))
    )
    x = alt.X("n:Q", title="Cases").scale(domain=[0, int(size[-1])])
    y = alt.Y("y:Q", title="Percent").scale(domain=[0, 100])
    limits = (
        alt.Chart(curves)
        .mark_line(color=GREY, strokeWidth=1, interpolate="step-after")
        .encode(
            x=x,
            y=y,
            detail="limit:N",
            strokeDash=alt.StrokeDash("limit:N", legend=None).scale(
                domain=["95% low", "95% high", "99.8% low", "99.8% high"],
                range=[[4, 3], [4, 3], [1, 0], [1, 0]],
            ),
        )
    )
    mean = alt.Chart(pd.DataFrame({"y": [overall]})).mark_rule(color=INK, strokeWidth=1).encode(y="y:Q")
    dots = (
        alt.Chart(rows)
        .mark_point(filled=True, size=70, opacity=0.9, color=BLUE)
        .encode(x=alt.X("denominator:Q"), y="value:Q")
    )
    outside = rows[rows["outside"]]
    names = (
        alt.Chart(outside)
        .mark_text(align="left", dx=8, fontSize=12, color=INK)
        .encode(x="denominator:Q", y="value:Q", text="group:N")
    )
    return _svg(alt.layer(limits, mean, dots, names), height=300, right=60)


def is_outside(numerator: pd.Series, denominator: pd.Series, overall: float) -> pd.Series:
    """Beyond the 99.8% limits of a funnel about the overall rate."""
    n = denominator.to_numpy("int64")
    low, high = (binom.ppf(tail, n, overall / 100) for tail in (0.001, 0.999))
    return pd.Series((numerator.to_numpy() < low) | (numerator.to_numpy() > high), index=numerator.index)


def _end_label(y: float, text: str, colour: str, points: pd.DataFrame) -> alt.Chart:
    """A label at the right edge, in the place of a legend."""
    data = pd.DataFrame({"y": [y], "text": [text]})
    return (
        alt.Chart(data)
        .mark_text(align="left", dx=4, fontSize=12, color=colour, baseline="middle", clip=False)
        .encode(x=alt.value(_WIDTH), y="y:Q", text="text:N")
    )


def _svg(chart: alt.LayerChart | alt.FacetChart, height: int, right: int = 10, top: int = 10) -> str:
    made = (
        chart.properties(
            width=_WIDTH, height=height, padding={"left": 5, "right": right, "top": top, "bottom": 5}
        )
        .configure_axis(
            labelFontSize=13,
            titleFontSize=13,
            labelColor=INK,
            titleColor=INK,
            titleFontWeight="normal",
            gridColor="#e5e5e5",
        )
        .configure_view(stroke=None)
    )
    return _drawn(made.to_json(indent=None))


@cache
def _drawn(spec: str) -> str:
    """The SVG of a chart. The same chart in two packs is drawn once."""
    svg: str = vl_convert.vegalite_to_svg(spec)
    # Pages hold many charts: identifiers inside one must not meet those of another. What it shows is told in words
    # beside it, so a reader with a screen reader is spared its thousand parts.
    svg = re.sub(r"\bclip(\d+)\b", f"clip{crc32(spec.encode())}-\\1", svg)
    return svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
