package hearback.telephony.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What customers experienced, as the scripted servers know it, in true time. It knows numbers and channel names and
/// nothing of callbacks.
final class Ledger {
    private final List<Dial> dials = new ArrayList<>();
    private final List<Spoken> spoken = new ArrayList<>();

    /// What the far end said of a dial.
    enum Network {
        NOTHING,
        /// Busy, off, rejected, no answer: the customer's side.
        CUSTOMER,
        /// Trunk or server: nobody's phone was reached by it.
        OURS
    }

    /// One channel towards a customer, from the moment the server began it.
    static final class Dial {
        final String channel;
        final String number;
        final String server;
        final Instant from;
        /// When the server was asked for it; earlier than [#from] where an agent was rung first.
        final Instant asked;
        Optional<Instant> until = Optional.empty();
        boolean rang;
        boolean answered;
        Optional<Instant> spokenAt = Optional.empty();
        Network network = Network.NOTHING;
        /// The server was started anew in the middle of it.
        boolean cutByServer;

        Dial(String channel, String number, String server, Instant asked, Instant from) {
            this.channel = channel;
            this.number = number;
            this.server = server;
            this.asked = asked;
            this.from = from;
        }

        /// The server's clock was set while the channel lived.
        boolean clockWasSet;

        /// What the next dial may be too early by: nobody can tell how long a call was whose clock was set in
        /// the middle, when part of it was not heard.
        Duration unsure() {
            return clockWasSet ? until.map(end -> Duration.between(asked, end)).orElse(Duration.ZERO) : Duration.ZERO;
        }

        boolean mayHaveRung() {
            return rang || answered || network == Network.CUSTOMER;
        }

        @Override
        public String toString() {
            return "dial " + channel + " of " + number + " at " + server + " from " + from + " until "
                    + until.map(Instant::toString).orElse("now") + (rang ? " rang" : "")
                    + (answered ? " answered" : "")
                    + spokenAt.map(at -> " spoken").orElse("") + " " + network
                    + (cutByServer ? " cut" : "");
        }
    }

    /// A customer and an agent heard each other, whoever rang.
    ///
    /// @param dial by which we rang him; empty: he rang us
    /// @param isUnsure the server's clock was wrong, or it keeps no journal: who was not there cannot be told of it
    /// @param behind so much the server's clock was, or less than nothing
    record Spoken(String number, Instant at, Optional<Dial> dial, boolean isUnsure, Duration behind) {
        /// When the call began.
        Instant from() {
            return dial.map(rang -> rang.asked).orElse(at);
        }

        /// The server died with what it knew of it, or it cannot tell.
        boolean isUntold() {
            return isUnsure
                    || dial.filter(rang -> rang.cutByServer || rang.clockWasSet).isPresent();
        }
    }

    /// @param channel by whose name the server was asked for it
    /// @param at the customer's telephone was rung
    Dial dialled(String channel, String number, String server, Instant asked, Instant at) {
        var dial = new Dial(channel, number, server, asked, at);
        dials.add(dial);
        return dial;
    }

    void spoke(Spoken said) {
        spoken.add(said);
    }

    List<Dial> dials() {
        return dials;
    }

    List<Spoken> spoken() {
        return spoken;
    }
}
