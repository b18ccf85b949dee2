package hearback.telephony.ami;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.testing.FakeAsterisk;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.asteriskjava.manager.ManagerConnectionState;
import org.asteriskjava.util.SocketConnectionFacade;
import org.junit.jupiter.api.Test;

class OneSocketConnectionTest {
    /// What the library had tried to send would be answered by nothing, and it would log that as an error.
    @Test
    void who_ends_it_tries_to_send_nothing_more() throws Exception {
        List<String> written = new CopyOnWriteArrayList<>();
        try (var server = FakeAsterisk.start(AmiLines.USER, AmiLines.SECRET)) {
            var connection = new OneSocketConnection(() -> writingDown(written, server));
            connection.setHostname("127.0.0.1");
            connection.setPort(server.port());
            connection.setUsername(AmiLines.USER);
            connection.setPassword(AmiLines.SECRET);
            connection.login("off");
            assertThat(written).anyMatch(text -> text.contains("Login"));

            connection.end();

            assertThat(written).noneMatch(text -> text.contains("Logoff"));
            assertThat(connection.getState()).isEqualTo(ManagerConnectionState.DISCONNECTED);
        }
    }

    private static SocketConnectionFacade writingDown(List<String> written, FakeAsterisk server) throws IOException {
        var wait = Duration.ofSeconds(5);
        var socket = new AmiSocket("127.0.0.1", server.port(), wait, wait, block -> block);
        return (SocketConnectionFacade) Proxy.newProxyInstance(
                SocketConnectionFacade.class.getClassLoader(),
                new Class<?>[] {SocketConnectionFacade.class},
                (_, method, arguments) -> {
                    if (method.getName().equals("write")) {
                        written.add(String.valueOf(arguments[0]));
                    }
                    try {
                        return method.invoke(socket, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw Objects.requireNonNull(thrown.getCause());
                    }
                });
    }
}
