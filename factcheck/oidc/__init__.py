"""Sign-in through an identity provider (OpenID Connect): its settings, its answers, its tokens.

The code flow with PKCE, state and nonce. Everything that is asked of the provider goes through the
desk's own outbound client. `provider` and `id_token` need the extra `oidc`.
"""
