package hearback.telephony.ami;

import static hearback.telephony.testing.FakeAsterisk.block;
import static hearback.telephony.testing.FakeAsterisk.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hearback.config.ListeningSettings;
import hearback.telephony.call.CallSignal;
import hearback.telephony.flow.LineFeed;
import hearback.telephony.flow.LineNews;
import hearback.telephony.testing.FakeAsterisk;
import hearback.telephony.testing.ScriptedChance;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AmiConnectionTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CHANNEL = block(
            "Event: Newchannel",
            "Privilege: call,all",
            "Timestamp: 1795313984.203571",
            "Channel: PJSIP/trunk-00000001",
            "ChannelState: 4",
            "ChannelStateDesc: Ring",
            "CallerIDNum: 13800005678",
            "CallerIDName: <unknown>",
            "Context: from-trunk",
            "Exten: 4001",
            "Priority: 1",
            "Uniqueid: 1795313984.2",
            "Linkedid: 1795313984.2");
    private static final String HANGUP = block(
            "Event: Hangup",
            "Privilege: call,all",
            "Timestamp: 1795313990.5",
            "Channel: PJSIP/trunk-00000001",
            "ChannelState: 6",
            "ChannelStateDesc: Up",
            "Uniqueid: 1795313984.2",
            "Linkedid: 1795313984.2",
            "Cause: 16",
            "TechCause: 200",
            "Cause-txt: Normal Clearing");

    private final LineFeed feed = new LineFeed(100_000);
    private final List<LineNews> heard = new ArrayList<>();
    private FakeAsterisk server;
    private AmiConnection ear;

    @BeforeEach
    void start() {
        server = FakeAsterisk.start(AmiLines.USER, AmiLines.SECRET);
        ear = connection(AmiLines.quick());
    }

    @AfterEach
    void stop() {
        ear.close();
        server.close();
    }

    private AmiConnection connection(ListeningSettings listening) {
        return new AmiConnection(AmiLines.to(server), listening, InstantSource.system(), new ScriptedChance(0.5));
    }

    @Test
    void after_the_login_the_lists_are_asked_for_and_come_whole() {
        server.answer(
                "CoreShowChannels",
                action -> list(
                        "CoreShowChannels",
                        block("Event: CoreShowChannel", "Uniqueid: 1.1", "Channel: a", "ChannelStateDesc: Up"),
                        block("Event: CoreShowChannel", "Uniqueid: 1.2", "Channel: b", "ChannelStateDesc: Ring")));
        ear.open(feed);

        awaitListed();
        assertThat(heard.getFirst()).isInstanceOf(LineNews.HearingBegan.class);
        assertThat(((LineNews.HearingBegan) heard.getFirst()).booted()).isEqualTo("2026-11-22 10:00:00");
        assertThat(heard.get(1)).isInstanceOf(LineNews.ListsAsked.class);
        assertThat(heard).filteredOn(LineNews.Listed.class::isInstance).hasSize(2);
        assertThat(signals()).as("what is listed is not taken for said").isEmpty();
        // That the line is still heard may be said at any time after it.
        assertThat(heard)
                .filteredOn(LineNews.LegsListed.class::isInstance)
                .singleElement(InstanceOfAssertFactories.type(LineNews.LegsListed.class))
                .satisfies(listed -> assertThat(listed.legs())
                        .extracting(leg -> leg.uniqueid())
                        .containsExactlyInAnyOrder("1.1", "1.2"));
        assertThat(ear.state().connected()).isTrue();
    }

    @Test
    void a_list_that_is_not_whole_is_said_to_have_failed() {
        server.answer(
                "CoreShowChannels",
                action -> List.of(
                        block("Response: Success", "EventList: start"),
                        block("Event: CoreShowChannel", "Uniqueid: 1.1", "Channel: a", "ChannelStateDesc: Up"),
                        block("Event: CoreShowChannelsComplete", "EventList: Complete", "ListItems: 2")));
        ear.open(feed);

        awaitHeard(LineNews.ListsFailed.class);
    }

    @Test
    void a_half_open_connection_is_noticed_within_ten_seconds_with_the_shipped_settings() {
        ear = connection(AmiLines.listening(Duration.ofSeconds(3), Duration.ofSeconds(9)));
        ear.open(feed);
        awaitListed();

        server.goSilent();
        await().atMost(Duration.ofSeconds(10)).until(() -> !ear.state().connected());
        server.speakAgain();
        heard.clear();
        awaitListed();
        assertThat(heard).hasAtLeastOneElementOfType(LineNews.HearingLost.class);
    }

    /// Asterisk still sends events, but its manager thread no longer answers.
    @Test
    void a_server_that_speaks_but_answers_no_ping_is_left() {
        ear.open(feed);
        awaitListed();
        server.answer("Ping", action -> List.of());

        await().atMost(SOON).until(() -> {
            server.say(CHANNEL);
            return server.logins() > 1;
        });
    }

    @Test
    void a_cut_connection_is_a_loss_a_new_login_and_new_lists() {
        ear.open(feed);
        awaitListed();
        heard.clear();

        server.cut();
        awaitListed();
        assertThat(heard)
                .extracting(Object::getClass)
                .containsSubsequence(
                        List.of(LineNews.HearingLost.class, LineNews.HearingBegan.class, LineNews.LegsListed.class));
    }

    @Test
    void a_refused_login_is_tried_again_until_the_secret_is_right() {
        server.refuseLogins(true);
        ear.open(feed);
        await().atMost(SOON).until(() -> server.actions("Login").size() > 3);
        assertThat(ear.state().connected()).isFalse();

        server.refuseLogins(false);
        awaitListed();
    }

    @Test
    void a_server_that_is_not_there_yet_is_tried_until_it_is() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ear = new AmiConnection(AmiLines.to(port), AmiLines.quick(), InstantSource.system(), new ScriptedChance(0.5));
        ear.open(feed);
        await().pollDelay(Duration.ofMillis(300)).until(() -> !ear.state().connected());

        try (FakeAsterisk late = FakeAsterisk.startOn(port, AmiLines.USER, AmiLines.SECRET)) {
            awaitListed();
            assertThat(late.logins()).isEqualTo(1);
            ear.close();
        }
    }

    @Test
    void an_event_that_kills_the_reader_changes_nothing_but_a_counter() {
        ear.open(feed);
        awaitListed();
        heard.clear();

        server.say(block("Event: BridgeCreate", "Privilege: call,all", "BridgeType: basic"));
        server.say(block("Event: BridgeEnter", "Privilege: call,all", "Uniqueid: 1795313984.2"));
        server.say(CHANNEL);
        awaitSignals(1);
        assertThat(server.logins()).isEqualTo(1);
        assertThat(ear.counts().droppedByReason()).containsEntry("broken BridgeEnter", 1L);
        assertThat(heard).hasOnlyElementsOfType(LineNews.Heard.class);
    }

    @Test
    void broken_events_are_counted_and_the_next_one_is_heard() {
        ear.open(feed);
        awaitListed();
        heard.clear();

        server.say(block("Event: FlyingSaucer", "Uniqueid: 1.1"));
        server.say(block("Event: Newchannel", "Channel: without id"));
        server.say(block("Event: Newchannel", "Uniqueid: "));
        server.say("no header at all");
        server.say("\r\n\r\n");
        server.say(CHANNEL.replace("13800005678", "1".repeat(100_000)).replace("984.2", "984.5"));
        server.say(CHANNEL.replace("Priority: 1", "Priority: many\r\nUniqueid: 7.7\r\nChannel: twice"));
        server.sayBytes(
                (CHANNEL.replace("13800005678", "x\u00FFy") + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        server.say(HANGUP);
        await().atMost(SOON).until(() -> {
            heard.addAll(feed.take(1_000, Duration.ofMillis(10)));
            return signals().stream().anyMatch(CallSignal.HungUp.class::isInstance);
        });
        assertThat(server.logins()).isEqualTo(1);
        assertThat(ear.counts().droppedByReason())
                .containsEntry("unknown FlyingSaucer", 1L)
                .containsEntry("broken Newchannel", 2L)
                .containsEntry("broken block", 1L);
        assertThat(signals())
                .extracting(signal -> signal.leg().uniqueid())
                .containsExactly("1795313984.5", "7.7", "1795313984.2", "1795313984.2");
    }

    @Test
    void a_stream_cut_at_every_byte_is_read_as_one_that_is_not() {
        // On a loaded machine the quick settings would take a pause for a dead server.
        ear = connection(AmiLines.listening(Duration.ofSeconds(3), Duration.ofSeconds(9)));
        ear.open(feed);
        awaitListed();
        byte[] story = (CHANNEL + "\r\n\r\n" + HANGUP + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        for (int cut = 1; cut < story.length; cut++) {
            heard.clear();
            server.sayCut(story, cut);
            awaitSignals(2);
            assertThat(signals()).as("cut at %d", cut).hasSize(2);
            assertThat(signals().getFirst()).isInstanceOf(CallSignal.LegSeen.class);
            assertThat(((CallSignal.HungUp) signals().getLast()).cause().sip()).isEqualTo(200);
        }
    }

    @Test
    void more_events_than_the_librarys_queue_holds_are_all_heard() {
        ear.open(feed);
        awaitListed();
        byte[] burst = (HANGUP + "\r\n\r\n").repeat(1_000).getBytes(StandardCharsets.UTF_8);
        for (int time = 0; time < 50; time++) {
            server.sayBytes(burst);
        }

        await().atMost(SOON).until(() -> ear.counts().heardSum() >= 50_000 && feed.size() >= 50_000);
        assertThat(feed.take(200_000, Duration.ZERO))
                .filteredOn(news -> !(news instanceof LineNews.HearingProven))
                .hasSize(50_000)
                .hasOnlyElementsOfType(LineNews.Heard.class);
    }

    private void awaitListed() {
        awaitHeard(LineNews.LegsListed.class);
    }

    private void awaitHeard(Class<? extends LineNews> kind) {
        await().atMost(SOON).until(() -> {
            heard.addAll(feed.take(1_000, Duration.ofMillis(10)));
            return heard.stream().anyMatch(kind::isInstance);
        });
    }

    private void awaitSignals(int count) {
        await().pollInterval(Duration.ofMillis(1)).atMost(SOON).until(() -> {
            heard.addAll(feed.take(1_000, Duration.ofMillis(10)));
            return signals().size() >= count;
        });
    }

    private List<CallSignal> signals() {
        return heard.stream()
                .filter(LineNews.Heard.class::isInstance)
                .map(news -> ((LineNews.Heard) news).signal())
                .toList();
    }
}
