"""What may happen to a case, as a phrase after the name of who did it."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PHRASES: Final[dict[str, Promise]] = {
    "opened": _("opened the case"),
    "step_started": _("began step “%(step)s”"),
    "recorded": _("noted the matter: %(category)s"),
    "recorded_only": _("noted the matter"),
    "ask_recorded": _("noted what the customer asks for"),
    "ask_confirmed": _("confirmed the ask once more"),
    "judged_holds": _("judged: it holds"),
    "judged_not": _("judged: it does not hold, and explained it"),
    "placed": _("set the department: %(department)s"),
    "analysed": _("found the cause"),
    "solution_proposed": _("proposed a solution"),
    "solution_accepted": _("accepted the solution"),
    "solution_declined": _("declined the solution"),
    "solution_accepted_noted": _("noted that the customer accepted the solution"),
    "solution_declined_noted": _("noted that the customer declined the solution"),
    "solution_replaced": _("replaced the proposal"),
    "carried_out": _("carried it out"),
    "solved": _("solved"),
    "content": _("is content"),
    "content_noted": _("noted that the customer is content"),
    "reopened": _("is not content: taken up again"),
    "reopened_noted": _("noted that the customer is not content: taken up again"),
    "followed_up_content": _("asked whether it lasted: content"),
    "followed_up_not_content": _("asked whether it lasted: not content"),
    "followed_up_no_answer": _("asked whether it lasted: no answer"),
    "called_reached": _("called the customer: reached"),
    "called_not_reached": _("called the customer: not reached"),
    "called_not_needed": _("ended the case: nobody has to call any more"),
    "contacted_reached": _("contacted the customer: reached"),
    "contacted_not_reached": _("contacted the customer: not reached"),
    "handed_over": _("handed over from %(giver)s to %(taker)s"),
    "stepped_back": _("took the case back to “%(step)s”"),
    "closed": _("closed: %(closed_as)s"),
    "replied": _("wrote to the customer"),
    "told": _("told the customer"),
    "heard": _("wrote to us"),
    "noted": _("wrote a note"),
    "resumed": _("took the case up again"),
    "reach_recorded": _("noted how to reach the customer"),
    "breached": _("the time for “%(standard)s” ran out"),
}
