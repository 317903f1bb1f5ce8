"""What the same speaker has said elsewhere."""

from sqlmodel import select

from factcheck.articles.models import Article
from factcheck.claims.service import claims_of_speaker
from factcheck.context.providers.base import Finding, Request
from factcheck.context.search import query_terms
from factcheck.db import Database
from factcheck.messages import marked

MOST = 5
# A speaker of every day has thousands; the matter in hand is among the latest.
LOOKED_AT = 200


class SameSpeaker:
    """The same speaker in other articles: claims on the same matter, then the newest.

    What else this article has the speaker say stands around the claim already.
    """

    name = "same_speaker"
    label = marked("Same speaker")

    def gather(self, database: Database, request: Request) -> list[Finding]:
        if request.speaker_id is None:
            return []
        terms = set(query_terms(request.text))
        with database.read() as session:
            others = [
                (len(terms & set(query_terms(claim.text))), claim)
                for claim in claims_of_speaker(
                    session,
                    request.speaker_id,
                    without_article=request.article_id,
                    limit=LOOKED_AT,
                )
            ]
            # The newest come first already, and stay so among those that share as much.
            others.sort(key=lambda pair: -pair[0])
            claims = [claim for _shared, claim in others[:MOST]]
            ids = {claim.article_id for claim in claims}
            articles = {
                article.id: article
                for article in session.exec(select(Article).where(Article.id.in_(ids)))  # type: ignore[union-attr]
            }
        return [
            Finding(
                key=f"claim-{claim.id}",
                title=articles[claim.article_id].title,
                passage=claim.text,
                url=articles[claim.article_id].url or "",
                place={"claim": claim.id, "article": claim.article_id},
                found_by=marked("also attributed to %(speaker)s", speaker=request.speaker),
            )
            for claim in claims
        ]
