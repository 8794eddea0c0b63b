"""Only the ledger, on the database of the test run: a process of the fault tests starts in a moment."""

import os
from pathlib import Path

from huitou.config.databases import database

SECRET_KEY = "only for tests"
INSTALLED_APPS = ["huitou.ledger"]
DATABASES = {"default": database(os.environ["HUITOU_DATABASE_URL"], Path())}
USE_TZ = True
