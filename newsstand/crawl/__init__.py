"""The walk over a newsstand: title page -> editions -> stories. A spider of one newsstand adds its name and its Site.

One edition of a publication is read at a time (the next is asked for when few stories of it are still out), so memory
does not grow with the length of an archive. An edition's record is the last of it: it says what became of its stories.
"""

from newsstand.crawl.titles import TitlePages


class NewsstandSpider(TitlePages):
    """`site` says what the newsstand's URLs look like; `publications` are crawled when none is named."""
