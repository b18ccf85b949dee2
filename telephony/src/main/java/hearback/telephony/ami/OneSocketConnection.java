package hearback.telephony.ami;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.asteriskjava.manager.internal.ManagerConnectionImpl;
import org.asteriskjava.util.SocketConnectionFacade;

/// Asterisk-Java's connection, for one login only. By itself it would come back every 5 s without jitter, for good or
/// not depending on how the login failed, and leave threads behind (faults.md 2.2); so it gets one socket and no
/// second, and [AmiLink] decides when there is another connection.
final class OneSocketConnection extends ManagerConnectionImpl {
    private final Opening opening;
    private final AtomicBoolean opened = new AtomicBoolean();

    OneSocketConnection(Opening opening) {
        this.opening = opening;
    }

    @Override
    protected SocketConnectionFacade createSocket() throws IOException {
        if (opened.getAndSet(true)) {
            throw new IOException("this connection is over");
        }
        return opening.open();
    }

    /// Closes the socket and then tells the library that it is over, or it would try to reconnect.
    ///
    /// In this order it sends no Logoff: at a dead server that would wait for an answer, and of one that could not
    /// be written the library says with an error that it was answered too late, by nothing (3.42).
    ///
    /// @throws IllegalStateException when it was not logged in
    void end() {
        disconnect();
        logoff();
    }

    /// Opens the socket.
    interface Opening {
        SocketConnectionFacade open() throws IOException;
    }
}
