"""The demonstration programme: its words in TOML files beside this one, and what loads them."""

from .loading import DemonstrationError, Stage, load_demonstration

__all__ = ["DemonstrationError", "Stage", "load_demonstration"]
