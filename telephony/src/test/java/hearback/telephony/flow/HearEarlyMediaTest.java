package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;

import hearback.telephony.call.Call;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.InertText;
import hearback.telephony.call.LegId;
import hearback.telephony.call.LegState;
import hearback.telephony.call.Lines;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.testing.HandCrankedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HearEarlyMediaTest {
    private static final ServerName MAIN = new ServerName("main");
    private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");
    private static final CallbackId CALLBACK = new CallbackId(new UUID(3, 1));
    private static final AttemptId ATTEMPT = AttemptId.of(CALLBACK, 1);
    private static final LegId CUSTOMER = ATTEMPT.leg(MAIN);

    private final List<String> told = new ArrayList<>();
    private final List<CallFact> facts = new ArrayList<>();
    private final HandCrankedTime time = new HandCrankedTime(MORNING.plusSeconds(2));
    private final HearEarlyMedia follower = new HearEarlyMedia(new Ear(), time);

    @Test
    void the_network_is_listened_to_as_soon_as_it_is_heard_and_until_somebody_answers() {
        tell(CUSTOMER, new CallFact.LegHeardEarly(MORNING.plusSeconds(2), CUSTOMER));
        assertThat(told).containsExactly("listen " + CUSTOMER + " for " + ATTEMPT);

        tell(CUSTOMER, new CallFact.LegAnswered(MORNING.plusSeconds(4), CUSTOMER));
        assertThat(told).containsExactly("listen " + CUSTOMER + " for " + ATTEMPT, "stop " + CUSTOMER);
    }

    @Test
    void who_answers_without_any_sound_before_is_not_touched() {
        tell(CUSTOMER, new CallFact.LegAnswered(MORNING.plusSeconds(2), CUSTOMER));

        assertThat(told).isEmpty();
    }

    @Test
    void news_that_comes_late_finds_nothing_to_listen_to() {
        time.turn(Duration.ofSeconds(11));

        tell(CUSTOMER, new CallFact.LegHeardEarly(MORNING.plusSeconds(2), CUSTOMER));

        assertThat(told).isEmpty();
    }

    @Test
    void a_call_that_is_over_or_answered_by_now_is_not_listened_to() {
        facts.add(new CallFact.LegEnded(MORNING.plusSeconds(3), CUSTOMER, new HangupCause(19, 480), LegState.DOWN));
        facts.add(new CallFact.Ended(MORNING.plusSeconds(3)));

        tell(CUSTOMER, new CallFact.LegHeardEarly(MORNING.plusSeconds(2), CUSTOMER));

        assertThat(told).isEmpty();
    }

    @Test
    void agent_first_it_is_the_customers_leg_that_is_listened_to() {
        var attempt = AttemptId.ofAgentFirst(CALLBACK, 1);
        var agent = attempt.leg(MAIN);
        var customer = new LegId(MAIN, "1795410553.12");
        facts.add(new CallFact.LegAnswered(MORNING, agent));
        facts.add(new CallFact.LegAppeared(
                MORNING.plusSeconds(1),
                customer,
                "PJSIP/trunk-0000001c",
                InertText.NOTHING,
                InertText.NOTHING,
                "from-trunk",
                "s"));

        tell(agent, new CallFact.LegHeardEarly(MORNING.plusSeconds(2), customer));

        assertThat(told).containsExactly("listen " + customer + " for " + attempt);
    }

    @Test
    void a_call_that_is_no_attempt_is_not_listened_to() {
        var stranger = new LegId(MAIN, "1795410553.10");

        tell(stranger, new CallFact.LegHeardEarly(MORNING.plusSeconds(2), stranger));

        assertThat(told).isEmpty();
    }

    @Test
    void a_line_that_is_down_harms_nothing() {
        new HearEarlyMedia(new DeadEar(), time)
                .on(news(CUSTOMER, new CallFact.LegHeardEarly(MORNING.plusSeconds(2), CUSTOMER)));

        assertThat(told).containsExactly("tried");
    }

    private void tell(LegId first, CallFact fact) {
        follower.on(news(first, fact));
    }

    private CallFollower.CallNews news(LegId first, CallFact fact) {
        facts.add(fact);
        var call = Call.of(CallId.bornOf(first), facts).record(new Lines(Map.of(), Set.of()));
        return new CallFollower.CallNews(1, fact, call, new PhoneNumber.Unknown(InertText.NOTHING));
    }

    private final class Ear implements EarlyEar {
        @Override
        public void listen(LegId leg, AttemptId attempt) {
            told.add("listen " + leg + " for " + attempt);
        }

        @Override
        public void endListening(LegId leg) {
            told.add("stop " + leg);
        }
    }

    private final class DeadEar implements EarlyEar {
        @Override
        public void listen(LegId leg, AttemptId attempt) {
            told.add("tried");
            throw new LineDown(MAIN, "not connected");
        }

        @Override
        public void endListening(LegId leg) {
            throw new LineDown(MAIN, "not connected");
        }
    }
}
