"""What roles and abilities are called on pages."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ROLE_NAMES: Final[dict[str, Promise]] = {
    "frontline": _("Frontline"),
    "handler": _("Handler"),
    "supervisor": _("Supervisor"),
    "improvement": _("Improvement owner"),
    "account_manager": _("Account manager"),
    "finance": _("Finance"),
    "auditor": _("Auditor"),
    "executive": _("Executive"),
    "administrator": _("Administrator"),
}

# In one sentence each, for those who hand them out.
ROLE_DUTIES: Final[dict[str, Promise]] = {
    "frontline": _("Meets customers and passes on what they say."),
    "handler": _("Leads cases of their own teams to the end."),
    "supervisor": _("Sees every team of their branches and decides above the handler."),
    "improvement": _("Sees everything said and done, to find causes."),
    "account_manager": _("Looks after key clients and their cases."),
    "finance": _("Looks after payments and budgets."),
    "auditor": _("Reads everything, the record included, and changes nothing."),
    "executive": _("Reads everything in order to decide."),
    "administrator": _("Does everything: people, settings, and every case."),
}

ABILITY_NAMES: Final[dict[str, Promise]] = {
    "audit.see": _("read the record of everything that happened"),
    "case.act": _("take a case through its steps"),
    "case.close": _("close a case"),
    "case.hand_over": _("hand a case over"),
    "case.note": _("write internal notes"),
    "case.overrule": _("close a case over the handler's head"),
    "case.reply": _("write to customers"),
    "case.see_all": _("see every case"),
    "case.see_branch": _("see the cases of own branches"),
    "case.see_own": _("see own cases"),
    "case.see_team": _("see the cases of own teams"),
    "demo": _("run the demonstration"),
    "people.manage": _("manage people"),
    "settings.manage": _("change settings"),
    "voice.note": _("pass on what a customer said"),
    "voice.see_all": _("read everything that customers said"),
}
