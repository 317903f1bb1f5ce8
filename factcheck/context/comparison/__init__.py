"""The parts of the quote comparison; `factcheck.context.compare` is its front door."""
