package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RememberedNumbersTest {
    private final List<AttemptId> asked = new ArrayList<>();
    private boolean isAway;
    private boolean isThere = true;
    private final RememberedNumbers numbers = new RememberedNumbers(this::lookUp, 2);

    @Test
    void a_number_is_looked_up_once() {
        assertThat(numbers.numberOf(attempt(1))).hasValue(number(1));
        assertThat(numbers.numberOf(attempt(1))).hasValue(number(1));
        assertThat(numbers.numberOf(attempt(2))).hasValue(number(2));

        assertThat(asked).containsExactly(attempt(1), attempt(2));
    }

    @Test
    void those_asked_for_last_are_kept_and_no_more() {
        numbers.numberOf(attempt(1));
        numbers.numberOf(attempt(2));
        numbers.numberOf(attempt(1));
        numbers.numberOf(attempt(3));
        asked.clear();

        numbers.numberOf(attempt(1));
        numbers.numberOf(attempt(3));
        assertThat(asked).isEmpty();
        numbers.numberOf(attempt(2));
        assertThat(asked).containsExactly(attempt(2));
    }

    @Test
    void what_was_not_found_or_could_not_be_asked_is_looked_up_again() {
        isThere = false;
        assertThat(numbers.numberOf(attempt(1))).isEmpty();
        isAway = true;
        assertThatThrownBy(() -> numbers.numberOf(attempt(1))).isInstanceOf(StoreUnavailable.class);
        isAway = false;
        isThere = true;

        assertThat(numbers.numberOf(attempt(1))).hasValue(number(1));
    }

    private Optional<PhoneNumber.Known> lookUp(AttemptId attempt) {
        asked.add(attempt);
        if (isAway) {
            throw new StoreUnavailable("away", new IllegalStateException("no database"));
        }
        return isThere ? Optional.of(number(attempt.value().getLeastSignificantBits())) : Optional.empty();
    }

    private static AttemptId attempt(int n) {
        return new AttemptId(new UUID(5, n));
    }

    private static PhoneNumber.Known number(long n) {
        return new PhoneNumber.Known("+861380000%04d".formatted(n));
    }
}
