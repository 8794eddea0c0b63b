"""A worker for developers that starts anew when the code changes."""

import os

from django.utils import autoreload

from huitou.command import main

if __name__ == "__main__":
    if os.environ.get(autoreload.DJANGO_AUTORELOAD_ENV):
        # The reloader starts us as its child and would leave us behind when it is told to stop.
        os.environ["HUITOU_LEASHED_TO"] = str(os.getppid())
    autoreload.run_with_reloader(main, ["work"])
