"""Settings of the project: live lines only, each with its reason. Those of politeness: politeness/addon.py."""

from newsstand.config import configured

BOT_NAME = "newsstand"
SPIDER_MODULES = ["newsstand.spiders"]
NEWSPIDER_MODULE = "newsstand.spiders"
COMMANDS_MODULE = "newsstand.commands"

# Where the dataset is, from the folder a command is run in. `-s DATA_DIR=…` or newsstand.toml change it.
DATA_DIR = "data"
# Where the index of its files is. None: in DATA_DIR. For a DATA_DIR on a network: a folder of this machine's own.
INDEX_DIR = None

# What `scrapy follow` crawls: newsstand.toml names it.
FOLLOW: list[dict[str, object]] = []
# When which publications are known not to appear, or gaps are accepted: [[silence]] of newsstand.toml.
SILENCE: list[dict[str, object]] = []
# Title pages that moved, whose records keep the id that they had: [[moved]] of newsstand.toml.
MOVED: list[dict[str, str]] = []

# An e-mail address or URL for the User-Agent: needed for any crawl but of this machine. Also NEWSSTAND_CONTACT.
CONTACT = None

# "preview" or "none": whether records hold the text. None: they do, but where text and data mining is reserved.
TEXT = None

# Whether every answer of the site is kept, as it was sent, in DATA_DIR/archive (docs/archive.md).
ARCHIVE = False

# Days for which an edition is looked at again for late and changed stories: newspapers correct themselves in three.
REVISIT_DAYS = 3
# How many runs ask for a story that fails before it is given up and only reported.
STORY_ATTEMPTS = 5

# A shell command that gets the report of an unhealthy run on its standard input.
NOTIFY = None
# When: "trouble" is after each run that was not healthy, "change" when a publication fares otherwise than before.
NOTIFY_ON = "trouble"

# Seconds between two lines of the log that say how far a run is. 0: none, and no bar on a terminal.
PROGRESS_SECONDS = 60

ADDONS = {"newsstand.politeness.Politeness": 0}

# The way of a record (the order matters: each step reads what those before it wrote).
ITEM_PIPELINES = {
    "newsstand.pipelines.clean.Clean": 100,
    "newsstand.pipelines.describe.Describe": 200,
    "newsstand.pipelines.date.Date": 300,
    "newsstand.pipelines.identify.Identify": 400,
    "newsstand.pipelines.revise.Revise": 500,
    "newsstand.pipelines.withhold.Withhold": 600,
    "newsstand.pipelines.validate.Validate": 900,
}

STATS_CLASS = "newsstand.crawl.counting.Counts"
ITEM_PROCESSOR = "newsstand.pipelines.chain.Pipelines"

# A file for each type of record and run, and a new one every so many records or seconds: what stands in a closed file
# is safe, and a file of 10,000 stories is some 40 MB.
FEEDS = {
    f"%(data_dir)s/{folder}/%(spider)s-%(run_id)s-%(batch_id)04d.jsonl": {
        "format": "jsonl",
        "item_classes": [f"newsstand.items.{record}"],
        "batch_item_count": 10_000,
    }
    for folder, record in {
        "publications": "Publication",
        "editions": "Edition",
        "stories": "Story",
        "rejected": "Rejected",
    }.items()
}
FEED_URI_PARAMS = "newsstand.dataset.feeds.uri_params"
FEED_BATCH_SECONDS = 900
FEED_STORE_EMPTY = False  # a run that found nothing leaves no empty file
FEED_EXPORTERS = {"jsonl": "newsstand.dataset.feeds.RecordExporter"}
FEED_STORAGES = {"": "newsstand.dataset.feeds.WholeFileStorage", "file": "newsstand.dataset.feeds.WholeFileStorage"}
EXTENSIONS = {
    "scrapy.extensions.feedexport.FeedExporter": None,
    "newsstand.dataset.feeds.WholeFeedExporter": 0,
    "newsstand.archive.keep.Archive": 0,
    "newsstand.archive.replay.Replay": 0,
    "newsstand.crawl.progress.Progress": 0,
}

# Bytes of a page, unpacked too: 1.6 kB can unpack to gigabytes, and to read 4 MiB takes up to 250 MB. Pages of
# newsstands have 0.2 MB at most; a larger one is refused as "too large".
DOWNLOAD_MAXSIZE = 4 * 1024 * 1024

# Stories in the order of their edition: Scrapy's default takes the last request first.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"

# A page gives one story and at times the request for the next edition: a worker a page does. A hundred (the default)
# cost more than the page's reading.
CONCURRENT_ITEMS = 1

# Between what unpacks a response and what looks into it.
DOWNLOADER_MIDDLEWARES = {"newsstand.crawl.unknown_charset.KnownCharset": 585}

# Nothing here uses depth or the length of URLs, and each of these would handle all that every page gives.
SPIDER_MIDDLEWARES = {
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}

LOG_LEVEL = "INFO"
LOG_FORMAT = "%(asctime)s %(levelname)s %(message)s"

# What newsstand.toml says takes the place of the values above.
globals().update(configured())
