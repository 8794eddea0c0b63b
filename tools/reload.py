"""A worker for developers that starts anew when the code changes."""

from django.utils import autoreload


def _work() -> None:
    from huitou.command import main

    main(["work"])


if __name__ == "__main__":
    autoreload.run_with_reloader(_work)
