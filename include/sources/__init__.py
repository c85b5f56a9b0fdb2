"""Where case data come from: one adapter for each kind of source, behind one small interface (`base.Source`).

Adapters read and never write. They hand over every value as text, under the case model's names, and judge
nothing: whether a value is right is the business of `include/expectations`.
"""

from datetime import date

from include.sources.base import Source
from include.sources.mapping import SourceConfig, TableMapping

__all__ = ["Source", "SourceConfig", "TableMapping", "open_source"]


def open_source(config: SourceConfig, url: str | None, as_at: date) -> Source:
    """The source that an authority's YAML describes. Nothing is opened before the first read.

    Args:
        config: the `source:` section of the authority's YAML.
        url: SQLAlchemy URL of the case-management database; not used by the other kinds.
        as_at: the extract date. Exports made after it are not looked at; a database is read as it stands.

    Raises:
        ConfigError: no URL, a URL that cannot be understood, or its database driver is not installed.

    """
    # Each kind brings its own libraries, and reading a configuration should need none of them.
    if config.kind == "blade":
        from include.sources.blade import BladeSource

        return BladeSource(config, as_at)
    from include.sources.sql import SqlSource

    return SqlSource(config, url)
