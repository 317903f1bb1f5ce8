"""Feeds: what they say, how they are asked, how their items become articles."""
