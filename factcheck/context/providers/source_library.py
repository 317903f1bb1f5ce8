"""Passages of the desk's own documents that share words with the claim."""

from sqlmodel import col, select

from factcheck.context.models import SourceDocument
from factcheck.context.providers.base import Finding, Request
from factcheck.context.search import query_terms, search_passages
from factcheck.db import Database
from factcheck.messages import marked

MOST = 5
# A passage that shares fewer of the claim's telling words than this says nothing about it.
LEAST_SHARE = 0.3


class SourceLibrary:
    """Full-text search in the source library."""

    name = "source_library"
    label = marked("Source library")

    def gather(self, database: Database, request: Request) -> list[Finding]:
        terms = set(query_terms(request.text))
        with database.read() as session:
            passages = search_passages(session, request.text, limit=MOST * 3)
            ids = {passage.document_id for passage in passages}
            documents = {
                document.id: document
                for document in session.exec(
                    select(SourceDocument).where(col(SourceDocument.id).in_(ids))
                )
            }
        findings = []
        for passage in passages:
            shared = terms & set(query_terms(passage.text))
            if len(shared) < LEAST_SHARE * len(terms):
                continue
            document = documents[passage.document_id]
            findings.append(
                Finding(
                    key=f"passage-{passage.id}",
                    title=document.title,
                    passage=passage.text,
                    url=document.url,
                    place=passage.place,
                    found_by=marked(
                        "%(shared)s of %(words)s words",
                        shared=len(shared),
                        words=len(terms),
                    ),
                    document_id=document.id,
                    snapshot_hash=document.sha256,
                    snapshot_id=document.snapshot_id,
                )
            )
        return findings[:MOST]
