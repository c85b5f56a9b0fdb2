"""A page as PDF that screen readers can follow (PDF/UA-1), laid out by WeasyPrint without a browser."""

from __future__ import annotations

import hashlib
import logging
import re

# Labels of charts for wide and narrow screens, which CSS hides from a browser but not inside a drawing on paper.
_OTHER_WIDTHS = re.compile(r'<g class="[ws]">.*?</g>', re.DOTALL)
# A white edge under letters, which WeasyPrint would draw over them.
_EDGE = re.compile(r' paint-order="stroke" stroke="#fff" stroke-width="\d+" stroke-linejoin="round"')


def pdf(page: str) -> bytes | None:
    """The page as tagged PDF; None on a machine without Pango, which WeasyPrint needs from the system.

    The same page gives the same bytes on one machine; on another, with other fonts, lines may fall elsewhere.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError:
        return None
    # It tells of its steps, and of rules for screens that paper has no use for.
    for name in ("weasyprint", "weasyprint.progress"):
        logging.getLogger(name).setLevel(logging.ERROR)
    paper = _EDGE.sub("", _OTHER_WIDTHS.sub("", page))
    content: bytes = HTML(string=paper, url_fetcher=URLFetcher(allowed_protocols=[])).write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=hashlib.sha256(page.encode()).digest()[:16]
    )
    return content
