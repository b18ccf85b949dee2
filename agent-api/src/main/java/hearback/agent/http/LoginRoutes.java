package hearback.agent.http;

import hearback.agent.flow.BearerToken;
import hearback.agent.flow.KeepAccounts;
import hearback.agent.flow.LogIn;
import hearback.agent.flow.Password;
import hearback.agent.flow.People;
import hearback.agent.identity.Account;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/login`, `/logout`, `/password`: in and out, by oneself.
final class LoginRoutes {
    private final People people;
    private final ClientAddress address;

    LoginRoutes(People people, ClientAddress address) {
        this.people = people;
        this.address = address;
    }

    /// For whoever asks.
    Map<String, Contract.OpenAction> open() {
        return Map.of("logIn", this::logIn);
    }

    Map<String, Contract.Route> routes() {
        return Map.of(
                "logOut", Contract.Route.forEverybody(this::logOut),
                "changePassword", Contract.Route.forEverybody(this::changePassword));
    }

    private void logIn(Contract.Knock knock) {
        String from = address.of(knock.context().request());
        String name = knock.body().getString("name");
        switch (people.logIn().in(name, new Password(knock.body().getString("password")), from)) {
            case LogIn.Outcome.In(BearerToken token, Account account, Instant until) -> {
                JsonObject body = AccountRoutes.who(account).put("token", token.text());
                Json.putTime(body, "until", Optional.of(until));
                knock.answer(body);
            }
            case LogIn.Outcome.NotRecognised() ->
                throw Problems.refused(401, "Name or password is wrong.", List.of(), "not-recognised", Map.of());
            case LogIn.Outcome.TooOften(Duration wait) -> throw Problems.tooOften(wait);
        }
    }

    private void logOut(Asked asked) {
        if (!people.logIn().out(asked.who(), Tokens.tokenOf(asked.context()))) {
            throw Problems.conflict("This token is not one of a login: an administrator or its issuer ends it.");
        }
        asked.response().setStatusCode(204).end();
    }

    private void changePassword(Asked asked) {
        KeepAccounts.Outcome outcome = people.accounts()
                .changePassword(
                        asked.who(),
                        Tokens.tokenOf(asked.context()),
                        new Password(asked.body().getString("present")),
                        new Password(asked.body().getString("password")),
                        address.of(asked.context().request()));
        if (outcome instanceof KeepAccounts.Outcome.NoSuchAccount) {
            throw Problems.conflict("This token is not one of a login.");
        }
        var _ = AccountRoutes.done(outcome);
        asked.response().setStatusCode(204).end();
    }
}
