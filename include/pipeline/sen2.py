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
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from cryptography.fernet import Fernet, InvalidToken

from include import private
from include.errors import ConfigError, NotYet, SendError
from include.lake import Lake
from include.model.frames import to_arrow
from include.names import plain
from include.pipeline.night import LONDON, Counts, Night, warehouse
from include.pipeline.published import keep_own_published
from include.pipeline.sen2_checks import (
    Checked,
    checked,
    day_ahead,
    kept_return,
    newest_records,
    next_version,
    return_year,
    sealed_versions,
)
from include.sen2 import (
    Return,
    difference,
    moved_by_choices,
    summary,
    template_sheet,
    write_csv,
    write_xml,
    year_of,
)
from include.sen2.build import IDS
from include.sen2.coverage import coverage, file_of, read_list, with_kept
from include.sen2.readiness import WHOLE
from include.sen2.reconcile import reconcile
from include.sen2.schema import faults
from include.sen2.signing import approval_text, said
from include.settings import AuthorityConfig, Settings
from include.spreadsheet import write_csv as write_table
from include.spreadsheet import write_xlsx
from include.warehouse import Warehouse

_CLOCKS = """
    SELECT limit_id, case_key, clock_end, clock_status, in_scope, out_of_scope_reason, exception_recorded
    FROM marts.fact_clock
    WHERE authority = %s AND limit_id IN ('decide_to_assess', 'final_plan', 'decide_not_to_issue')
        AND clock_end BETWEEN %s AND %s
"""
# What a sealed version keeps of its draft's manifest.
_OF_THE_DRAFT = (
    *("year", "extract_date", "errors", "queries", "unexplained", "form_faults"),
    *("serial", "records", "approval"),
)

log = logging.getLogger(__name__)


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
    from include.reports import sen2 as pages

    night, tables = newest_records(slug, extract_date)
    year = year or return_year(night.extract_date)
    store = warehouse(night.settings)
    home = f"sen2/authority={slug}/year={year}"
    checks = checked(night, tables, year, serial=next_version(sealed_versions(night.lake, home)))
    ready, counts = checks.ready, summary(checks.ret, checks.previous)
    choices = moved_by_choices(
        tables,
        year=year,
        la_code=night.authority.la_code,
        as_at=night.extract_date,
        choices=night.authority.sen2_choices,
    )
    frames = {
        "dq.sen2_result": checks.rules,
        "dq.sen2_finding": _without_identifiers(night, checks.served),
        "dq.sen2_readiness": ready,
        "dq.sen2_reconciliation": _reconciliation(night, store, checks.ret),
        "dq.sen2_count": _with_set_aside(counts, checks),
        "dq.sen2_choice": choices.rename(columns={"value": "choice_value"}),
    }
    of_the_year = {name: frame.assign(return_year=year) for name, frame in frames.items()}
    store.record_quality(night.run, of_the_year, return_year=year)
    form = faults(write_xml(checks.ret, datetime.combine(night.extract_date, time(), LONDON)), year)
    page = pages.page(
        store.query,
        slug,
        year,
        night.extract_date,
        ahead=day_ahead(year, night.extract_date),
        notes=checks.notes,
        form_faults=len(form),
    )
    night.lake.write_folder(
        f"{home}/rehearsal",
        {"index.html": page.encode(), **_lists(checks, counts, choices)},
        year=year,
        extract_date=str(night.extract_date),
    )
    keep_own_published(night, checks.ret, tables.get("setting"))
    whole = ready.query("module == 'all' and team == 'all'").iloc[0]
    return {
        "year": str(year),
        "extract_date": str(night.extract_date),
        "records": int(whole["records"]),
        "percent_ready": float(whole["percent_ready"]),
        **checks.counts,
        "form_faults": len(form),
        "set_aside": len(checks.missing),
        "explanations_that_say_nothing": len(checks.notes),
        "last_year": checks.previous_is,
        "written_to": f"{night.lake.root}/{home}/rehearsal",
    }


def _reconciliation(night: Night, store: Warehouse, ret: Return) -> pd.DataFrame:
    """The return's figures beside those of the facts that are loaded."""
    slug, span = night.authority.slug, year_of(ret.year)
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
    return reconcile(ret, facts, night.keys, min(span.census, night.extract_date))


def _with_set_aside(counts: pd.DataFrame, checks: Checked) -> pd.DataFrame:
    """Records by module, beside how many validation set aside and what last year's count is of."""
    set_aside = counts["module"].map(checks.missing.groupby("module").size())
    return counts.drop(columns="change").assign(
        set_aside=set_aside.fillna(0).astype("int64"), previous_is=checks.previous_is
    )


def _lists(checks: Checked, counts: pd.DataFrame, choices: pd.DataFrame) -> dict[str, bytes]:
    """Files of a rehearsal for those who put records right."""
    shown = checks.shown
    sheets = {"Rules": checks.rules, "Records": shown, "Counts": counts}
    return {
        "findings.csv": _bytes(lambda path: write_table(shown, path)),
        "findings.xlsx": _bytes(lambda path: write_xlsx(sheets, path)),
        "counts.csv": _bytes(lambda path: write_table(counts, path)),
        "choices.csv": _bytes(lambda path: write_table(choices, path)),
        "explanations.csv": _bytes(lambda path: write_table(checks.explanations, path)),
    }


def freeze(slug: str, year: int | None = None, *, again: bool = False, now: datetime | None = None) -> Counts:
    """From the census day on, build the return as it stood on that day and lay it out for signing.

    A draft is made once; `again` makes another from the records as they are now, for a resubmission. Records that were
    corrected since the census day are in it as corrected; what happened after that day is not.

    Returns:
        `frozen`: whether a draft was made; if so `errors`, `queries`, `unexplained`, `form_faults`, and `approval`,
        all of it in words for whoever approves.

    """
    now = (now or datetime.now(UTC)).astimezone(LONDON)
    night, tables = newest_records(slug, None)
    year = year or return_year(night.extract_date)
    home = f"sen2/authority={slug}/year={year}"
    census = year_of(year).census
    if night.extract_date < census:
        return {"year": str(year), "frozen": False, "why": f"the census day is {census}"}
    draft = night.lake.manifest(f"{home}/draft")
    if draft and _same_moment(draft["made_at"], now.isoformat()):
        # The same run once more: what it laid out is still to be signed.
        return {"year": str(year), "frozen": True, **_shown_to_signer(draft)}
    if draft and not again:
        return {"year": str(year), "frozen": False, "why": "there is a draft already"}
    with _alone(night.settings, slug, year):
        return {"year": str(year), "frozen": True, **_shown_to_signer(_lay_out(night, tables, year, now))}


@contextmanager
def _alone(settings: Settings, slug: str, year: int) -> Iterator[None]:
    """Whoever lays out or seals the same return meanwhile waits: a version is written once, under one signature."""
    store = warehouse(settings)
    with store.transaction("laying out or sealing a return") as connection:
        store.take_turns(connection, f"sen2 {slug} {year}")
        yield


def _lay_out(night: Night, tables: dict[str, pd.DataFrame], year: int, now: datetime) -> dict[str, Any]:
    """Write a draft with its records; gives its manifest."""
    home = f"sen2/authority={night.authority.slug}/year={year}"
    versions = sealed_versions(night.lake, home)
    checks = checked(night, tables, year, serial=next_version(versions))
    message = write_xml(checks.ret, now)
    form = faults(message, year)
    hashed = _hashed(night, checks.ret)
    changed = None
    if versions:
        sealed = _sealed_return(night.lake, home, versions, checks.ret.la_code)
        changed = difference(sealed, replace(checks.ret, modules=hashed))
    counts = summary(checks.ret, checks.previous)
    approval = approval_text(
        counts=counts,
        previous_is=checks.previous_is,
        rules=checks.rules,
        form=form,
        changed=changed,
        explanations=checks.explanations,
        ret=checks.ret,
    )
    files = {f"sen2-{year}.xml": message, **_files_beside(checks, form, now)}
    protected = _protected(files, night.authority)
    records = {name: to_arrow(frame) for name, frame in hashed.items()}
    night.lake.write(f"{home}/records", records, made_at=now.isoformat())
    return night.lake.write_folder(
        f"{home}/draft",
        protected,
        year=year,
        extract_date=str(night.extract_date),
        made_at=now.isoformat(),
        serial=next_version(versions),
        form_faults=form,
        records={row["module"]: row["records"] for row in counts.to_dict("records")},
        approval=approval,
        **checks.counts,
    )


def _files_beside(checks: Checked, form: list[str], now: datetime) -> dict[str, bytes]:
    """The return as tables, and what is known against it."""
    ret, shown = checks.ret, checks.shown
    form_faults = pd.DataFrame({"fault": form}, dtype="str")
    return {
        **write_csv(ret, now),
        "template.xlsx": _bytes(
            lambda path: write_xlsx({"Data Entry Template": template_sheet(ret, now)}, path)
        ),
        "findings.csv": _bytes(lambda path: write_table(shown, path)),
        "explanations.csv": _bytes(lambda path: write_table(checks.explanations, path)),
        "form-faults.csv": _bytes(lambda path: write_table(form_faults, path)),
    }


def _sealed_return(lake: Lake, home: str, versions: list[dict[str, Any]], la_code: str) -> Return:
    """The last sealed version, as it is kept to compare with."""
    last = versions[-1]
    return kept_return(lake, f"{home}/records-{last['version']}", int(last["year"]), la_code)


def _shown_to_signer(draft: dict[str, Any]) -> Counts:
    counts = {name: draft[name] for name in ("made_at", "errors", "queries", "unexplained")}
    return {**counts, "form_faults": len(draft["form_faults"]), "approval": draft.get("approval", "")}


def _same_moment(one: str, other: str) -> bool:
    """Whatever offset each is written with."""
    return datetime.fromisoformat(one) == datetime.fromisoformat(other)


def draft_for_signing(slug: str, year: int) -> Counts:
    """What whoever approves the draft of a return has to see.

    Raises:
        NotYet: there is no draft.

    """
    draft = _draft_to_sign(Lake(Settings.load().lake_url), slug, year)
    return {"year": str(year), **_shown_to_signer(draft)}


def seal(
    slug: str,
    year: int,
    approved_by: str,
    now: datetime | None = None,
    *,
    made_at: str | None = None,
    reason: str = "",
) -> Counts:
    """Seal the draft as the next version: its files with checksums, who approved it, and what changed since the last.

    The same draft sealed again is the same version, also when two people seal it at the same time: the second is told
    who was first.

    Args:
        slug: the authority.
        year: of the return.
        approved_by: who approved it.
        now: the moment; this one unless told.
        made_at: when the draft that was approved was made, so that no other is sealed under the same signature.
        reason: why it is sealed though there are errors or faults of form; kept with it.

    Raises:
        NotYet: there is no draft.
        ConfigError: nobody has approved it, or no reason is given though there are errors or faults of form.
        SendError: the draft is another than the approved one, a file of it was changed, or it is not whole.

    """
    now = (now or datetime.now(UTC)).astimezone(LONDON)
    approved_by, reason = said(approved_by), said(reason)
    if not approved_by:
        raise ConfigError(
            "A return is sealed in the name of whoever approved it. Give the name (--approved-by)."
        )
    settings = Settings.load()
    slug, year = plain("authority", slug), year_of(year).year
    lake = Lake(settings.lake_url)
    _draft_to_sign(lake, slug, year, made_at)
    with _alone(settings, slug, year):
        return _sealed(settings, lake, slug, year, approved_by, now, made_at, reason)


def _sealed(
    settings: Settings,
    lake: Lake,
    slug: str,
    year: int,
    approved_by: str,
    now: datetime,
    made_at: str | None,
    reason: str,
) -> Counts:
    """As `seal`, while nobody else does."""
    home = f"sen2/authority={slug}/year={year}"
    draft = _draft_to_sign(lake, slug, year, made_at)
    versions = sealed_versions(lake, home)
    if versions and _same_moment(str(versions[-1]["draft_made_at"]), draft["made_at"]):
        return {
            "year": str(year),
            "version": versions[-1]["version"],
            "sealed": False,
            "why": f"this draft is sealed already, approved by {versions[-1]['approved_by']}",
        }
    _refuse_faulty(draft, reason)
    files, records = _as_laid_out(lake, home, draft)
    version, changed = next_version(versions), 0
    if versions:
        authority = AuthorityConfig.load(settings, slug)
        sealed = _sealed_return(lake, home, versions, authority.la_code)
        moved = difference(sealed, kept_return(lake, f"{home}/records", year, authority.la_code))
        changed = len(moved)
        files |= _protected({"difference.csv": _bytes(lambda path: write_table(moved, path))}, authority)
    lake.write(f"{home}/records-{version}", records)
    lake.write_folder(
        f"{home}/sealed-{version}",
        files,
        version=version,
        approved_by=approved_by,
        reason=reason,
        sealed_at=now.isoformat(),
        draft_made_at=draft["made_at"],
        **{name: draft[name] for name in _OF_THE_DRAFT if name in draft},
    )
    return {
        "year": str(year),
        "version": version,
        "sealed": True,
        "files": len(files),
        "changed_records": changed,
    }


def _draft_to_sign(lake: Lake, slug: str, year: int, made_at: str | None = None) -> dict[str, Any]:
    """Manifest of the draft: of the one made at that moment, if one is given. Errors as `seal`."""
    draft = lake.manifest(f"sen2/authority={slug}/year={year}/draft")
    if draft is None:
        raise NotYet(
            f"There is no draft of the {year} return of {slug} to seal. It is made on the census day."
        )
    if made_at and not _same_moment(draft["made_at"], made_at):
        raise SendError(
            f"The draft that was approved was made at {made_at}; another was laid out since, at {draft['made_at']}."
            " That one needs an approval of its own."
        )
    return draft


def _refuse_faulty(draft: dict[str, Any], reason: str) -> None:
    """Refuse what DfE would not take, unless there is a reason. Errors as `seal`."""
    if (draft["errors"] or draft["form_faults"]) and not reason:
        raise ConfigError(
            f"The draft has {draft['errors']} errors and {len(draft['form_faults'])} faults of form, with which DfE"
            " takes no return. Put them right and freeze again, or say why it is sealed all the same (--reason; in"
            " Airflow clear `approve` and fill in the reason)."
        )


def _as_laid_out(
    lake: Lake, home: str, draft: dict[str, Any]
) -> tuple[dict[str, bytes], dict[str, pa.Table]]:
    """Files and records of a draft.

    Raises:
        SendError: a file was changed since, or the draft is not whole.

    """
    try:
        files = {name: lake.read_bytes(f"{home}/draft/{name}") for name in draft["files"]}
    except FileNotFoundError:
        raise SendError("A file of the draft is gone since it was laid out. Freeze it again.") from None
    for name, content in files.items():
        if hashlib.sha256(content).hexdigest() != draft["files"][name]["sha256"]:
            raise SendError(
                f"{name} of the draft is not the file that was laid out for signing. Freeze it again."
            )
    # The draft and its records are two folders: a run killed between them leaves the records of another draft.
    if (lake.manifest(f"{home}/records") or {}).get("made_at") != draft["made_at"]:
        raise SendError("The draft was not laid out to its end. Freeze it again.")
    return files, lake.read(f"{home}/records")


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
    private.write(out, content)


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
    listed, confirmed, by = read_list(path), dict(confirm or {}), said(by)
    if confirm_from is not None:
        candidates = coverage(listed, year, folder)
        for row in candidates[candidates["candidates"] != ""].to_dict("records"):
            if float(str(row["score"]).split(";")[0]) >= confirm_from:
                confirmed.setdefault(str(row["dfe_rule"]), str(row["candidates"]).split(";")[0])
    if confirmed and not by:
        raise ConfigError("Matches are confirmed in somebody's name: give it with --by.")
    compared = with_kept(coverage(listed, year, folder, confirmed), year, folder, by, set(confirmed))
    if keep or confirmed:
        write_table(compared, file_of(folder, year))
    return compared


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
    with_keys = listed.assign(
        record_key=keys.where(listed["record_id"].notna(), WHOLE), is_explained=listed["explanation"].notna()
    )
    return with_keys.drop_duplicates(["rule", "module", "record_key"])


def _cipher() -> Fernet | None:
    key = Settings.load().files_key
    try:
        return Fernet(key) if key else None
    except ValueError:
        raise ConfigError(
            "SEND_FILES_KEY is not a key. Make one: python -c 'from cryptography.fernet import Fernet;"
            " print(Fernet.generate_key().decode())'"
        ) from None


def _protected(files: dict[str, bytes], authority: AuthorityConfig) -> dict[str, bytes]:
    """Files as they may lie in the lake: encrypted, and named so, where there is a key.

    Raises:
        ConfigError: there is none, and the children are not invented ones on somebody's own machine.

    """
    cipher = _cipher()
    if cipher is None and not authority.synthetic and Settings.load().warehouse_url:
        raise ConfigError(
            "SEND_FILES_KEY is not set, so the files of the return would lie unencrypted with names, dates of birth "
            "and postcodes of children. Nothing was written. Set the key (docs/deploy.md), keep a copy safe, and run "
            "the step again."
        )
    if cipher is None:
        log.warning("The files of this return are not encrypted: SEND_FILES_KEY is not set.")
    return (
        {f"{name}.encrypted": cipher.encrypt(content) for name, content in files.items()} if cipher else files
    )


def _bytes(write: Callable[[BytesIO], None]) -> bytes:
    """What would be in a file; names never touch a disk unprotected on their way."""
    buffer = BytesIO()
    write(buffer)
    return buffer.getvalue()


__all__ = ["compare_rules", "draft_for_signing", "freeze", "open_file", "rehearse", "return_year", "seal"]
