"""Eight publications of a host, followed: it is asked once for what is its own, and a night leaves one set of files."""

from collections import Counter
from pathlib import Path

from newsstand.dataset.listing import find_files
from tests.command import Ran, scrapy
from tests.crawl.paper import Paper, PaperServer, edition_page, story_page, title_page

EDITIONS = {"2": "August 12, 2026", "1": "August 11, 2026"}
TITLES = [f"/GB/Quay-House/Lamp-{number}/Newspaper" for number in range(1, 9)]
OWN = ["/robots.txt", "/.well-known/tdmrep.json"]


def shelf() -> Paper:
    """Eight title pages, each with two editions of one story."""
    paper = Paper()
    for number, title in enumerate(TITLES, start=1):
        editions = {f"{number}{edition}": label for edition, label in EDITIONS.items()}
        pages = {title: title_page(editions, title=title)}
        for edition, label in editions.items():
            story = f"/stories/newspaper/Lamp-{number}/FERRY-{edition}"
            pages[f"{title}/{edition}"] = edition_page(label, [story], name=f"Lamp {number}")
            pages[story] = story_page(f"FERRY-{edition}", label, name=f"Lamp {number}")
        paper.answers |= {path: lambda page=page: (200, {}, page) for path, page in pages.items()}  # type: ignore[misc]
    return paper


def test_a_quiet_night_asks_for_eight_title_pages_and_twice_for_the_hosts_own(tmp_path: Path) -> None:
    paper, file = shelf(), tmp_path / "newsstand.toml"
    with PaperServer(paper) as server:
        file.write_text(f'data_dir = "data"\n[[follow]]\nsite = "{server.url}"\npublication = {TITLES}\n')

        def night() -> Ran:
            server.asked.clear()
            return scrapy("follow", "--nolog", NEWSSTAND_CONFIG=str(file))

        first = night()
        assert first.code == 0, first.err
        assert Counter(server.asked) == Counter([*OWN, *paper.answers]), "each page once"
        assert len(find_files(tmp_path / "data")) == 3, "one set of files for all eight"

        quiet = night()
        assert quiet.code == 0, quiet.err
        assert Counter(server.asked) == Counter([*OWN, *TITLES])
        assert len(find_files(tmp_path / "data")) == 3, "nothing is new, nothing is written"
