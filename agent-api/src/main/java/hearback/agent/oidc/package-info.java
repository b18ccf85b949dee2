/// Tokens of an OpenID Connect issuer, by the OAuth2 provider of Vert.x.
@NullMarked
package hearback.agent.oidc;

import org.jspecify.annotations.NullMarked;
