"""How the crawler behaves towards a site: who asks, what may be fetched, how fast, and what the site reserves.

Each file is one Scrapy component; one line in settings.py turns them all on:
`ADDONS = {"newsstand.politeness.Politeness": 0}` (docs/politeness.md).
"""

from newsstand.exit_codes import Refused
from newsstand.politeness.addon import Politeness, check_page, check_plain, tell_site
from newsstand.politeness.blocked import Blocked, blocked_evidence
from newsstand.politeness.rights import Rights, keeps_text
from newsstand.politeness.tdmrep import TdmRep
from newsstand.politeness.user_agent import MissingContact, is_loopback, user_agent

__all__ = [
    "Blocked",
    "MissingContact",
    "Politeness",
    "Refused",
    "Rights",
    "TdmRep",
    "blocked_evidence",
    "check_page",
    "check_plain",
    "is_loopback",
    "keeps_text",
    "tell_site",
    "user_agent",
]
