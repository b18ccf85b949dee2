package hearback.telephony.ami;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.asteriskjava.util.SocketConnectionFacade;
import org.jspecify.annotations.Nullable;

/// The bytes between Asterisk-Java and the server. It hands on whole blocks (an event, an answer) and only those the
/// [BlockGate] lets pass, so that nothing can reach the library that would end its reader or fill its queue.
///
/// Lines end in CR LF or LF; bytes that are no UTF-8 become U+FFFD, as do control characters; a line is cut at
/// [#MOST_LINE_BYTES].
final class AmiSocket implements SocketConnectionFacade {
    /// Far above anything Asterisk writes; a longer line is not an event of use.
    static final int MOST_LINE_BYTES = 64 * 1024;

    /// More headers than this belong to no event; the rest of the block is read and dropped.
    static final int MOST_LINES = 512;

    private static final String BANNER = "Asterisk Call Manager/";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final BlockGate gate;
    private final StringBuilder written = new StringBuilder();
    private final Queue<String> passed = new ArrayDeque<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

    /// @param silence no byte for this long ends the connection
    AmiSocket(String host, int port, Duration connect, Duration silence, BlockGate gate) throws IOException {
        this.gate = gate;
        this.socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(connect.toMillis()));
            socket.setSoTimeout(Math.toIntExact(silence.toMillis()));
            socket.setTcpNoDelay(true);
            this.in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            this.out = socket.getOutputStream();
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    /// The next line of the next block that passed; null at the end of the stream, as the library expects it.
    @Override
    public @Nullable String readLine() throws IOException {
        while (passed.isEmpty()) {
            if (!readBlock()) {
                return null;
            }
        }
        return passed.remove();
    }

    private boolean readBlock() throws IOException {
        List<String> block = new ArrayList<>(32);
        while (true) {
            String next = nextLine();
            if (next == null) {
                return false;
            }
            if (next.startsWith(BANNER)) {
                passed.add(next);
                return true;
            }
            if (next.isEmpty()) {
                break;
            }
            if (block.size() < MOST_LINES) {
                block.add(next);
            }
        }
        List<String> through = block.isEmpty() ? block : gate.through(block);
        if (!through.isEmpty()) {
            passed.addAll(through);
            passed.add("");
        }
        return true;
    }

    private @Nullable String nextLine() throws IOException {
        line.reset();
        while (true) {
            int next = in.read();
            if (next < 0) {
                return null;
            }
            if (next == '\n') {
                return text();
            }
            if (line.size() < MOST_LINE_BYTES) {
                line.write(next);
            }
        }
    }

    private String text() {
        String text = line.toString(StandardCharsets.UTF_8);
        int end = text.endsWith("\r") ? text.length() - 1 : text.length();
        StringBuilder inert = null;
        for (int at = 0; at < end; at++) {
            char character = text.charAt(at);
            if (character < 0x20 && character != '\t') {
                inert = inert == null ? new StringBuilder(text) : inert;
                inert.setCharAt(at, '\uFFFD');
            }
        }
        return inert == null ? text.substring(0, end) : inert.substring(0, end);
    }

    /// Asterisk-Java hands over an action piece by piece and then flushes; it goes out in one write.
    @Override
    public synchronized void write(String piece) {
        written.append(piece);
    }

    @Override
    public synchronized void flush() throws IOException {
        byte[] bytes = written.toString().getBytes(StandardCharsets.UTF_8);
        written.setLength(0);
        out.write(bytes);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected() && !socket.isClosed();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public InetAddress getRemoteAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getRemotePort() {
        return socket.getPort();
    }
}
