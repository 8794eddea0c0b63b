"""The check of translations finds each fault that a catalog can have."""

from pathlib import Path

import pytest

from tools import translations

HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'


def faults(entry: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    file = place / "zh_Hans" / "LC_MESSAGES" / "django.po"
    file.parent.mkdir(parents=True)
    file.write_text(HEAD + entry, encoding="utf-8")
    monkeypatch.setattr(translations, "ROOT", place)
    return [line.split(": ")[1] for line in translations._faults(file)]


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ('msgid "Case"\nmsgstr "个案"\n', []),
        ('msgid "Case"\nmsgstr ""\n', ["untranslated"]),
        ('#, fuzzy\nmsgid "Case"\nmsgstr "个案"\n', ["fuzzy"]),
        ('#~ msgid "Case"\n#~ msgstr "个案"\n', ["obsolete"]),
        ('msgid "Case %(number)s"\nmsgstr "个案"\n', ["other placeholders than its source"]),
        ('msgid "Case %(number)s"\nmsgstr "个案%(numer)s"\n', ["other placeholders than its source"]),
        ('nonsense\nmsgid "Case"\nmsgstr "个案"\n', ["unreadable"]),
        ('msgid "%(n)s case"\nmsgid_plural "%(n)s cases"\nmsgstr[0] "%(n)s件"\n', []),
        ('msgid "one case"\nmsgid_plural "%(n)s cases"\nmsgstr[0] "%(n)s件"\n', []),
    ],
)
def test_faults(entry: str, found: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert faults(entry, tmp_path, monkeypatch) == found
