"""The collected static files: hashed names, compressed, without the maps that only their packages' developers read."""

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

SOURCE_MAP = "sourceMappingURL"


def _without_source_maps(patterns: Any) -> tuple[Any, ...]:
    """Django looks for each source map that a file names, and stops where a package does not hold it."""
    return tuple(
        (glob, tuple(rule for rule in rules if SOURCE_MAP not in (rule if isinstance(rule, str) else rule[0])))
        for glob, rules in patterns
    )


class Collected(CompressedManifestStaticFilesStorage):
    """Made by collectstatic, read by whitenoise."""

    patterns = _without_source_maps(CompressedManifestStaticFilesStorage.patterns)

    def stored_name(self, name: str) -> str:
        """A file that is missing costs its own request, not the whole page; tests/test_assets.py finds it first."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name
