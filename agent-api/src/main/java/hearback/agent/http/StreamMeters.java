package hearback.agent.http;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;

/// What is counted about the stream.
final class StreamMeters {
    private StreamMeters() {}

    static void register(MeterRegistry meters, Stream stream) {
        Gauge.builder("hearback.stream.clients", stream.clients(), Collection::size)
                .description("Open live streams of authenticated clients")
                .register(meters);
    }
}
