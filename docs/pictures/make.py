"""Pictures of what comes out, for the README: made from the demonstration, and checked for staleness.

    make demo && python docs/pictures/make.py           # writes them; needs Chromium and the development tools
    make up && python docs/pictures/make.py --airflow   # the DAG in Airflow's web page too
    python docs/pictures/make.py --check                # says whether pages changed since; makes nothing

Everything shown is SYNTHETIC.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
sys.path.insert(0, str(PROJECT))
# Of what pages are made. Their checksum is kept beside the pictures.
MADE_OF = (
    "include/reports/pack",
    "include/reports/templates",
    "include/reports/quality.py",
    "include/reports/policy.py",
)
STAMP = HERE / "made_of.sha256"
# So wide are pictures in the README, and so large are they at most.
WIDTH, MOST_BYTES = 900, 150_000


@dataclass(frozen=True)
class Picture:
    """A page, the part of it, and how it is looked at."""

    name: str
    page: str  # in the lake, the newest of those that match; of Airflow, its path
    part: str  # CSS selector
    across: int
    down: int
    media: str = "screen"
    of_airflow: bool = False


PICTURES = (
    Picture("one-page", "reports/authority=demo/period=*/restricted/board.html", "body", 703, 905, "print"),
    Picture("board", "reports/authority=demo/period=*/restricted/board.html", "#twenty-weeks", 1280, 1500),
    Picture("families-on-a-phone", "reports/authority=demo/period=*/public/parents.html", "body", 390, 844),
    Picture("quality", "quality/authority=demo/extract_date=*/index.html", "body", 1280, 1100),
    Picture("dag", "/dags/send_nightly_demo", ".react-flow__node", 1280, 620, of_airflow=True),
)
# A busy machine takes its time over Airflow's web page; its graph moves until it fits.
_PATIENCE_MS, _MOVES_MS = 300_000, 5_000


def made_of() -> str:
    """A checksum of all that pages are made of."""
    total = hashlib.sha256()
    for place in MADE_OF:
        root = PROJECT / place
        files = (
            [root]
            if root.is_file()
            else sorted(f for f in root.rglob("*") if f.suffix in (".py", ".html", ".css", ".yaml"))
        )
        for file in files:
            total.update(str(file.relative_to(PROJECT)).encode() + b"\0" + file.read_bytes())
    return total.hexdigest()


def is_stale() -> bool:
    """Whether pages changed since the pictures were made."""
    return not STAMP.exists() or STAMP.read_text(encoding="utf-8").strip() != made_of()


def main() -> None:
    """Make the pictures, or say whether they are stale."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--check", action="store_true", help="exit with 1 if pages changed since")
    options.add_argument(
        "--airflow", action="store_true", help="the pictures of Airflow too: `make up` runs it"
    )
    asked = options.parse_args()
    if asked.check:
        if is_stale():
            sys.exit(
                "Pages changed since the pictures of docs/pictures were made: python docs/pictures/make.py"
            )
        return
    from include.settings import Settings

    settings = Settings.load()
    lake = Path(settings.lake_url.removeprefix("file://"))
    for picture in PICTURES:
        found = sorted(lake.glob(picture.page)) if not picture.of_airflow else []
        if not (found or picture.of_airflow):
            sys.exit(f"No page {picture.page} in {lake}: run `make demo` first.")
        if picture.of_airflow and not asked.airflow:
            sys.stdout.write(f"{picture.name}.webp is left as it is\n")
            continue
        size = _taken(
            picture, found[-1].as_uri() if found else "", settings.data_dir / "airflow/passwords.json"
        )
        sys.stdout.write(f"{picture.name}.webp {size:,} bytes\n")
    STAMP.write_text(made_of() + "\n", encoding="utf-8")


def _taken(picture: Picture, page: str, passwords: Path) -> int:
    from PIL import Image
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        shown = browser.new_page(
            viewport={"width": picture.across, "height": picture.down}, device_scale_factor=1.5
        )
        if picture.of_airflow:
            _open_airflow(shown, picture, json.loads(passwords.read_text(encoding="utf-8"))["admin"])
        else:
            shown.emulate_media(media=picture.media)  # type: ignore[arg-type]
            shown.goto(page)
            box = shown.locator(picture.part).bounding_box() or {}
            shown.evaluate(f"window.scrollTo(0, {box.get('y', 0)})")
        seen = Image.open(io.BytesIO(shown.screenshot()))
        browser.close()
    across = min(WIDTH, picture.across)
    small = seen.convert("RGB").resize(
        (across, round(seen.height * across / seen.width)), Image.Resampling.LANCZOS
    )
    for quality in (85, 70, 55):
        written = io.BytesIO()
        small.save(written, "WEBP", quality=quality, method=6)
        if written.tell() < MOST_BYTES:
            break
    (HERE / f"{picture.name}.webp").write_bytes(written.getvalue())
    return written.tell()


def _open_airflow(shown: Page, picture: Picture, password: str) -> None:
    """Open a DAG's graph, of its latest run, in the Airflow that `make up` runs."""
    from include.airflow.local import URL

    shown.set_default_timeout(_PATIENCE_MS)
    shown.goto(f"{URL}{picture.page}")
    shown.fill("input[name=username]", "admin")
    shown.fill("input[name=password]", password)
    shown.keyboard.press("Enter")
    shown.get_by_role("button", name="Show Graph").click()
    shown.locator(picture.part).first.wait_for()
    runs = shown.locator(f'a[href*="{picture.page}/runs/"]')
    if runs.count():
        runs.first.click()
        shown.locator(picture.part).first.wait_for()
    shown.wait_for_timeout(_MOVES_MS)


if __name__ == "__main__":
    main()
