"""Where case data come from: one adapter for each kind of source, behind one small interface (`base.Source`).

Adapters read and never write. They hand over every value as text, under the case model's names, and judge
nothing: whether a value is right is the business of `include/expectations`.
"""

from collections.abc import Callable
from datetime import date

from include.sources.base import Earlier, Shown, Source, Span
from include.sources.mapping import (
    BladeConfig,
    CombinedConfig,
    FilesConfig,
    SourceConfig,
    TableMapping,
    WorkbookConfig,
    XmlConfig,
    source_config,
)

__all__ = [
    "Earlier",
    "Shown",
    "Source",
    "SourceConfig",
    "Span",
    "TableMapping",
    "open_source",
    "source_config",
]


def open_source(
    config: SourceConfig,
    url: str | None,
    as_at: date,
    part_url: Callable[[str], str | None] | None = None,
    earlier: Callable[[str], Earlier | None] = lambda table: None,
    *,
    whole: bool = False,
    la_code: str | None = None,
) -> Source:
    """The source that an authority's YAML describes. Nothing is opened before the first read.

    Args:
        config: the `source:` section of the authority's YAML.
        url: SQLAlchemy URL of the case-management database; for files, the folder when the YAML names none.
        as_at: the extract date. Exports made after it are not looked at; a database is read as it stands, unless
            `as_of` of the configuration says how to ask for the end of that day.
        part_url: name of a part of a combined source -> its URL.
        earlier: case table -> the table as an earlier extract has it, of which unchanged rows may be taken.
        whole: read all rows also where reading the changes would do, and tell what the changes would have missed.
        la_code: DfE's number of the authority; a return of another one is refused, and nobody moves to or from it.
            None: of any.

    Raises:
        ConfigError: no URL, a URL that cannot be understood, or its database driver is not installed.

    """
    # Each kind brings its own libraries, and reading a configuration should need none of them.
    if isinstance(config, BladeConfig):
        from include.sources.returns import blade_returns

        return blade_returns(config, as_at, la_code)
    if isinstance(config, XmlConfig):
        from include.sources.returns import filed_returns
        from include.sources.sen2_xml import Sen2XmlSource

        return filed_returns(Sen2XmlSource, ".xml", config, as_at, la_code)
    if isinstance(config, WorkbookConfig):
        from include.sources.entry_template import EntryTemplateSource
        from include.sources.returns import filed_returns

        return filed_returns(EntryTemplateSource, ".xlsx", config, as_at, la_code)
    if isinstance(config, FilesConfig):
        from include.sources.files import FilesSource

        return FilesSource(config, url, as_at, la_code)
    if isinstance(config, CombinedConfig):
        from include.sources.combined import CombinedSource

        return CombinedSource(
            config,
            {
                name: open_source(
                    part,
                    part_url(name) if part_url else None,
                    as_at,
                    earlier=earlier,
                    whole=whole,
                    la_code=la_code,
                )
                for name, part in config.parts.items()
            },
            as_at,
        )
    from include.sources.sql import SqlSource

    return SqlSource(config, url, as_at, earlier, whole=whole, la_code=la_code)
