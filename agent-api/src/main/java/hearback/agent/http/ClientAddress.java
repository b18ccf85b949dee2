package hearback.agent.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// From where somebody asks, so that guesses from one place can be counted. Of an IPv6 address the first half: the
/// other half anybody changes as he likes (RFC 6177).
final class ClientAddress {
    private static final String UNKNOWN = "unknown";
    private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F:.]{2,45}");
    private static final int HALF = 8;

    private final Set<String> trusted;

    /// @param proxies that say truly in X-Forwarded-For for whom they ask
    ClientAddress(List<String> proxies) {
        this.trusted = proxies.stream().map(ClientAddress::whole).collect(Collectors.toUnmodifiableSet());
    }

    String of(HttpServerRequest request) {
        String nearest = Optional.ofNullable(request.remoteAddress())
                .map(SocketAddress::hostAddress)
                .orElse(UNKNOWN);
        return place(farthest(nearest, request.headers().getAll("X-Forwarded-For")));
    }

    /// From the end, where the proxies nearest to us write, back to the first that is none of ours.
    private String farthest(String nearest, List<String> forwarded) {
        List<String> hops = forwarded.stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(String::strip)
                .toList();
        String address = nearest;
        for (String hop : hops.reversed()) {
            if (!trusted.contains(whole(address)) || !LITERAL.matcher(hop).matches()) {
                break;
            }
            address = hop;
        }
        return address;
    }

    private static String whole(String address) {
        return parsed(address).map(InetAddress::getHostAddress).orElse(address);
    }

    static String place(String address) {
        return parsed(address)
                .map(known -> known.getAddress().length == 2 * HALF ? half(known) : known.getHostAddress())
                .orElse(UNKNOWN);
    }

    private static String half(InetAddress address) {
        byte[] bytes = address.getAddress();
        Arrays.fill(bytes, HALF, bytes.length, (byte) 0);
        try {
            return InetAddress.getByAddress(bytes).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException("sixteen bytes are an address", e);
        }
    }

    private static Optional<InetAddress> parsed(String address) {
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
