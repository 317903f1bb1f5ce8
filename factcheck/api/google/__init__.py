"""`/v1alpha1`: a server for clients of Google's Fact Check Tools API (discovery 20240929)."""
