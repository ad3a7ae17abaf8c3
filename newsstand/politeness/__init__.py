"""How the crawler behaves towards a site: who asks, what may be fetched, how fast, and what the site reserves.

Each file is one Scrapy component; `ADDONS = {"newsstand.politeness.Manners": 100}` turns them all on (docs/manners.md).
"""

from newsstand.exit_codes import Refused
from newsstand.politeness.addon import Manners
from newsstand.politeness.blocked import Blocked, blocked_evidence
from newsstand.politeness.rights import Rights, keeps_text
from newsstand.politeness.tdmrep import TdmRep
from newsstand.politeness.user_agent import MissingContact, is_loopback, user_agent

__all__ = [
    "Blocked",
    "Manners",
    "MissingContact",
    "Refused",
    "Rights",
    "TdmRep",
    "blocked_evidence",
    "is_loopback",
    "keeps_text",
    "user_agent",
]
