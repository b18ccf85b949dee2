package hearback.telephony.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.DoubleSupplier;

/// Every meter of telephony: name, unit, sentence. The tag is the server's name, and its trunk's where it is of one,
/// so there are as many as there are lines or trunks.
public enum TelephonyMeters {
    CONNECTED("hearback.line.connected", "", Kind.GAUGE, "1 while the server is heard, 0 otherwise."),
    LEASE_HELD(
            "hearback.line.lease", "", Kind.GAUGE, "1 while this node may listen to the server and dial through it."),
    SIGNALS("hearback.line.signals", "", Kind.COUNTER, "Events heard and of use since the start."),
    DROPPED("hearback.line.dropped", "", Kind.COUNTER, "Events that could not be used, broken or unknown."),
    OVERFLOWED("hearback.line.overflowed", "", Kind.COUNTER, "Signals thrown away because the buffer was full."),
    WAITING("hearback.line.waiting", "", Kind.GAUGE, "Signals that wait to be folded."),
    LOGINS("hearback.line.logins", "", Kind.COUNTER, "Logins to the server since the start."),
    FACTS("hearback.line.facts", "", Kind.COUNTER, "Facts stored, doubled ones included."),
    SET_ASIDE("hearback.line.set.aside", "", Kind.COUNTER, "Facts that could not be stored, ever: our mistake."),
    LIVE_CALLS("hearback.line.calls", "", Kind.GAUGE, "Calls of ours that are not over."),
    TRUNK_FAILS(
            "hearback.line.trunk.fails",
            "",
            Kind.GAUGE,
            "1 while one call at a time finds out whether the trunk takes calls again, 0 otherwise.");

    private final String meter;
    private final String unit;
    private final Kind kind;
    private final String sentence;

    TelephonyMeters(String meter, String unit, Kind kind, String sentence) {
        this.meter = meter;
        this.unit = unit;
        this.kind = kind;
        this.sentence = sentence;
    }

    /// Shows this value of one line from now on; asked whenever somebody looks.
    public void show(MeterRegistry registry, String line, DoubleSupplier value) {
        show(registry, Tags.of("line", line), value);
    }

    /// As above, of one trunk of the line.
    public void show(MeterRegistry registry, String line, String trunk, DoubleSupplier value) {
        show(registry, Tags.of("line", line, "trunk", trunk), value);
    }

    private void show(MeterRegistry registry, Tags tags, DoubleSupplier value) {
        switch (kind) {
            case GAUGE -> {
                var _ = Gauge.builder(meter, value, DoubleSupplier::getAsDouble)
                        .description(sentence)
                        .tags(tags)
                        .strongReference(true)
                        .register(registry);
            }
            case COUNTER -> {
                // The registry is what is held on to weakly here: it lives as long as its meters.
                var _ = FunctionCounter.builder(meter, registry, alive -> value.getAsDouble())
                        .description(sentence)
                        .tags(tags)
                        .register(registry);
            }
        }
    }

    /// As Micrometer names it.
    public String meter() {
        return meter;
    }

    public String unit() {
        return unit;
    }

    public String sentence() {
        return sentence;
    }

    private enum Kind {
        GAUGE,
        COUNTER
    }
}
