"""One line for a run of pytest, such as `sqlite: 312 passed, 0 failed`."""

import re
import sys
from pathlib import Path

COUNT = re.compile(r"(\d+) (passed|failed|error|errors)\b")


def tally(log: str) -> tuple[int, int]:
    """How many passed and how many did not, by pytest's closing line."""
    closing = next((line for line in reversed(log.splitlines()) if re.search(r" in [\d.]+s", line)), "")
    counts = {word: int(number) for number, word in COUNT.findall(closing)}
    return counts.get("passed", 0), counts.get("failed", 0) + counts.get("error", 0) + counts.get("errors", 0)


if __name__ == "__main__":
    passed, failed = tally(Path(sys.argv[2]).read_text(encoding="utf-8", errors="replace"))
    print(f"{sys.argv[1]}: {passed} passed, {failed} failed")
