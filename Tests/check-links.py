#!/usr/bin/env python3
"""Follows every relative link of the repository's Markdown, its headings too: `python3 Tests/check-links.py`."""

import pathlib
import re
import subprocess
import sys
import urllib.parse

FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ +(.*)$", re.MULTILINE)
ROOT = pathlib.Path(__file__).resolve().parents[1]


def prose(file):
    return FENCED.sub("", file.read_text())


def anchors(file):
    """What GitHub calls a page's headings in links."""
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(prose(file))}


def is_followed(link, file):
    """Whether a link of a file leads somewhere; those to other places are taken on trust."""
    parts = urllib.parse.urlsplit(link)
    if parts.scheme:
        return True
    target = file.parent / urllib.parse.unquote(parts.path) if parts.path else file
    return target.exists() and (not parts.fragment or target.suffix != ".md" or parts.fragment in anchors(target))


listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, check=True, capture_output=True, text=True)
pages = [ROOT / name for name in listed.stdout.splitlines()]
broken = [f"{page.relative_to(ROOT)}: '{link}' leads nowhere"
          for page in pages for link in LINK.findall(prose(page)) if not is_followed(link, page)]
sys.exit("\n".join(broken) or None)
