package hearback.telephony.ami;

import static hearback.telephony.testing.FakeAsterisk.block;
import static hearback.telephony.testing.FakeAsterisk.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hearback.config.Detection;
import hearback.config.Dialling;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.Attempt;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptState;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.flow.CallDropper;
import hearback.telephony.flow.Dialer;
import hearback.telephony.flow.LineDown;
import hearback.telephony.testing.FakeAsterisk;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.ScriptedChance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AmiActionsTest {
    private static final AttemptId ATTEMPT = new AttemptId(UUID.fromString("01234567-89ab-7def-8123-456789abcdef"));
    private static final String ADDRESS = "PJSIP/trunk/sip:192.0.2.1";
    private final HandCrankedTime time = new HandCrankedTime(Instant.parse("2026-11-23T04:00:00Z"));
    private FakeAsterisk server;
    private AmiActions actions;

    @BeforeEach
    void start() {
        server = FakeAsterisk.start(AmiLines.USER, AmiLines.SECRET);
        actions = new AmiActions(
                AmiLines.to(server), AmiLines.quick(), time, new ScriptedChance(0.5), Duration.ofMillis(300));
        actions.start();
        await().until(this::isUp);
    }

    @AfterEach
    void stop() {
        actions.stop();
        server.close();
    }

    @Test
    void an_originate_carries_the_attempt_as_the_channels_id() {
        assertThat(actions.originate(to("PJSIP/+8613800005678@trunk"))).isEqualTo(new Dialer.Sent.Queued());

        assertThat(server.actions("Originate"))
                .singleElement()
                .satisfies(sent -> assertThat(sent)
                        .containsEntry("Channel", "PJSIP/+8613800005678@trunk")
                        .containsEntry("ChannelId", "hb0123456789ab7def8123456789abcdef")
                        .containsEntry("Context", "hearback-callback")
                        .containsEntry("Exten", "4001")
                        .containsEntry("Priority", "1")
                        .containsEntry("CallerID", "4001")
                        .containsEntry("Timeout", "35000")
                        .containsEntry("Async", "true")
                        .containsEntry("Variable", "HEARBACK=yes"));
    }

    @Test
    void a_refusal_is_told_with_its_message() {
        server.answer("Originate", action -> List.of(block("Response: Error", "Message: Permission denied")));

        assertThat(actions.originate(to("PJSIP/1@trunk"))).isEqualTo(new Dialer.Sent.Refused("Permission denied"));
    }

    @Test
    void without_an_answer_nothing_is_certain_and_a_late_answer_is_taken_for_no_other() {
        server.answer("Originate", action -> List.of());
        assertThat(actions.originate(to("PJSIP/1@trunk"))).isEqualTo(new Dialer.Sent.NotKnown());
        String late = server.actions("Originate").getFirst().get("ActionID");
        server.say(block("Response: Error", "ActionID: " + late, "Message: much too late"));
        server.say(block("Response: Error", "ActionID: 0_0#nobody", "Message: whose is this"));

        server.answer("Originate", action -> List.of(block("Response: Success", "Message: queued")));
        assertThat(actions.originate(to("PJSIP/1@trunk"))).isEqualTo(new Dialer.Sent.Queued());
    }

    @Test
    void waiters_nobody_answers_are_bounded_because_the_connection_is_renewed() {
        server.answer("Originate", action -> List.of());
        int before = server.logins();
        for (int request = 0; request < 20; request++) {
            assertThat(actions.originate(to("PJSIP/1@trunk"))).isEqualTo(new Dialer.Sent.NotKnown());
        }

        await().until(() -> server.logins() > before);
    }

    @Test
    void without_a_connection_it_is_certain_that_nothing_was_sent() {
        server.close();
        await().until(() -> !isUp());

        assertThatThrownBy(() -> actions.originate(to("PJSIP/1@trunk"))).isInstanceOf(LineDown.class);
    }

    @Test
    void a_line_break_in_any_text_is_refused_before_anything_is_sent() {
        assertThatThrownBy(() -> actions.originate(to("PJSIP/1\r\nAction: Command\r\nCommand: core stop now")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(server.actions("Originate")).isEmpty();
        assertThat(server.actions("Command")).isEmpty();
    }

    @Test
    void a_dropped_call_is_hung_up_by_its_own_id_as_one_that_we_cancel() {
        server.answer(
                "Status", action -> list("Status", block("Event: Status", "Channel: PJSIP/trunk-1", "BridgeID: ")));
        server.answer("Hangup", action -> List.of(block("Response: Success", "Message: Channel Hungup")));

        assertThat(actions.drop(attempt())).isEqualTo(new CallDropper.Dropped.HungUp());

        assertThat(server.actions("Hangup"))
                .singleElement()
                .satisfies(sent -> assertThat(sent)
                        .containsEntry("Channel", "hb0123456789ab7def8123456789abcdef")
                        .containsEntry("Cause", "16"));
    }

    @Test
    void a_call_in_a_bridge_is_not_hung_up() {
        server.answer(
                "Status",
                action -> list("Status", block("Event: Status", "Channel: PJSIP/trunk-1", "BridgeID: 7b1f-02")));

        assertThat(actions.drop(attempt())).isEqualTo(new CallDropper.Dropped.Talking());
        assertThat(server.actions("Hangup")).isEmpty();
    }

    @Test
    void a_call_that_is_not_there_is_gone() {
        server.answer("Status", action -> List.of(block("Response: Error", "Message: No such channel")));
        server.answer("Hangup", action -> List.of(block("Response: Error", "Message: No such channel")));

        assertThat(actions.drop(attempt())).isEqualTo(new CallDropper.Dropped.Gone());
    }

    @Test
    void a_server_that_does_not_let_us_hang_up_is_quoted() {
        server.answer("Status", action -> List.of(block("Response: Error", "Message: Permission denied")));
        server.answer("Hangup", action -> List.of(block("Response: Error", "Message: Permission denied")));

        assertThat(actions.drop(attempt())).isEqualTo(new CallDropper.Dropped.NotDone("Permission denied"));
    }

    @Test
    void the_list_of_channels_comes_whole() {
        server.answer(
                "CoreShowChannels",
                action -> list(
                        "CoreShowChannels",
                        block("Event: CoreShowChannel", "Uniqueid: 1.1", "Channel: a"),
                        block("Event: CoreShowChannel", "Uniqueid: hb01", "Channel: b")));

        assertThat(actions.legs()).extracting(leg -> leg.uniqueid()).containsExactlyInAnyOrder("1.1", "hb01");
    }

    @Test
    void what_the_server_lacks_is_found_with_each_login_and_what_was_mended_is_not() {
        server.answer(
                "ListCommands",
                action -> List.of(block(
                        "Response: Success",
                        "CoreShowChannels: List  (Priv: system,reporting,all)",
                        "CoreStatus: Show  (Priv: system,reporting,all)",
                        "ShowDialPlan: Show dialplan contexts and extensions  (Priv: config,reporting,all)",
                        "Hangup: Hangup channel.  (Priv: system,call,all)",
                        "Command: Execute  (Priv: command,all)")));
        server.answer(
                "ShowDialPlan",
                action -> action.getOrDefault("Context", "").equals("hearback-survey")
                        ? List.of(block("Response: Error", "Message: Did not find context hearback-survey"))
                        : list("ShowDialPlan"));
        server.cut();

        await().untilAsserted(() -> assertThat(actions.problems())
                .hasSize(3)
                .anyMatch(problem -> problem.contains("may not send Originate"))
                .anyMatch(problem -> problem.contains("has the right command"))
                .anyMatch(problem -> problem.contains("hearback-survey")));

        server.answer("ShowDialPlan", action -> list("ShowDialPlan"));
        server.cut();

        await().untilAsserted(() ->
                assertThat(actions.problems()).hasSize(2).noneMatch(problem -> problem.contains("hearback-survey")));
    }

    @Test
    void a_server_that_cannot_say_has_no_problem() {
        server.answer("ShowDialPlan", action -> List.of(block("Response: Error", "Message: Permission denied")));
        server.cut();
        await().until(() -> !server.actions("ShowDialPlan").isEmpty() && isUp());

        assertThat(actions.problems()).isEmpty();
    }

    @Test
    void an_old_copy_of_the_dialplan_is_named_until_it_is_replaced() {
        actions.stop();
        dialplanIs("");
        actions = new AmiActions(
                AmiLines.to(
                        server.port(),
                        new Dialling.AgentFirst("hearback-agent-first", Duration.ofSeconds(15), Optional.empty()),
                        new Detection(false, true)),
                AmiLines.quick(),
                time,
                new ScriptedChance(0.5));
        actions.start();
        await().untilAsserted(() -> assertThat(actions.problems())
                .singleElement()
                .asString()
                .contains("the dialplan is older than versions", "announcements are not recognised"));

        dialplanIs(String.valueOf(DialplanVersion.NEWEST));

        await().until(() -> actions.problems().isEmpty());
    }

    private void dialplanIs(String version) {
        server.answer("GetVar", action -> {
            boolean isVersion = action.getOrDefault("Variable", "").equals("HEARBACK_DIALPLAN");
            return List.of(block("Response: Success", "Variable: x", "Value: " + (isVersion ? version : "NOT_INUSE")));
        });
    }

    @Test
    void what_is_missing_is_looked_for_at_each_ping_and_otherwise_only_now_and_then() {
        trunkIs("UNAVAILABLE", "");
        server.cut();
        await().untilAsserted(() ->
                assertThat(actions.problems()).singleElement().asString().contains("reaches nobody"));
        trunkIs("NOT_INUSE", ADDRESS);
        await().until(() -> actions.problems().isEmpty());
        int mended = asked().lastIndexOf("GetVar");
        await().until(() -> pings(asked().subList(mended, asked().size())) > 10);

        List<String> whileMissing = asked().subList(asked().lastIndexOf("Login"), mended);
        assertThat(pings(whileMissing)).isPositive().isLessThanOrEqualTo(2 * looks(whileMissing));
        List<String> afterwards = asked().subList(mended + 1, asked().size());
        assertThat(looks(afterwards)).isLessThanOrEqualTo(1 + pings(afterwards) / 20);
    }

    @Test
    void a_trunk_that_was_not_asked_yet_is_looked_at_with_each_ping_and_named_when_nobody_answered() {
        trunkIs("UNAVAILABLE", ADDRESS);
        server.cut();
        await().until(() -> looks(askedSinceLogin()) > 6);
        assertThat(actions.problems()).isEmpty();
        List<String> sinceLogin = askedSinceLogin();
        assertThat(pings(sinceLogin)).isPositive().isLessThanOrEqualTo(looks(sinceLogin));

        trunkIs("UNAVAILABLE", "");
        await().untilAsserted(() ->
                assertThat(actions.problems()).singleElement().asString().contains("the trunk trunk reaches nobody"));
        trunkIs("UNAVAILABLE", ADDRESS);
        long before = looks(asked());
        await().until(() -> looks(asked()) > before + 6);
        assertThat(actions.problems()).singleElement().asString().contains("reaches nobody");
    }

    @Test
    void a_trunk_that_is_never_asked_is_named_in_the_end() {
        trunkIs("UNAVAILABLE", ADDRESS);
        server.cut();
        await().until(() -> looks(askedSinceLogin()) > 2);
        time.turn(Duration.ofMinutes(5));

        await().untilAsserted(() ->
                assertThat(actions.problems()).singleElement().asString().contains("was not asked for 5 min"));
    }

    private void trunkIs(String state, String addresses) {
        server.answer("GetVar", action -> {
            boolean isState = action.getOrDefault("Variable", "").startsWith("DEVICE_STATE");
            return List.of(block("Response: Success", "Variable: x", "Value: " + (isState ? state : addresses)));
        });
    }

    /// The names of the actions heard so far, in order.
    private List<String> asked() {
        return server.actions().stream().map(action -> action.get("Action")).toList();
    }

    private List<String> askedSinceLogin() {
        List<String> asked = asked();
        return asked.subList(asked.lastIndexOf("Login"), asked.size());
    }

    private static long pings(List<String> asked) {
        return asked.stream().filter("Ping"::equals).count();
    }

    private static long looks(List<String> asked) {
        return asked.stream().filter("GetVar"::equals).count();
    }

    private boolean isUp() {
        try {
            var _ = actions.legs();
            return true;
        } catch (LineDown down) {
            return false;
        }
    }

    private static Attempt attempt() {
        return new Attempt(
                ATTEMPT,
                new CallbackId(new UUID(1, 1)),
                1,
                new PhoneNumber.Known("+8613800138000"),
                new ServerName("main"),
                1,
                Instant.EPOCH,
                new AttemptState.Released(Instant.EPOCH));
    }

    private static Origination to(String channel) {
        return new Origination(
                ATTEMPT,
                channel,
                "hearback-callback",
                "4001",
                "4001",
                Duration.ofSeconds(35),
                Map.of("HEARBACK", "yes"));
    }
}
