"""Councils of three sizes with their public packs, for attacks on what those packs withhold.

    python -m benchmarks.public_packs                            # both for the small one, in a folder that goes
    python -m benchmarks.public_packs make FOLDER [SIZE ...]     # some minutes for each size
    python -m benchmarks.public_packs attack FOLDER [SIZE ...]   # what an outsider finds in the finished files

Each council publishes two half-terms, then corrects its records, publishes the second of them again and a third one.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pandas as pd

from include.warehouse import embedded
from tests.reports import attacker, stranger

# Rutland's volumes, those of a council in the middle (Bedford), and those of the demonstration (Kirklees).
SIZES = {"small": ("857", 2021), "middle": ("822", 2020), "large": ("382", 2019)}
FIRST, LAST_DAY, CORRECTED_ON = "2023-24-autumn-2", date(2026, 3, 15), date(2026, 3, 16)
HALF_TERMS = {
    "2025-26-autumn-1": datetime(2025, 11, 10, 9, tzinfo=UTC),
    "2025-26-autumn-2": datetime(2026, 1, 12, 9, tzinfo=UTC),
    "2025-26-spring-1": datetime(2026, 3, 2, 9, tzinfo=UTC),
}
# Share of requests that turn out never to have been made, when the records are corrected.
CORRECTED = 0.02


def make(root: Path, la_code: str, first_year: int) -> None:
    """A council's data folder with all its packs, made afresh."""
    shutil.rmtree(root, ignore_errors=True)
    (root / "config").mkdir(parents=True)
    (root / "config/demo.yaml").write_text(
        f'name: Council {la_code} (SYNTHETIC)\nla_code: "{la_code}"\nons_code: E06000017\nsynthetic: true\n'
        f"history_from: {first_year}\nsource: {{kind: sql, schema: cms}}\n",
        encoding="utf-8",
    )
    os.environ |= {
        "SEND_CONFIG_DIR": str(root / "config"),
        "SEND_DATA_DIR": str(root / "data"),
        "SEND_LAKE_URL": str(root / "lake"),
        "SEND_PSEUDONYM_KEY": "a secret of the benchmark",
    }
    from include import pipeline, synthetic
    from include.settings import Settings
    from include.warehouse import embedded_url

    council = synthetic.generate(la_code, first_year, LAST_DAY, seed=1)
    source = embedded_url(Settings.load().data_dir, "case_management")
    os.environ["SEND_SOURCE_DEMO_URL"] = source
    synthetic.to_postgres(council, source, schema="cms")
    pipeline.nightly("demo", LAST_DAY)
    pipeline.load_published()
    *_, second, third = HALF_TERMS
    pipeline.backfill("demo", FIRST, third)

    def publish(period: str, moment: datetime) -> None:
        pipeline.publish("demo", period, moment, force=True)
        began = time.perf_counter()
        made = pipeline.build_pack("demo", period)
        print(f"{root.name} {made['report']}: {time.perf_counter() - began:.0f} s", flush=True)
        home = root / "lake/reports/authority=demo" / f"period={period}"
        shutil.copytree(home, root / f"packs/{len(told)}-{made['report']}", dirs_exist_ok=True)
        told.append(made["report"])

    told: list[str] = []
    for period in list(HALF_TERMS)[:2]:
        publish(period, HALF_TERMS[period])
    _correct(council.tables)
    # The corrected records are those of a day later.
    synthetic.to_postgres(replace(council, last_day=CORRECTED_ON), source, schema="cms")
    pipeline.nightly("demo", CORRECTED_ON)
    pipeline.backfill("demo", FIRST, third)
    publish(second, datetime(2026, 3, 17, 9, tzinfo=UTC))
    publish(third, datetime(2026, 3, 18, 9, tzinfo=UTC))


def attack(root: Path) -> None:
    """Print what is withheld, and what an outsider finds of it."""
    packs = [
        attacker.read(folder / "public", folder / "restricted/board.csv")
        for folder in sorted((root / "packs").iterdir())
    ]
    began = time.process_time()
    found = attacker.Attack(packs).solve()
    shares = ", ".join(f"{pack.withheld} of {pack.rows}" for pack in packs)
    print(
        f"{root.name}: withheld {shares}; of {found.targets} small counts found exactly {len(found.exact)},"
        f" nearly {len(found.narrow)}, by {found.rules} rules in {time.process_time() - began:.0f} s of a processor"
    )
    for each in (*found.exact, *found.narrow):
        print("   ", *each)
    began = time.process_time()
    read = [
        stranger.read(folder / "public", folder / "restricted/board.csv")
        for folder in sorted((root / "packs").iterdir())
    ]
    for years, knows in ((False, ""), (True, " who knows the Department's calendar years")):
        seen = stranger.Stranger(read, years=years).solve()
        print(
            f"{root.name}, a statistician{knows}: of {seen.targets} small numbers told openly {len(seen.open)}, found"
            f" exactly {len(seen.exact)}, nearly {len(seen.near)}, by {seen.rules} rules;"
            f" {sum(pack.figures_read for pack in read)} figures of pages and sheets compared;"
            f" {time.process_time() - began:.0f} s of a processor"
        )
        for said in (*seen.open, *seen.exact, *seen.near):
            print("   ", said)


def _correct(tables: dict[str, pd.DataFrame]) -> None:
    """Take some requests out of the records, with all that hangs on them."""
    requests = tables["request"]["request_id"]
    gone = set(requests[np.random.default_rng(2).random(len(requests)) < CORRECTED])
    plans = tables["active_plan"]
    gone_plans = set(plans.loc[plans["request_id"].isin(gone), "active_plan_id"])
    for name, rows in tables.items():
        for column, ids in (("request_id", gone), ("active_plan_id", gone_plans)):
            if column in rows:
                rows = rows[~rows[column].isin(ids)]
        tables[name] = rows.reset_index(drop=True)


def main(command: str, folder: str, *sizes: str) -> None:
    """Run a command for each size."""
    for size in sizes or SIZES:
        root = Path(folder).resolve() / size
        if command == "make":
            make(root, *SIZES[size])
        else:
            attack(root)


def small_one() -> None:
    """Make and attack the packs of the small council, and leave nothing."""
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as folder:
        try:
            for command in ("make", "attack"):
                main(command, folder, "small")
        finally:
            embedded.stop(Path(folder).resolve() / "small/data")


if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) > 2 else small_one()
