"""A nightly pipeline for an English council's special educational needs service."""

__version__ = "0.1.0"
