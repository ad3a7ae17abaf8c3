"""How the crawler behaves towards a site: who asks, what may be fetched, how fast, and what the site reserves.

Each file is one Scrapy component; `ADDONS = {"newsstand.manners.Manners": 100}` turns them all on (docs/manners.md).
"""

from newsstand.manners.addon import Manners
from newsstand.manners.blocked import Blocked, blocked_evidence
from newsstand.manners.contact import MissingContact, is_loopback, user_agent

__all__ = ["Blocked", "Manners", "MissingContact", "blocked_evidence", "is_loopback", "user_agent"]
