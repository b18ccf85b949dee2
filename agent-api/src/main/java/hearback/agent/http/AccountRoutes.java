package hearback.agent.http;

import hearback.agent.flow.KeepAccounts;
import hearback.agent.flow.Password;
import hearback.agent.identity.Account;
import hearback.agent.identity.Department;
import hearback.agent.identity.PasswordRule;
import hearback.agent.identity.Permission;
import hearback.agent.identity.Role;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// `/accounts`: who comes in by name and password.
final class AccountRoutes {
    private final KeepAccounts accounts;

    AccountRoutes(KeepAccounts accounts) {
        this.accounts = accounts;
    }

    Map<String, Contract.Route> routes() {
        return Map.of(
                "listAccounts", new Contract.Route(Permission.MANAGE_ACCOUNTS, this::list),
                "createAccount", new Contract.Route(Permission.MANAGE_ACCOUNTS, this::create),
                "getAccount", new Contract.Route(Permission.MANAGE_ACCOUNTS, this::get),
                "changeAccount", new Contract.Route(Permission.MANAGE_ACCOUNTS, this::change),
                "setPassword", new Contract.Route(Permission.MANAGE_ACCOUNTS, this::setPassword));
    }

    private void list(Asked asked) {
        asked.answerPage(
                accounts.list(asked.cursor(Optional::of), asked.limit() + 1), AccountRoutes::body, Account::name);
    }

    private void create(Asked asked) {
        JsonObject body = asked.body();
        Account account = account(
                body.getString("name"),
                body.getString("displayName"),
                Role.valueOf(body.getString("role")),
                Optional.ofNullable(body.getString("department")).map(TokenRoutes::department),
                true);
        Account created = done(accounts.create(asked.who(), account, new Password(body.getString("password"))));
        asked.created(Contract.MOUNT + "/accounts/" + created.name(), body(created));
    }

    private void get(Asked asked) {
        asked.answer(body(accounts.find(asked.path("name")).orElseThrow(Problems::notFound)));
    }

    private void change(Asked asked) {
        JsonObject body = asked.body();
        asked.answer(body(done(accounts.change(
                asked.who(),
                asked.path("name"),
                before -> account(
                        before.name(),
                        body.getString("displayName", before.displayName()),
                        Role.valueOf(body.getString("role", before.role().name())),
                        department(body, before),
                        body.getBoolean("active", before.isActive()))))));
    }

    /// An empty text takes it away.
    private static Optional<Department> department(JsonObject body, Account before) {
        return Optional.ofNullable(body.getString("department"))
                .map(text -> text.isEmpty() ? Optional.<Department>empty() : Optional.of(TokenRoutes.department(text)))
                .orElse(before.department());
    }

    private void setPassword(Asked asked) {
        var _ = done(accounts.setPassword(
                asked.who(), asked.path("name"), new Password(asked.body().getString("password"))));
        asked.response().setStatusCode(204).end();
    }

    static Account done(KeepAccounts.Outcome outcome) {
        return switch (outcome) {
            case KeepAccounts.Outcome.Done(Account account) -> account;
            case KeepAccounts.Outcome.NoSuchAccount() -> throw Problems.notFound();
            case KeepAccounts.Outcome.NameTaken() ->
                throw Problems.conflict("An account or a token has this name, or had it.");
            case KeepAccounts.Outcome.Flawed(PasswordRule.Flaw flaw) ->
                throw Problems.unusable("password", flaw.sentence());
            case KeepAccounts.Outcome.Oneself() ->
                throw Problems.conflict("Nobody changes what he himself may; ask another administrator.");
            case KeepAccounts.Outcome.WrongPassword() -> throw Problems.unusable("present", "is not your password");
            case KeepAccounts.Outcome.TooOften(Duration wait) -> throw Problems.tooOften(wait);
        };
    }

    private static Account account(
            String name, String displayName, Role role, Optional<Department> department, boolean isActive) {
        if (role == Role.DEPARTMENT && department.isEmpty()) {
            throw Problems.badField("department", "is missing: of which department?");
        }
        try {
            return new Account(name, displayName, role, department, isActive);
        } catch (IllegalArgumentException _) {
            throw Problems.badField("displayName", "is blank, too long, or holds control characters");
        }
    }

    static JsonObject body(Account account) {
        return who(account).put("active", account.isActive());
    }

    static JsonObject who(Account account) {
        JsonObject body = new JsonObject()
                .put("name", account.name())
                .put("displayName", account.displayName())
                .put("role", account.role().name());
        account.department().ifPresent(department -> body.put("department", department.text()));
        return body;
    }
}
