"""What a page of ours may load and run, said in the page itself: its own styles and nothing else.

Pages are files that people open from a folder or pass on, so no server adds a header. Should a text from a case system
ever slip past the escaping, the browser still runs no script, fetches nothing and sends nothing anywhere.
https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
_HEAD = '<meta charset="utf-8">'


def with_policy(page: str) -> str:
    """The page with a Content-Security-Policy that names its style sheets by their checksums.

    Attributes `style="…"` are allowed only where the page has some: drawings have, in SVG. It has no script.

    Raises:
        ValueError: the page has no head to put it in, or has a script.

    """
    if page.count(_HEAD) != 1 or "<script" in page:
        raise ValueError("A page needs one head that begins with its character set, and no script.")
    hashes = dict.fromkeys(
        f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
        for style in _STYLE.findall(page)
    )
    sheets = " ".join(hashes) or "'none'"
    inline = "'unsafe-inline'" if re.search(r"<[^>]*\sstyle=", page) else "'none'"
    rules = [
        "default-src 'none'",
        f"style-src-elem {sheets}",
        f"style-src-attr {inline}",
        # For browsers that do not know the two above.
        f"style-src {sheets if inline == chr(39) + 'none' + chr(39) else inline}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    policy = f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">'
    return page.replace(_HEAD, f"{_HEAD}\n{policy}")


class _Page(Template):
    def render(self, *values: Any, **named: Any) -> str:
        return with_policy(super().render(*values, **named))


class Pages(Environment):
    """Our templates: texts are escaped, a value that is missing is an error, and each page says its policy.

    Args:
        options: further ones of Jinja.

    """

    template_class = _Page

    def __init__(self, **options: Any) -> None:
        """Templates are in the folder `templates`."""
        loader = FileSystemLoader(Path(__file__).parent / "templates")
        super().__init__(loader=loader, autoescape=True, undefined=StrictUndefined, **options)
