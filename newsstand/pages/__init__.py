"""An answer -> what a title, edition or story page says."""

from newsstand.pages.answers import HTML, Answer, Readers
from newsstand.pages.document import NotReadable
from newsstand.pages.edition import read_edition
from newsstand.pages.found import (
    EditionPage,
    IssueList,
    ListedEdition,
    ListedStory,
    ListedTitle,
    NotAPage,
    StoryPage,
    TitlePage,
)
from newsstand.pages.story import read_story
from newsstand.pages.title import read_issue_list, read_title

__all__ = [
    "HTML",
    "Answer",
    "EditionPage",
    "IssueList",
    "ListedEdition",
    "ListedStory",
    "ListedTitle",
    "NotAPage",
    "NotReadable",
    "Readers",
    "StoryPage",
    "TitlePage",
    "read_edition",
    "read_issue_list",
    "read_story",
    "read_title",
]
