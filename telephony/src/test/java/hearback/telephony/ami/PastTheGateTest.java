package hearback.telephony.ami;

import static hearback.telephony.testing.FakeAsterisk.block;
import static hearback.telephony.testing.FakeAsterisk.list;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hearback.telephony.flow.LineFeed;
import hearback.telephony.flow.LineNews;
import hearback.telephony.testing.FakeAsterisk;
import hearback.telephony.testing.ScriptedChance;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What Asterisk-Java does when the gate does not keep it from harm: its reader dies of an event, its queue loses
/// events. Both are noticed with the shipped settings within ten seconds, told as a gap, and followed by new lists.
class PastTheGateTest {
    private static final Duration NOTICED = Duration.ofSeconds(10);
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
            "Cause-txt: Normal Clearing");

    private final LineFeed feed = new LineFeed(1_000_000);
    private final List<LineNews> heard = new ArrayList<>();
    private InstantSource time = InstantSource.system();
    private final FakeAsterisk server = FakeAsterisk.start(AmiLines.USER, AmiLines.SECRET);

    @AfterEach
    void stop() {
        server.close();
    }

    /// Lets everything through as it comes.
    private static final class OpenGate extends EventGate {
        OpenGate(HearingCounts counts) {
            super(counts);
        }

        @Override
        public List<String> through(List<String> block) {
            return block;
        }
    }

    @Test
    void the_death_of_the_reader_is_a_loss_a_new_login_and_new_lists() {
        server.answer(
                "CoreShowChannels",
                action -> list(
                        "CoreShowChannels",
                        block("Event: CoreShowChannel", "Uniqueid: 1.1", "Channel: a", "ChannelStateDesc: Up")));
        var ear = open(OpenGate::new);
        awaitHeard(LineNews.LegsListed.class);
        heard.clear();
        List<Thread> readers = readers();
        assertThat(readers).hasSize(1);

        server.say(block("Event: BridgeCreate", "Privilege: call,all", "BridgeType: basic"));
        server.say(block("Event: BridgeEnter", "Privilege: call,all", "Uniqueid: 1795313984.2"));

        await().atMost(NOTICED).until(() -> !readers.getFirst().isAlive());
        awaitHeard(LineNews.LegsListed.class);
        assertThat(heard)
                .extracting(Object::getClass)
                .containsSubsequence(
                        List.of(LineNews.HearingLost.class, LineNews.HearingBegan.class, LineNews.LegsListed.class));
        assertThat(server.logins()).isEqualTo(2);
        ear.close();
    }

    @Test
    void what_the_librarys_full_queue_loses_is_told_and_the_lists_are_asked_for_again() {
        // The library hands on slower than its reader reads: 150 us an event.
        time = this::slowly;
        var ear = open(counts -> new EventGate(counts, Long.MAX_VALUE));
        awaitHeard(LineNews.LegsListed.class);
        heard.clear();
        byte[] burst = (HANGUP + "\r\n\r\n").repeat(10_000).getBytes(StandardCharsets.UTF_8);
        for (int time = 0; time < 6; time++) {
            server.sayBytes(burst);
        }

        awaitHeard(LineNews.HearingLost.class);
        awaitListsAfterLoss(ear);
        assertThat(server.logins()).as("the connection itself is good").isEqualTo(1);
        ear.close();
    }

    /// The lists may be lost in the same queue; whoever reconciles asks again then.
    private void awaitListsAfterLoss(AmiConnection ear) {
        int[] asked = {0};
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            heard.addAll(feed.take(1_000_000, Duration.ofMillis(10)));
            long failed = heard.stream()
                    .filter(LineNews.ListsFailed.class::isInstance)
                    .count();
            if (failed > asked[0]) {
                asked[0] = (int) failed;
                ear.askLists();
            }
            return heard.stream()
                    .dropWhile(news -> !(news instanceof LineNews.HearingLost))
                    .anyMatch(LineNews.LegsListed.class::isInstance);
        });
    }

    private AmiConnection open(Function<HearingCounts, EventGate> gates) {
        var ear = new AmiConnection(
                AmiLines.to(server),
                AmiLines.listening(Duration.ofSeconds(3), Duration.ofSeconds(9)),
                time,
                new ScriptedChance(0.5),
                gates);
        ear.open(feed);
        return ear;
    }

    private Instant slowly() {
        long until = System.nanoTime() + 150_000;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        return InstantSource.system().instant();
    }

    private static List<Thread> readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("Asterisk-Java ManagerConnection-[0-9]+-Reader-[0-9]+"))
                .toList();
    }

    private void awaitHeard(Class<? extends LineNews> kind) {
        await().atMost(NOTICED).until(() -> {
            heard.addAll(feed.take(1_000_000, Duration.ofMillis(10)));
            return heard.stream().anyMatch(kind::isInstance);
        });
    }
}
