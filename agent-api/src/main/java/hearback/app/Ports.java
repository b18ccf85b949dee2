package hearback.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;

/// TCP ports of this machine.
final class Ports {
    private Ports() {}

    /// @param what for whom the port is meant
    /// @param remedy the setting that changes it
    /// @throws Unavailable when somebody listens there already
    static void refuseTaken(String host, int port, String what, String remedy) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException taken) {
            throw taken(host, port, what, remedy, taken);
        }
    }

    static Unavailable taken(String host, int port, String what, String remedy, IOException why) {
        return new Unavailable(
                "port " + port + " on " + host + ", meant for " + what + ", cannot be had (" + why.getMessage()
                        + "). Stop who has it (ss -ltnp 'sport = :" + port + "'), or set " + remedy,
                why);
    }

    /// The wanted port, or for 0 one that is free now.
    static int choose(int wanted) {
        if (wanted != 0) {
            return wanted;
        }
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new Unavailable("no free TCP port", none);
        }
    }

    static boolean answers(int port, Duration patience) {
        try (var socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                    Math.toIntExact(patience.toMillis()));
            return true;
        } catch (IOException silent) {
            return false;
        }
    }
}
