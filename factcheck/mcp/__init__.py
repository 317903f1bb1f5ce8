"""Checked claims for language models, over the Model Context Protocol; read only (extra `mcp`)."""
