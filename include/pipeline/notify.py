"""Word that a half-term has been published."""

from __future__ import annotations

import json
import logging
from urllib.error import URLError
from urllib.request import Request, urlopen

from include.errors import ConfigError, NotYet
from include.pipeline.night import Counts, warehouse
from include.settings import AuthorityConfig, Settings

log = logging.getLogger(__name__)


def notify(slug: str, period: str) -> Counts:
    """Tell the address in `SEND_NOTIFY_URL` (an incoming webhook that takes `{"text": ...}`) about a publication.

    Without an address, or without a publication, it is told in the log only. The message holds counts and no figure.

    Raises:
        ConfigError: the address does not take it.
        NotYet: it cannot be reached.

    """
    settings = Settings.load()
    name = AuthorityConfig.load(settings, slug).name
    store = warehouse(settings)
    latest = store.latest_publication(slug, period)
    if latest is None:
        return {"period": period, "told": False}
    revised = store.query(
        "SELECT count(*) AS n FROM bi.revisions WHERE authority = %s AND dimension = 'all'"
        " AND reason <> 'unchanged' AND report_key = ANY(%s)",
        *(slug, [each.report_key for each in store.standing_publications(slug)]),
    )["n"].iloc[0]
    text = (
        f"{name}: {period} is published as {latest.report_key} with {latest.figures:,} figures. "
        f"{revised:,} totals published before read differently today; see bi.revisions."
    )
    log.info("%s", text)
    if settings.notify_url:
        _post(settings.notify_url, text)
    return {"period": period, "told": bool(settings.notify_url)}


def _post(url: str, text: str) -> None:
    if not url.startswith("https://") and not url.startswith("http://localhost"):
        raise ConfigError("SEND_NOTIFY_URL must begin https://.")
    asked = Request(  # noqa: S310 - checked above
        url, data=json.dumps({"text": text}).encode(), headers={"Content-Type": "application/json"}
    )
    try:
        with urlopen(asked, timeout=30):  # noqa: S310
            pass
    except URLError as error:
        code = getattr(error, "code", None)
        if code is not None and code < 500:
            raise ConfigError(f"SEND_NOTIFY_URL did not take the message: it answered {code}.") from None
        raise NotYet("SEND_NOTIFY_URL cannot be reached, or cannot take messages at the moment.") from None
