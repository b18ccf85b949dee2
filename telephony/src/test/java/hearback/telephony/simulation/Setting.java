package hearback.telephony.simulation;

import java.time.temporal.ChronoUnit;

/// How big a world is and what is wrong with its engine.
///
/// @param callbacks that are asked for
/// @param blows about so many
/// @param nodes processes
/// @param grain of the world's time. A process has its time to the nanosecond and PostgreSQL keeps it to the
///     microsecond; in whole microseconds both kinds of stores tell the same history
record Setting(int callbacks, int blows, int nodes, Mistake mistake, ChronoUnit grain) {
    Setting {
        if (callbacks < 1 || blows < 0 || nodes < 1) {
            throw new IllegalArgumentException(
                    "not a world: " + callbacks + " callbacks, " + blows + " blows, " + nodes + " nodes");
        }
    }

    Setting(int callbacks, int blows, int nodes, Mistake mistake) {
        this(callbacks, blows, nodes, mistake, ChronoUnit.NANOS);
    }

    Setting with(int otherNodes) {
        return new Setting(callbacks, blows, otherNodes, mistake, grain);
    }

    Setting with(Mistake made) {
        return new Setting(callbacks, blows, nodes, made, grain);
    }

    Setting inWholeMicros() {
        return new Setting(callbacks, blows, nodes, mistake, ChronoUnit.MICROS);
    }
}
