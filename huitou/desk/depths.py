"""The four depths of a voice, and why the rule suggests one, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NAMES: dict[str, Promise] = {
    "complaint": _("Complaint"),
    "grumble": _("Grumble"),
    "dissatisfaction": _("Dissatisfaction"),
    "praise": _("Praise"),
}
WHY: dict[str, Promise] = {
    "door": _("It came by a door for complaints."),
    "wished": _("A wish was named."),
    "asked": _("It asks to be put right."),
    "trigger": _("What was said is serious."),
    "praised": _("It is thanks."),
    "no-words": _("Nothing was said."),
    "asked-nothing": _("It was said, and nothing was asked."),
    "person": _("A colleague decided so."),
}
CHANNELS: dict[str, Promise] = {
    "web": _("Web page"),
    "api": _("Program"),
    "phone": _("Phone"),
    "counter": _("At the counter"),
    "email": _("E-mail"),
    "note": _("Told to a colleague"),
    "survey": _("Survey"),
    "import": _("Import"),
}
