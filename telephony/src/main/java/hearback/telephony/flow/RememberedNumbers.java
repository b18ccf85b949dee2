package hearback.telephony.flow;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Whom an attempt rang, looked up once: every fact of a call asks for it again, and it never changes. The numbers
/// asked for last are kept; an attempt that was not found is looked for again.
public final class RememberedNumbers implements RungNumbers {
    /// Some 200 bytes each, and far more than there are calls at once.
    private static final int MOST = 10_000;

    private final RungNumbers source;
    private final Map<AttemptId, PhoneNumber.Known> lastAsked;

    public RememberedNumbers(RungNumbers source) {
        this(source, MOST);
    }

    RememberedNumbers(RungNumbers source, int most) {
        this.source = source;
        this.lastAsked = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<AttemptId, PhoneNumber.Known> eldest) {
                return size() > most;
            }
        };
    }

    @Override
    public Optional<PhoneNumber.Known> numberOf(AttemptId attempt) {
        return kept(attempt).or(() -> {
            // Not under the lock: one slow answer of the database must not hold up those who know theirs.
            var found = source.numberOf(attempt);
            found.ifPresent(number -> keep(attempt, number));
            return found;
        });
    }

    private Optional<PhoneNumber.Known> kept(AttemptId attempt) {
        synchronized (lastAsked) {
            return Optional.ofNullable(lastAsked.get(attempt));
        }
    }

    private void keep(AttemptId attempt, PhoneNumber.Known number) {
        synchronized (lastAsked) {
            lastAsked.put(attempt, number);
        }
    }
}
