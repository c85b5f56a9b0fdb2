"""A SYNTHETIC council: invented children in the case tables of an authority whose published figures they follow."""

from include.synthetic.blade import to_blade
from include.synthetic.council import SyntheticCouncil, generate
from include.synthetic.writers import is_filled, to_csv, to_postgres

__all__ = ["SyntheticCouncil", "generate", "is_filled", "to_blade", "to_csv", "to_postgres"]
