"""Checks of other publishers, read from their ClaimReview markup: lenient in, nothing invented."""
