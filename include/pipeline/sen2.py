"""The SEN2 return through the year: rehearsed every night, built on the census day, signed by a person, sealed.

```
rehearse ──► dq.sen2_*, sen2/…/rehearsal/        every night
freeze   ──► sen2/…/draft/                       from the census day on
seal     ──► sen2/…/sealed-1/, sealed-2/ …       after somebody has approved
```

Files of a return hold names: `sen2/` in the lake is closed to other users of the machine, and with `SEND_FILES_KEY` set
each file of a return is encrypted at rest.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
from cryptography.fernet import Fernet, InvalidToken

from include.errors import ConfigError, NotYet, SendError
from include.lake import Lake, to_arrow, to_frame
from include.pipeline.night import LONDON, Counts, Night, warehouse
from include.pipeline.quality import holders
from include.reports import sen2 as pages
from include.sen2 import (
    Return,
    build_return,
    difference,
    return_years,
    summary,
    template,
    write_csv,
    write_xml,
    year_of,
)
from include.sen2 import explanations as explained
from include.sen2.build import IDS
from include.sen2.coverage import coverage, file_of, known_as, read_list, with_kept
from include.sen2.readiness import WHOLE, by_rule, readiness, with_owners
from include.sen2.reconcile import reconcile
from include.sen2.rules import check
from include.sen2.schema import faults
from include.settings import AuthorityConfig, Settings
from include.spreadsheet import write_csv as write_table
from include.spreadsheet import write_xlsx

_CLOCKS = """
    SELECT limit_id, case_key, clock_end, clock_status, in_scope, out_of_scope_reason, exception_recorded
    FROM marts.fact_clock
    WHERE authority = %s AND limit_id IN ('decide_to_assess', 'final_plan', 'decide_not_to_issue')
        AND clock_end BETWEEN %s AND %s
"""


def return_year(day: date) -> int:
    """The return that is being prepared on a day: the first whose deadline has not passed."""
    ahead = [year for year in return_years() if (year_of(year).deadline or year_of(year).census) >= day]
    return ahead[0] if ahead else return_years()[-1]


def rehearse(slug: str, year: int | None = None, extract_date: date | None = None) -> Counts:
    """Build and check the return on the records of a night, and record what stands in its way.

    Args:
        slug: the authority.
        year: of the return; the one being prepared unless told.
        extract_date: the night; the newest let through unless told.

    Raises:
        NotYet: no extract has been let through.
        ConfigError: nothing is known of that year, or a file of explanations is faulty.

    """
    night, tables = _records(slug, extract_date)
    year = year or return_year(night.extract_date)
    store = warehouse(night.settings)
    ret, before = (
        _build(night, tables, year),
        _build(night, tables, year - 1) if year - 1 in return_years() else None,
    )
    owners = holders(tables, night.extract_date)
    listed = with_owners(check(ret, before), owners, explained.read(night.settings.config_dir, slug, year))
    rules = by_rule(listed)
    known = known_as(year, night.settings.config_dir)
    span = year_of(year)
    facts = {
        "fact_clock": store.query(_CLOCKS, slug, span.first_day, span.last_day),
        "fact_request": store.query(
            "SELECT case_key, received_date, request_outcome FROM marts.fact_request WHERE authority = %s",
            slug,
        ),
        "fact_plan": store.query(
            "SELECT plan_key, held_from, cease_date FROM marts.fact_plan WHERE authority = %s", slug
        ),
    }
    frames = {
        "dq.sen2_result": rules.assign(dfe_rule=rules["rule"].map(known).astype("str")),
        "dq.sen2_finding": _without_identifiers(night, listed),
        "dq.sen2_readiness": readiness(ret, listed, owners),
        "dq.sen2_reconciliation": reconcile(ret, facts, night.keys, min(span.census, night.extract_date)),
    }
    about = {name: frame.assign(return_year=year) for name, frame in frames.items()}
    store.record_quality(night.run, about, return_year=year)
    counts = summary(ret, before)
    ahead = next((d for d in (span.census, span.deadline) if d and d >= night.extract_date), None)
    days_left = (ahead - night.extract_date).days if ahead else None
    home = f"sen2/authority={slug}/year={year}"
    shown = listed.drop(columns=["fields"])
    night.lake.write_folder(
        f"{home}/rehearsal",
        {
            "index.html": pages.page(store.query, slug, year, night.extract_date, days_left).encode(),
            "findings.csv": _bytes(lambda path: write_table(shown, path)),
            "findings.xlsx": _bytes(
                lambda path: write_xlsx({"Rules": rules, "Records": shown, "Counts": counts}, path)
            ),
            "counts.csv": _bytes(lambda path: write_table(counts, path)),
        },
        year=year,
        extract_date=str(night.extract_date),
    )
    whole = frames["dq.sen2_readiness"].query("module == 'all' and team == 'all'").iloc[0]
    return {
        "year": str(year),
        "extract_date": str(night.extract_date),
        "records": int(whole["records"]),
        "percent_ready": float(whole["percent_ready"]),
        **_tally(rules),
        "written_to": f"{night.lake.root}/{home}/rehearsal",
    }


def freeze(slug: str, year: int | None = None, *, again: bool = False, now: datetime | None = None) -> Counts:
    """From the census day on, build the return as it stood on that day and lay it out for signing.

    A draft is made once; `again` makes another from the records as they are now, for a resubmission. Records that were
    corrected since the census day are in it as corrected; what happened after that day is not.

    Returns:
        `frozen`: whether a draft was made; if so `errors`, `queries` and `unexplained`.

    """
    now = now or datetime.now(UTC)
    night, tables = _records(slug, None)
    year = year or return_year(night.extract_date)
    home = f"sen2/authority={slug}/year={year}"
    census = year_of(year).census
    if night.extract_date < census:
        return {"year": str(year), "frozen": False, "why": f"the census day is {census}"}
    draft = night.lake.manifest(f"{home}/draft")
    if draft and draft["made_at"] == now.isoformat():
        # The same run once more: what it laid out is still to be signed.
        return {"year": str(year), "frozen": True, **_shown_to_signer(draft)}
    if draft and not again:
        return {"year": str(year), "frozen": False, "why": "there is a draft already"}
    ret = _build(night, tables, year)
    before = _build(night, tables, year - 1) if year - 1 in return_years() else None
    rules = by_rule(
        with_owners(
            check(ret, before),
            holders(tables, night.extract_date),
            explained.read(night.settings.config_dir, slug, year),
        )
    )
    message = write_xml(ret, now)
    files = {f"sen2-{year}.xml": message, **write_csv(ret, now.astimezone(LONDON).date())}
    files["template.xlsx"] = _bytes(lambda path: write_xlsx({"Data Entry Template": template(ret)}, path))
    form = faults(message, year)
    protected = {name + suffix: content for name, (content, suffix) in _protected(files).items()}
    hashed = {n: to_arrow(f) for n, f in _hashed(night, ret).items()}
    night.lake.write(f"{home}/records", hashed, made_at=now.isoformat())
    made = night.lake.write_folder(
        f"{home}/draft",
        protected,
        year=year,
        extract_date=str(night.extract_date),
        made_at=now.isoformat(),
        form_faults=form,
        **_tally(rules),
    )
    return {"year": str(year), "frozen": True, **_shown_to_signer(made)}


def _shown_to_signer(draft: dict[str, Any]) -> Counts:
    counts = {name: draft[name] for name in ("made_at", "errors", "queries", "unexplained")}
    return {**counts, "form_faults": len(draft["form_faults"])}


def seal(
    slug: str, year: int, approved_by: str, now: datetime | None = None, *, made_at: str | None = None
) -> Counts:
    """Seal the draft as the next version: its files with checksums, who approved it, and what changed since the last.

    The same draft sealed again is the same version.

    Args:
        slug: the authority.
        year: of the return.
        approved_by: who approved it.
        now: the moment; this one unless told.
        made_at: when the draft that was approved was made, so that no other is sealed under the same signature.

    Raises:
        NotYet: there is no draft.
        SendError: the draft is another than the approved one, a file of it was changed, or it is not whole.

    """
    now = now or datetime.now(UTC)
    settings = Settings.load()
    lake, home = Lake(settings.lake_url), f"sen2/authority={slug}/year={year}"
    draft = lake.manifest(f"{home}/draft")
    if draft is None:
        raise NotYet(
            f"There is no draft of the {year} return of {slug} to seal. It is made on the census day."
        )
    if made_at and draft["made_at"] != made_at:
        raise SendError(
            f"The draft that was approved was made at {made_at}; another was laid out since, at {draft['made_at']}."
            " That one needs an approval of its own."
        )
    versions = sorted(lake.manifests(f"{home}/sealed-*"), key=lambda each: int(each["version"]))
    if versions and versions[-1]["draft_made_at"] == draft["made_at"]:
        return {
            "year": year,
            "version": versions[-1]["version"],
            "sealed": False,
            "why": "this draft is sealed already",
        }
    version = len(versions) + 1
    files = {name: lake.read_bytes(f"{home}/draft/{name}") for name in draft["files"]}
    for name, content in files.items():
        if hashlib.sha256(content).hexdigest() != draft["files"][name]["sha256"]:
            raise SendError(
                f"{name} of the draft is not the file that was laid out for signing. Freeze it again."
            )
    # The draft and its records are two folders: a run killed between them leaves the records of another draft.
    if (lake.manifest(f"{home}/records") or {}).get("made_at") != draft["made_at"]:
        raise SendError("The draft was not laid out to its end. Freeze it again.")
    records = lake.read(f"{home}/records")
    changed = 0
    if versions:
        old = _return(lake, f"{home}/records-{version - 1}", slug, year, settings)
        moved = difference(old, _return(lake, f"{home}/records", slug, year, settings))
        changed = len(moved)
        files["difference.csv"] = _bytes(lambda path: write_table(moved, path))
    lake.write(f"{home}/records-{version}", records)
    lake.write_folder(
        f"{home}/sealed-{version}",
        files,
        version=version,
        approved_by=approved_by,
        sealed_at=now.isoformat(),
        draft_made_at=draft["made_at"],
        **{name: draft[name] for name in ("year", "extract_date", "errors", "queries", "unexplained")},
    )
    return {
        "year": str(year),
        "version": version,
        "sealed": True,
        "files": len(files),
        "changed_records": changed,
    }


def open_file(path: Path, out: Path) -> None:
    """Decrypt a file of a return, readable by its owner alone.

    Raises:
        ConfigError: there is no key, or not the one that it was encrypted with.

    """
    cipher = _cipher()
    if cipher is None:
        raise ConfigError("SEND_FILES_KEY is not set.")
    try:
        content = cipher.decrypt(path.read_bytes())
    except InvalidToken:
        raise ConfigError(f"SEND_FILES_KEY is not the key that {path.name} was encrypted with.") from None
    out.touch(mode=0o600)
    out.chmod(0o600)
    out.write_bytes(content)


def compare_rules(
    path: Path,
    year: int,
    *,
    confirm: Mapping[str, str] | None = None,
    confirm_from: float | None = None,
    by: str = "",
    keep: bool = False,
) -> pd.DataFrame:
    """DfE's list of rules in a spreadsheet beside ours; see `include.sen2.coverage`.

    Args:
        path: the list, ODS or XLSX.
        year: of the return.
        confirm: DfE's number -> ours, confirmed by a person.
        confirm_from: confirms each best candidate that has this score or more, too.
        by: who confirms; needed to confirm.
        keep: write the list with its matches to `config/sen2/rules-<year>.csv`; what is confirmed is always kept.

    Raises:
        ConfigError: the list cannot be read, a match names a rule that there is not, or nobody confirms it.

    """
    folder = Settings.load().config_dir
    listed, now = read_list(path), dict(confirm or {})
    if confirm_from is not None:
        found = coverage(listed, year, folder)
        for row in found[found["candidates"] != ""].to_dict("records"):
            if float(str(row["score"]).split(";")[0]) >= confirm_from:
                now.setdefault(str(row["dfe_rule"]), str(row["candidates"]).split(";")[0])
    if now and not by.strip():
        raise ConfigError("Matches are confirmed in somebody's name: give it with --by.")
    compared = with_kept(coverage(listed, year, folder, now), year, folder, by.strip(), set(now))
    if keep or now:
        to = file_of(folder, year)
        to.parent.mkdir(parents=True, exist_ok=True)
        part = to.with_name(f".{to.name}.part")
        write_table(compared, part)
        part.replace(to)
    return compared


def _records(slug: str, extract_date: date | None) -> tuple[Night, dict[str, pd.DataFrame]]:
    night = Night.open(slug, extract_date or date.max)
    if extract_date is None:
        days = night.lake.extract_dates("conformed", slug)
        if not days:
            raise NotYet(f"No extract of {slug} has been let through yet. Run the nightly steps first.")
        night = Night(night.settings, night.authority, days[-1])
    return night, {n: to_frame(t) for n, t in night.lake.read(night.path("conformed")).items()}


def _build(night: Night, tables: dict[str, pd.DataFrame], year: int) -> Return:
    authority = night.authority
    return build_return(
        tables, year=year, la_code=authority.la_code, as_at=night.extract_date, header=authority.sen2_header
    )


def _return(lake: Lake, path: str, slug: str, year: int, settings: Settings) -> Return:
    modules = {name: to_frame(table).astype("str") for name, table in lake.read(path).items()}
    return Return(year, AuthorityConfig.load(settings, slug).la_code, year_of(year).census, modules)


def _hashed(night: Night, ret: Return) -> dict[str, pd.DataFrame]:
    """The records with a keyed hash in the place of each value: enough to tell later which of them changed."""
    return {
        module: frame.assign(
            **{item: night.keys("sen2_value", frame[item]) for item in frame.columns.difference(IDS)}
        )
        for module, frame in ret.modules.items()
    }


def _without_identifiers(night: Night, listed: pd.DataFrame) -> pd.DataFrame:
    """Findings as they may stand in `dq`: a keyed hash for each record."""
    keys = night.keys("sen2_record", listed["module"] + ":" + listed["record_id"].fillna(""))
    made = listed.assign(
        record_key=keys.where(listed["record_id"].notna(), WHOLE), is_explained=listed["explanation"].notna()
    )
    return made.drop_duplicates(["rule", "module", "record_key"])


def _tally(rules: pd.DataFrame) -> Counts:
    queries = rules[rules["level"] == "query"]
    return {
        "errors": int(rules.loc[rules["level"] == "error", "records"].sum()),
        "queries": int(queries["records"].sum()),
        "unexplained": int(queries["records"].sum() - queries["explained"].sum()),
    }


def _cipher() -> Fernet | None:
    key = os.environ.get("SEND_FILES_KEY")
    try:
        return Fernet(key) if key else None
    except ValueError:
        raise ConfigError(
            "SEND_FILES_KEY is not a key. Make one: python -c 'from cryptography.fernet import Fernet;"
            " print(Fernet.generate_key().decode())'"
        ) from None


def _protected(files: dict[str, bytes]) -> dict[str, tuple[bytes, str]]:
    cipher = _cipher()
    return {
        name: (cipher.encrypt(content), ".encrypted") if cipher else (content, "")
        for name, content in files.items()
    }


def _bytes(write: Callable[[BytesIO], None]) -> bytes:
    """What would be in a file; names never touch a disk unprotected on their way."""
    buffer = BytesIO()
    write(buffer)
    return buffer.getvalue()


__all__ = ["compare_rules", "freeze", "open_file", "rehearse", "return_year", "seal"]
