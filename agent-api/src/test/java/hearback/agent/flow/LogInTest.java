package hearback.agent.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.agent.identity.Account;
import hearback.agent.identity.Role;
import hearback.agent.identity.SessionRule;
import hearback.agent.testing.Sample;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Whoever does not know the password cannot tell from the work that is done whether there is the name.
final class LogInTest {
    private static final Account LI = new Account("li", "Li", Role.AGENT, Optional.empty(), true);

    @Test
    void a_name_that_nobody_has_takes_the_same_work_as_a_wrong_password() {
        List<String> ofLi = workOf("li", Optional.of(new AccountStore.Kept(LI, "hash of li")));
        List<String> ofNobody = workOf("nobody", Optional.empty());
        assertThat(ofLi).containsExactly("begin", "find", "matches", "appendOfNobody");
        assertThat(ofNobody).isEqualTo(ofLi);
    }

    private static List<String> workOf(String name, Optional<AccountStore.Kept> kept) {
        List<String> done = new ArrayList<>();
        var logIn = new LogIn(
                port(AccountStore.class, Map.of("find", kept), done),
                port(SessionStore.class, Map.of(), done),
                port(LoginTries.class, Map.of("begin", Optional.empty()), done),
                port(PasswordHasher.class, Map.of("hash", "hash of none", "matches", false), done),
                new SessionRule(Duration.ofMinutes(30), Duration.ofHours(12)),
                port(AuditLog.class, Map.of(), done),
                InstantSource.fixed(Sample.NOON),
                new Random(1));
        done.clear();
        assertThat(logIn.in(name, new Password("coal bin ladder"), "192.0.2.1"))
                .isInstanceOf(LogIn.Outcome.NotRecognised.class);
        return done;
    }

    /// Notes what is asked of it, and answers so.
    private static <T> T port(Class<T> type, Map<String, Object> answers, List<String> done) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, _) -> {
            done.add(method.getName());
            return answers.get(method.getName());
        }));
    }
}
