"""`python -m huitou` is the same as the command `huitou`."""

import sys

from huitou.command import main

sys.exit(main())
