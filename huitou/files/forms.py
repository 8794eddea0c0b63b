"""A form field that takes several files."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files as one list; what is wrong with one is said by `receiving.check`."""

    widget = ManyFiles

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, **options)

    def clean(self, data: Any, initial: Any = None) -> Sequence[UploadedFile]:
        uploads = data if isinstance(data, list | tuple) else [data]
        # An upload without bytes is false for Django; it stays here to be refused with words.
        return [upload for upload in uploads if isinstance(upload, UploadedFile)]
