"""What somebody tells us at any door, cleaned and checked in one place, so that every door asks alike."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from huitou.accounts.receipts import digest_of
from huitou.files import receiving as files
from huitou.lib.fields import too_long
from huitou.lib.text import clean_line, clean_words

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from huitou.accounts.models import Branch
    from huitou.catalogue.models import Product

WORDS_MAX, REACH_MAX, NAME_MAX, WISH_MAX = 20_000, 200, 80, 5_000


class Refused(Exception):
    """What was given cannot be taken; `errors` names each field with what to do about it."""

    def __init__(self, errors: dict[str, list[str]]) -> None:
        super().__init__(", ".join(errors))
        self.errors = errors


@dataclass(frozen=True, kw_only=True)
class Given:
    """The answers of the first page; only `words` and `reach` must be there (V3)."""

    words: str
    reach: str = ""
    name: str = ""
    wish: str = ""
    product: "Product | None" = None
    branch: "Branch | None" = None
    language: str = ""
    uploads: "Sequence[UploadedFile]" = field(default=(), repr=False)

    def cleaned(self) -> "Given":
        """The same without invisible controls."""
        return replace(
            self,
            words=clean_words(self.words),
            wish=clean_words(self.wish),
            reach=clean_line(self.reach),
            name=clean_line(self.name),
        )

    def check(self, *, reach_required: bool = True) -> None:
        """Raise `Refused` with every fault at once; nothing has been stored yet."""
        errors: dict[str, list[str]] = {}
        if not self.words:
            errors["words"] = [_("Please tell us what happened.")]
        if reach_required and not self.reach:
            errors["reach"] = [_("How can we reach you? A phone number, an e-mail address or your WeChat name.")]
        for name, most in (("words", WORDS_MAX), ("reach", REACH_MAX), ("name", NAME_MAX), ("wish", WISH_MAX)):
            if len(getattr(self, name)) > most:
                errors[name] = [too_long(len(getattr(self, name)), most)]
        if faults := files.check(self.uploads):
            errors["pictures"] = faults
        if errors:
            raise Refused(errors)

    def digest(self) -> str:
        """One number for all that was given, to tell a repeated request from another one under the same key."""
        parts = [self.words, self.reach, self.name, self.wish, str(self.product and self.product.pk)]
        parts += [str(self.branch and self.branch.pk), self.language]
        return digest_of(parts, self.uploads)
