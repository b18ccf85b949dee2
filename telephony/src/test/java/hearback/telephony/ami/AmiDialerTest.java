package hearback.telephony.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hearback.config.Detection;
import hearback.config.Dialling;
import hearback.config.LineSettings;
import hearback.telephony.call.AgentId;
import hearback.telephony.call.LegId;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.flow.Dialer;
import hearback.telephony.flow.LineDown;
import hearback.telephony.testing.FakeAsterisk;
import hearback.telephony.testing.ScriptedChance;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AmiDialerTest {
    private static final AttemptId ATTEMPT = new AttemptId(new UUID(0x1234, 0xabcd));
    private static final AttemptId AGENT_FIRST = AttemptId.ofAgentFirst(new CallbackId(new UUID(3, 1)), 1);
    private static final PhoneNumber.Known NUMBER = new PhoneNumber.Known("+8613800138000");

    private FakeAsterisk asterisk;
    private AmiActions actions;
    private AmiDialer dialer;

    @BeforeEach
    void connect() {
        asterisk = FakeAsterisk.start(AmiLines.USER, AmiLines.SECRET);
        var line = line(Detection.NONE);
        var listening = AmiLines.listening(Duration.ofSeconds(3), Duration.ofSeconds(9));
        actions = new AmiActions(line, listening, InstantSource.system(), new ScriptedChance());
        dialer = new AmiDialer(actions, line, Duration.ofSeconds(35));
        actions.start();
        await().ignoreException(LineDown.class)
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(actions.legs()).isEmpty());
    }

    private LineSettings line(Detection detection) {
        return AmiLines.to(
                asterisk.port(),
                new Dialling.AgentFirst("hearback-agent-first", Duration.ofSeconds(15), Optional.empty()),
                detection);
    }

    @AfterEach
    void disconnect() {
        actions.stop();
        asterisk.close();
    }

    @Test
    void the_originate_carries_the_attempts_name_and_nothing_a_stranger_wrote() {
        assertThat(dialer.dial(ATTEMPT, NUMBER)).isEqualTo(new Dialer.Sent.Queued());

        assertThat(asterisk.actions("Originate")).singleElement().satisfies(action -> {
            assertThat(action)
                    .containsEntry("channelid", ATTEMPT.channelId())
                    .containsEntry("channel", "PJSIP/13800138000@trunk")
                    .containsEntry("context", "hearback-callback")
                    .containsEntry("exten", "s")
                    .containsEntry("priority", "1")
                    .containsEntry("callerid", "4001")
                    .containsEntry("timeout", "35000")
                    .containsEntry("async", "true")
                    .doesNotContainKey("variable");
            assertThat(action.get("actionid")).endsWith(ATTEMPT.channelId());
        });
    }

    @Test
    void whoever_answers_a_survey_is_connected_with_its_questions() {
        assertThat(dialer.survey(ATTEMPT, NUMBER)).isEqualTo(new Dialer.Sent.Queued());

        assertThat(asterisk.actions("Originate"))
                .singleElement()
                .satisfies(action -> assertThat(action)
                        .containsEntry("channelid", ATTEMPT.channelId())
                        .containsEntry("context", "hearback-survey")
                        .containsEntry("exten", "s")
                        .doesNotContainKey("variable"));
    }

    @Test
    void a_line_that_hangs_machines_up_tells_the_dialplan_to_look_who_answers() {
        var careful = new AmiDialer(actions, line(new Detection(true, false)), Duration.ofSeconds(35));

        assertThat(careful.dial(ATTEMPT, NUMBER)).isEqualTo(new Dialer.Sent.Queued());
        assertThat(careful.survey(ATTEMPT, NUMBER)).isEqualTo(new Dialer.Sent.Queued());

        assertThat(asterisk.actions("Originate"))
                .hasSize(2)
                .allSatisfy(action -> assertThat(action).containsEntry("variable", "HEARBACK_MACHINES=hang-up"));
    }

    @Test
    void the_server_is_asked_to_listen_on_a_channel_of_its_own_and_to_end_it_again() {
        var customer = new LegId(actions.server(), "1795410553.12");

        actions.listen(customer, AGENT_FIRST);
        actions.endListening(customer);

        assertThat(asterisk.actions("Originate"))
                .singleElement()
                .satisfies(action -> assertThat(action)
                        .containsEntry("channel", "Local/s@hearback-listen/n")
                        .containsEntry("channelid", "listen-1795410553.12")
                        .containsEntry("application", "Wait")
                        .containsEntry("async", "true"));
        assertThat(asterisk.actions("Originate")
                        .getFirst()
                        .getOrDefault("variable", "")
                        .lines())
                .containsExactlyInAnyOrder(
                        "HEARBACK_LISTEN=1795410553.12", "HEARBACK_LISTEN_FOR=" + AGENT_FIRST.channelId());
        assertThat(asterisk.actions("Hangup"))
                .singleElement()
                .satisfies(action -> assertThat(action).containsEntry("channel", "listen-1795410553.12"));
    }

    @Test
    void an_agents_telephone_rings_first_and_the_dialplan_is_told_whom_to_ring_for_him() {
        assertThat(dialer.ring(AGENT_FIRST, NUMBER, new AgentId("1001"))).isEqualTo(new Dialer.Sent.Queued());

        assertThat(asterisk.actions("Originate"))
                .singleElement()
                .satisfies(action -> assertThat(action)
                        .containsEntry("channelid", AGENT_FIRST.channelId())
                        .containsEntry("channel", "PJSIP/1001")
                        .containsEntry("context", "hearback-agent-first")
                        .containsEntry("callerid", "13800138000")
                        .containsEntry("timeout", "15000")
                        .containsEntry("async", "true"));
        assertThat(asterisk.actions("Originate")
                        .getFirst()
                        .getOrDefault("variable", "")
                        .lines())
                .containsExactlyInAnyOrder(
                        "HEARBACK_CUSTOMER=PJSIP/13800138000@trunk", "HEARBACK_RING=35", "HEARBACK_CALLER=4001");
    }

    @Test
    void where_an_agent_is_rung_first_the_dialplan_is_asked_for_what_that_needs() {
        await().untilAsserted(() -> assertThat(asterisk.actions("ShowDialPlan"))
                .extracting(action -> action.get("context"))
                .contains(
                        "hearback-callback",
                        "hearback-survey",
                        "hearback-agent-first",
                        "hearback-agent-first-answered"));
    }

    @Test
    void an_attempt_that_rings_an_agent_first_never_rings_a_customer_first() {
        assertThat(dialer.dial(AGENT_FIRST, NUMBER)).isInstanceOf(Dialer.Sent.Refused.class);
        assertThat(asterisk.actions("Originate")).isEmpty();
    }

    @Test
    void a_no_of_the_server_is_certain() {
        asterisk.answer("Originate", _ -> List.of(FakeAsterisk.block("Response: Error", "Message: Permission denied")));

        assertThat(dialer.dial(ATTEMPT, NUMBER)).isEqualTo(new Dialer.Sent.Refused("Permission denied"));
    }

    @Test
    void without_an_answer_nothing_is_certain() {
        asterisk.answer("Originate", _ -> List.of());

        assertThat(dialer.dial(ATTEMPT, NUMBER)).isEqualTo(new Dialer.Sent.NotKnown());
    }

    @Test
    void without_a_connection_certainly_nothing_was_sent() {
        actions.stop();

        assertThatThrownBy(() -> dialer.dial(ATTEMPT, NUMBER)).isInstanceOf(LineDown.class);
        assertThat(asterisk.actions("Originate")).isEmpty();
    }
}
