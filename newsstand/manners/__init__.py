"""How the crawler behaves towards a site: who asks, what may be fetched, how fast, and what the site reserves.

Each file is one Scrapy component; `ADDONS = {"newsstand.manners.Manners": 100}` turns them all on (docs/manners.md).
"""

from newsstand.manners.addon import Manners
from newsstand.manners.blocked import Blocked, blocked_evidence
from newsstand.manners.contact import MissingContact, is_loopback, user_agent
from newsstand.manners.refused import Refused
from newsstand.manners.rights import Rights, keeps_text
from newsstand.manners.tdmrep import TdmRep

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
