package hearback.config;

import java.util.Optional;

/// How people are let in.
///
/// @param oidc empty: nobody but ourselves says who somebody is
public record IdentitySettings(
        PasswordSettings passwords, SessionSettings sessions, GuessingSettings guessing, Optional<OidcSettings> oidc) {}
