"""What each role may do: the one table from which every door reads."""

from typing import Final

ABILITIES: Final = frozenset(
    {
        "audit.see",
        "case.act",
        "case.close",
        "case.hand_over",
        "case.note",
        "case.overrule",
        "case.reply",
        "case.see_all",
        "case.see_branch",
        "case.see_own",
        "case.see_team",
        "demo",
        "people.manage",
        "settings.manage",
        "voice.note",
        "voice.see_all",
    }
)

_HANDLER: Final = frozenset(
    {
        "case.act",
        "case.close",
        "case.hand_over",
        "case.note",
        "case.reply",
        "case.see_own",
        "case.see_team",
        "voice.note",
    }
)

ROLES: Final[dict[str, frozenset[str]]] = {
    "frontline": frozenset({"case.see_own", "voice.note"}),
    "handler": _HANDLER,
    "supervisor": _HANDLER | {"case.overrule", "case.see_branch", "voice.see_all"},
    "improvement": frozenset({"case.note", "case.see_all", "voice.note", "voice.see_all"}),
    "account_manager": frozenset({"case.note", "case.see_own", "voice.note"}),
    "finance": frozenset({"case.see_own", "voice.note"}),
    "auditor": frozenset({"audit.see", "case.see_all", "voice.see_all"}),
    "executive": frozenset({"case.see_all", "voice.note", "voice.see_all"}),
    # Whoever hands out roles could hand them to a second account, so the table says it plainly: everything.
    "administrator": ABILITIES,
}


def of_roles(role_codes: frozenset[str]) -> frozenset[str]:
    """All that these roles may do together; a code that is no longer a role gives nothing."""
    return frozenset().union(*(ROLES.get(code, frozenset()) for code in role_codes))


def grantable(abilities: frozenset[str]) -> list[str]:
    """The roles that somebody with these abilities may give to others: none that can do more."""
    return [code for code, needed in ROLES.items() if needed <= abilities]
