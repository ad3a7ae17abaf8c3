#!/usr/bin/env bash
# Crawl what newsstand.toml follows, several sites side by side, each by one process: crawl.sh [options of parallel].
# A site whose crawl was killed or unhealthy is tried twice more; follow.log says what became of each.
set -euo pipefail
newsstand follow --list | parallel -j 8 --retries 3 --joblog follow.log "$@" newsstand follow --site {}
