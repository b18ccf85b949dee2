package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.telephony.call.AgentId;
import hearback.telephony.call.BridgeId;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallSignal;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.InertText;
import hearback.telephony.call.LegId;
import hearback.telephony.call.LegState;
import hearback.telephony.call.Lines;
import hearback.telephony.call.LostReason;
import hearback.telephony.call.MissedPart;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.queue.Member;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryCallLog;
import hearback.telephony.testing.InMemoryLineHistory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TrackCallsTest {
    private static final Instant START = Instant.parse("2026-11-23T02:00:00Z");
    private static final ServerName MAIN = new ServerName("main");
    private static final LegId CUSTOMER = new LegId(MAIN, "1795313984.2");
    private static final LegId STRANGER = new LegId(MAIN, "1795313984.9");
    private static final LineLease.Held HELD = new LineLease.Held(MAIN, 1, START.plusSeconds(600));
    private static final Lines LINES = new Lines(Map.of("4001", new QueueName("hotline")), Set.of("from-trunk"));

    private final HandCrankedTime time = new HandCrankedTime(START);
    private final CallReader reader = new CallReader(LINES, PhoneNumber.Unknown::new);
    private final InMemoryCallLog log = new InMemoryCallLog(reader);
    private final InMemoryLineHistory history = new InMemoryLineHistory();
    private final List<CallSignal> journal = new ArrayList<>();
    private boolean journalIsWhole = true;
    private final LiveBoard board = new LiveBoard();
    private LineFeed feed = new LineFeed(1_000);
    private TrackCalls track = tracker();

    private TrackCalls tracker() {
        feed = new LineFeed(1_000);
        return new TrackCalls(
                HELD,
                feed,
                new LineStores(log, history, this::written),
                new Told(board, reader, () -> {}),
                new TrackRules(LINES, Duration.ofSeconds(1), Duration.ofMinutes(10), 1_000),
                time);
    }

    private LineJournal.Told written(Instant from) {
        return new LineJournal.Told(
                journal.stream().filter(one -> !one.at().isBefore(from)).toList(), journalIsWhole);
    }

    @BeforeEach
    void load() {
        track.load();
    }

    @Test
    void a_call_of_ours_is_stored_and_a_strangers_is_not() {
        hear(seen(CUSTOMER, "4001"));
        hear(seen(STRANGER, "9999"));
        round();

        assertThat(kinds()).containsExactly("LegAppeared");
    }

    @Test
    void a_doubled_event_makes_no_doubled_fact() {
        hear(seen(CUSTOMER, "4001"));
        hear(seen(CUSTOMER, "4001"));
        hear(ended(CUSTOMER));
        hear(ended(CUSTOMER));
        round();

        assertThat(kinds()).containsExactly("LegAppeared", "LegEnded");
    }

    @Test
    void a_call_is_over_when_it_has_settled() {
        hear(seen(CUSTOMER, "4001"));
        hear(ended(CUSTOMER));
        round();
        time.turn(Duration.ofMillis(900));
        round();
        assertThat(kinds()).doesNotContain("Ended");

        time.turn(Duration.ofMillis(200));
        round();
        assertThat(kinds()).containsExactly("LegAppeared", "LegEnded", "Ended");
    }

    @Nested
    class WhenDiallingFailed {
        private static final LegId DIALLED = new LegId(MAIN, "hb0123456789abcdef0123456789abcdef");

        private void failed() {
            put(new LineNews.HearingBegan(time.instant(), "22", "boot 1"));
            hear(new CallSignal.DialReported(time.instant(), DIALLED, DIALLED, false, 0));
            round();
        }

        private void proven() {
            put(new LineNews.HearingProven(time.instant()));
            round();
        }

        private void askedAndNotListed() {
            time.turn(Duration.ofSeconds(5));
            assertThat(track.wantsLists()).isTrue();
            listed(Set.of());
            time.turn(Duration.ofSeconds(2));
            round();
            time.turn(Duration.ofSeconds(2));
            round();
        }

        @Test
        void and_no_channel_is_heard_of_or_listed_the_call_is_over_at_once_and_whole() {
            failed();
            assertThat(track.wantsLists()).isFalse();
            proven();
            askedAndNotListed();

            assertThat(kinds()).containsExactly("DialReported", "LegNeverCame", "Ended");
            assertThat(record().customerEnd().neverCame()).contains(START);
            assertThat(record().incomplete()).isFalse();
        }

        @Test
        void and_no_ping_has_shown_that_nothing_was_missed_nothing_is_concluded_yet() {
            failed();
            askedAndNotListed();
            assertThat(kinds()).containsExactly("DialReported");

            proven();
            askedAndNotListed();
            assertThat(kinds()).containsExactly("DialReported", "LegNeverCame", "Ended");
        }

        @Test
        void and_a_gap_lay_in_between_it_is_only_said_to_be_lost() {
            failed();
            proven();
            put(new LineNews.HearingLost(time.instant(), "queue overflow"));
            round();
            askedAndNotListed();

            assertThat(kinds()).containsExactly("DialReported", "LegLost", "PartMissed", "Ended");
            assertThat(record().customerEnd().neverCame()).isEmpty();
        }

        @Test
        void after_a_gap_it_is_said_that_only_what_came_later_was_heard() {
            put(new LineNews.HearingBegan(time.instant(), "22", "boot 1"));
            put(new LineNews.HearingLost(time.turn(Duration.ofSeconds(10)), "queue overflow"));
            listed(Set.of());
            time.turn(Duration.ofSeconds(2));
            round();

            failed();
            proven();
            askedAndNotListed();

            assertThat(record().customerEnd().neverCame()).contains(START.plusSeconds(10));
        }

        @Test
        void and_the_servers_journal_names_a_channel_it_did_come() {
            failed();
            proven();
            journal.add(seen(DIALLED, ""));
            journal.add(new CallSignal.HungUp(START, DIALLED, DIALLED, new HangupCause(21, 0), LegState.OTHER));
            askedAndNotListed();

            assertThat(kinds()).contains("LegAppeared", "LegEnded", "Ended").doesNotContain("LegNeverCame", "LegLost");
        }

        @Test
        void and_a_hang_up_comes_after_all_it_did_come() {
            failed();
            proven();
            askedAndNotListed();
            hear(ended(DIALLED));
            round();

            assertThat(record().customerEnd().neverCame()).isEmpty();
            assertThat(record().customerEnd().ended()).isPresent();
        }

        @Test
        void and_its_hang_up_is_heard_no_list_is_asked_for() {
            failed();
            hear(ended(DIALLED));
            round();
            time.turn(Duration.ofSeconds(6));
            assertThat(track.wantsLists()).isFalse();
        }

        @Test
        void and_the_server_lists_it_all_the_same_it_lives_and_is_asked_about_again() {
            failed();
            time.turn(Duration.ofSeconds(5));
            assertThat(track.wantsLists()).isTrue();
            put(new LineNews.ListsAsked(time.instant()));
            put(new LineNews.LegsListed(time.instant(), Set.of(DIALLED)));
            round();
            assertThat(track.wantsLists()).isFalse();
            time.turn(Duration.ofSeconds(5));
            round();
            assertThat(kinds()).containsExactly("DialReported");
            assertThat(track.wantsLists()).isTrue();
        }
    }

    @Nested
    class WhileTheStoreIsAway {
        @Test
        void nothing_is_lost_and_the_order_is_kept() {
            log.away(true);
            hear(seen(CUSTOMER, "4001"));
            assertThatThrownBy(() -> track.runOnce()).isInstanceOf(StoreUnavailable.class);
            hear(new CallSignal.JoinedQueue(time.instant(), CUSTOMER, CUSTOMER, new QueueName("hotline"), 1));
            hear(ended(CUSTOMER));
            assertThatThrownBy(() -> track.runOnce()).isInstanceOf(StoreUnavailable.class);

            log.away(false);
            round();
            round();
            assertThat(kinds()).containsExactly("LegAppeared", "Queued", "LegEnded");
        }

        @Test
        void facts_whose_answer_was_lost_are_stored_once() {
            log.loseNextAnswer();
            hear(seen(CUSTOMER, "4001"));
            assertThatThrownBy(() -> track.runOnce()).isInstanceOf(StoreUnavailable.class);
            round();

            assertThat(kinds()).containsExactly("LegAppeared");
        }
    }

    @Test
    void whoever_lost_the_lease_stores_nothing_more() {
        log.fence(MAIN, 2);
        hear(seen(CUSTOMER, "4001"));
        round();

        assertThat(track.isLost()).isTrue();
        assertThat(log.all()).isEmpty();
    }

    @Test
    void a_restarted_process_goes_on_where_the_facts_end() {
        hear(seen(CUSTOMER, "4001"));
        round();
        track = tracker();
        track.load();
        hear(seen(CUSTOMER, "4001"));
        hear(ended(CUSTOMER));
        round();
        time.turn(Duration.ofSeconds(2));
        round();

        assertThat(kinds()).containsExactly("LegAppeared", "LegEnded", "Ended");
    }

    @Nested
    class AfterAGap {
        @BeforeEach
        void a_call_lives_and_the_connection_is_lost() {
            began("boot 1");
            listed(Set.of());
            hear(seen(CUSTOMER, "4001"));
            round();
            put(new LineNews.HearingLost(time.turn(Duration.ofSeconds(10)), "connection lost"));
            round();
            time.turn(Duration.ofSeconds(30));
        }

        @Test
        void the_gap_is_open_until_the_lists_have_come() {
            assertThat(gap().until()).isEmpty();
            began("boot 1");
            round();
            assertThat(gap().until()).isEmpty();

            listed(Set.of(CUSTOMER));
            assertThat(gap().until()).isEmpty();
            time.turn(Duration.ofSeconds(2));
            round();
            assertThat(gap().until()).contains(START.plusSeconds(40));
            assertThat(gap().from()).isEqualTo(START.plusSeconds(10));
            assertThat(gap().reason()).isEqualTo("connection lost");
            assertThat(gap().callsRepaired()).isZero();
            assertThat(kinds()).containsExactly("LegAppeared");
            assertThat(record().incomplete()).isFalse();
        }

        @Test
        void a_call_that_lived_through_it_is_incomplete_when_no_journal_tells_what_happened() {
            journalIsWhole = false;
            began("boot 1");
            listed(Set.of(CUSTOMER));
            time.turn(Duration.ofSeconds(2));
            round();

            assertThat(record().incomplete()).isTrue();
            assertThat(record().missed()).containsExactly(missed(MissedPart.Witness.LISTS));
            assertThat(gap().callsRepaired()).isZero();
        }

        @Test
        void a_call_found_in_the_list_is_incomplete_and_says_in_which_gap_it_began() {
            LegId found = new LegId(MAIN, "1795313990.7");
            began("boot 1");
            put(new LineNews.ListsAsked(time.instant()));
            put(new LineNews.Listed(seen(CUSTOMER, "4001")));
            put(new LineNews.Listed(seen(found, "4001")));
            put(new LineNews.LegsListed(time.instant(), Set.of(CUSTOMER, found)));
            round();
            time.turn(Duration.ofSeconds(2));
            round();

            assertThat(record(found).missed()).containsExactly(missed(MissedPart.Witness.LISTS));
            assertThat(history.find(MAIN, record(found).missed().getFirst().gapFrom()))
                    .contains(gap());
            assertThat(record().missed()).as("the list said nothing new of it").isEmpty();
            assertThat(gap().callsRepaired()).isEqualTo(1);
        }

        @Test
        void a_call_found_in_the_list_began_as_the_journal_says() {
            LegId found = new LegId(MAIN, "1795313990.7");
            began("boot 1");
            put(new LineNews.ListsAsked(time.instant()));
            put(new LineNews.Listed(seen(found, "s")));
            put(new LineNews.Listed(
                    new CallSignal.JoinedQueue(time.instant(), found, found, new QueueName("hotline"), 1)));
            put(new LineNews.LegsListed(time.instant(), Set.of(CUSTOMER, found)));
            journal.add(seen(found, START.plusSeconds(20), "4001"));
            round();
            time.turn(Duration.ofSeconds(2));
            round();

            assertThat(record(found).hotline()).isEqualTo("4001");
            assertThat(record(found).missed())
                    .containsExactlyInAnyOrder(missed(MissedPart.Witness.LISTS), missed(MissedPart.Witness.EVENT_LOG));
        }

        @Test
        void what_was_heard_already_and_stands_in_the_journal_too_is_no_news() {
            hear(entered(START.plusSeconds(9)));
            round();
            journal.add(seen(CUSTOMER, "4001"));
            journal.add(entered(START.plusSeconds(9).plusMillis(3)));
            began("boot 1");
            listed(Set.of(CUSTOMER));
            time.turn(Duration.ofSeconds(2));
            round();

            assertThat(kinds()).containsExactly("LegAppeared", "BridgeEntered");
            assertThat(record().incomplete()).isFalse();
        }

        @Test
        void what_was_on_its_way_when_the_connection_broke_is_read_from_the_journal() {
            journal.add(entered(START.plusSeconds(9)));
            began("boot 1");
            listed(Set.of(CUSTOMER));
            time.turn(Duration.ofSeconds(2));
            round();

            assertThat(kinds()).containsExactly("LegAppeared", "BridgeEntered", "PartMissed");
            assertThat(record().missed()).containsExactly(missed(MissedPart.Witness.EVENT_LOG));
        }

        @Test
        void what_is_heard_after_the_new_login_is_not_missed_although_it_stands_in_the_journal() {
            began("boot 1");
            listed(Set.of(CUSTOMER));
            hear(entered(time.instant().plusMillis(5)));
            journal.add(entered(time.instant().plusMillis(2)));
            time.turn(Duration.ofSeconds(2));
            round();
            round();

            assertThat(record().incomplete()).isFalse();
        }

        @Test
        void a_call_that_was_over_before_it_is_not_taken_for_missed_by_another_process() {
            LegId early = new LegId(MAIN, "1795313984.5");
            hear(seen(early, START.plusSeconds(4), "4001"));
            hear(new CallSignal.HungUp(START.plusSeconds(8), early, early, new HangupCause(16, 200), LegState.UP));
            round();
            time.turn(Duration.ofSeconds(2));
            round();
            history.heard(HELD, START.plusSeconds(10), "boot 1");
            track = tracker();
            track.load();
            journal.add(seen(early, START.plusSeconds(4).plusMillis(3), "4001"));
            journal.add(new CallSignal.HungUp(
                    START.plusSeconds(8).plusMillis(3), early, early, new HangupCause(16, 0), LegState.OTHER));
            int stored = log.all().size();
            began("boot 1");
            listed(Set.of(CUSTOMER));
            time.turn(Duration.ofSeconds(2));
            round();

            assertThat(log.all()).hasSize(stored);
            assertThat(record(early).incomplete()).isFalse();
        }

        @Test
        void a_store_that_is_away_when_the_journal_is_read_loses_nothing_of_it() {
            LegId missed = new LegId(MAIN, "1795313990.7");
            journal.add(seen(missed, START.plusSeconds(20), "4001"));
            journal.add(ended(missed, START.plusSeconds(23)));
            began("boot 1");
            listed(Set.of(CUSTOMER));
            time.turn(Duration.ofSeconds(2));
            log.away(true);
            assertThatThrownBy(() -> track.runOnce()).isInstanceOf(StoreUnavailable.class);
            log.away(false);
            round();
            round();

            assertThat(record(missed).missed()).containsExactly(missed(MissedPart.Witness.EVENT_LOG));
            assertThat(gap().until()).isPresent();
        }

        private MissedPart missed(MissedPart.Witness witness) {
            return new MissedPart(gap().from(), gap().reason(), witness);
        }

        @Test
        void a_leg_the_server_no_longer_lists_is_lost_after_a_moment_of_grace() {
            began("boot 1");
            listed(Set.of());
            assertThat(kinds()).containsExactly("LegAppeared");

            time.turn(Duration.ofSeconds(2));
            round();
            time.turn(Duration.ofSeconds(2));
            round();
            assertThat(kinds()).containsExactly("LegAppeared", "LegLost", "PartMissed", "Ended");
            assertThat(record().missed()).containsExactly(missed(MissedPart.Witness.LISTS));
            assertThat(lost().reason()).isEqualTo(LostReason.MISSED_IN_GAP);
            assertThat(gap().callsRepaired()).isEqualTo(1);
            assertThat(gap().until()).isPresent();
        }

        @Test
        void a_hang_up_that_was_still_on_its_way_is_believed() {
            began("boot 1");
            listed(Set.of());
            hear(ended(CUSTOMER));
            time.turn(Duration.ofSeconds(4));
            round();

            assertThat(kinds()).contains("LegEnded").doesNotContain("LegLost");
        }

        @Test
        void a_leg_born_after_the_lists_were_asked_for_is_not_taken_for_gone() {
            began("boot 1");
            put(new LineNews.ListsAsked(time.instant()));
            hear(seen(new LegId(MAIN, "1795313999.5"), "4001"));
            put(new LineNews.LegsListed(time.instant(), Set.of(CUSTOMER)));
            round();
            time.turn(Duration.ofSeconds(4));
            round();

            assertThat(kinds()).doesNotContain("LegLost");
        }

        @Test
        void after_a_restart_of_the_server_every_leg_is_lost_for_that_reason() {
            began("boot 2");
            listed(Set.of());
            time.turn(Duration.ofSeconds(4));
            round();

            assertThat(lost().reason()).isEqualTo(LostReason.PBX_RESTART);
            assertThat(gap().reason()).isEqualTo("server restarted");
            assertThat(record().missed()).containsExactly(missed(MissedPart.Witness.RESTART));
        }

        @Test
        void a_call_that_lived_and_died_in_the_gap_is_read_from_the_servers_journal() {
            LegId missed = new LegId(MAIN, "1795313990.7");
            journal.add(seen(missed, START.plusSeconds(20), "4001"));
            journal.add(ended(missed, START.plusSeconds(23)));
            began("boot 1");
            listed(Set.of(CUSTOMER));
            time.turn(Duration.ofSeconds(2));
            round();
            time.turn(Duration.ofSeconds(2));
            round();

            assertThat(log.all())
                    .filteredOn(stored -> stored.call().firstLeg().equals(missed))
                    .extracting(stored -> stored.fact().getClass().getSimpleName())
                    .containsExactly("LegAppeared", "PartMissed", "LegEnded", "Ended");
            assertThat(record(missed).missed()).containsExactly(missed(MissedPart.Witness.EVENT_LOG));
            assertThat(gap().callsRepaired()).isEqualTo(1);
        }

        /// Found by the simulation: by such a clock what fell into the gap looks as if it came after it.
        @Test
        void a_call_that_the_journal_of_a_server_whose_clock_is_ahead_tells_of_was_missed_too() {
            var ahead = Duration.ofMinutes(10);
            LegId missed = new LegId(MAIN, "1795313990.7");
            journal.add(seen(missed, START.plusSeconds(20).plus(ahead), "4001"));
            journal.add(ended(missed, START.plusSeconds(23).plus(ahead)));
            began("boot 1");
            listed(Set.of(CUSTOMER));
            time.turn(Duration.ofSeconds(2));
            round();

            assertThat(log.all())
                    .filteredOn(stored -> stored.call().firstLeg().equals(missed))
                    .extracting(stored -> stored.fact().getClass().getSimpleName())
                    .containsExactly("LegAppeared", "PartMissed", "LegEnded");
        }

        @Test
        void a_call_that_ends_before_the_gap_is_closed_is_over_when_it_is_known_what_happened_in_it() {
            journal.add(entered(START.plusSeconds(20)));
            began("boot 1");
            listed(Set.of(CUSTOMER));
            hear(ended(CUSTOMER));
            round();
            time.turn(Duration.ofMillis(1_900));
            round();
            assertThat(kinds()).containsExactly("LegAppeared", "LegEnded");

            time.turn(Duration.ofMillis(100));
            round();
            time.turn(Duration.ofSeconds(1));
            round();
            assertThat(kinds()).containsExactly("LegAppeared", "LegEnded", "BridgeEntered", "PartMissed", "Ended");
        }

        @Test
        void lists_that_never_come_keep_no_call_from_being_over() {
            began("boot 1");
            hear(ended(CUSTOMER));
            round();
            time.turn(Duration.ofSeconds(29));
            round();
            assertThat(kinds()).doesNotContain("Ended");

            time.turn(Duration.ofSeconds(1));
            round();
            assertThat(kinds()).contains("Ended");
        }

        @Test
        void a_list_that_failed_is_asked_for_again() {
            began("boot 1");
            put(new LineNews.ListsFailed(time.instant(), "not whole"));
            round();
            assertThat(track.wantsLists()).isFalse();
            time.turn(Duration.ofSeconds(2));

            assertThat(track.wantsLists()).isTrue();
            assertThat(track.wantsLists()).isFalse();
        }
    }

    @Test
    void who_left_his_queue_while_nobody_listened_is_shown_as_away() {
        Member stayed = ready("1001");
        Member left = ready("1002");
        put(new LineNews.MemberHeard(stayed));
        put(new LineNews.MemberHeard(left));
        round();

        put(new LineNews.ListsAsked(time.instant()));
        put(new LineNews.MemberHeard(stayed));
        put(new LineNews.LegsListed(time.instant(), Set.of()));
        round();

        assertThat(board.members())
                .extracting(Member::state)
                .containsExactly(new Member.State.Ready(), new Member.State.Away());
    }

    @Test
    void a_list_that_did_not_come_whole_makes_nobody_away() {
        put(new LineNews.MemberHeard(ready("1001")));
        put(new LineNews.ListsAsked(time.instant()));
        put(new LineNews.ListsFailed(time.instant(), "not whole"));
        round();

        assertThat(board.members()).extracting(Member::state).containsExactly(new Member.State.Ready());
    }

    private static Member ready(String agent) {
        return new Member(
                MAIN, new QueueName("hotline"), new AgentId(agent), InertText.NOTHING, new Member.State.Ready());
    }

    @Test
    void what_was_missed_before_the_start_is_a_gap_too() {
        history.heard(HELD, START.minusSeconds(60), "boot 1");
        track = tracker();
        track.load();
        round();

        assertThat(gap().reason()).isEqualTo("started");
        assertThat(gap().from()).isEqualTo(START.minusSeconds(60));
        began("boot 1");
        listed(Set.of());
        time.turn(Duration.ofSeconds(2));
        round();
        assertThat(gap().until()).isPresent();
    }

    @Test
    void a_feed_that_overflowed_is_a_gap_and_lists_are_wanted() {
        began("boot 1");
        listed(Set.of());
        for (int time = 0; time < 1_500; time++) {
            hear(seen(STRANGER, "9999"));
        }
        round();
        round();

        assertThat(gap().reason()).isEqualTo("queue overflow");
        assertThat(track.wantsLists()).isTrue();
    }

    @Test
    void until_when_was_heard_is_remembered_as_the_last_ping_proves_it() {
        began("boot 1");
        listed(Set.of());
        time.turn(Duration.ofSeconds(5));
        round();
        assertThat(history.lastHeard(MAIN)).contains(new LineHistory.Heard(START, "boot 1"));

        put(new LineNews.HearingProven(START.plusSeconds(4)));
        round();
        assertThat(history.lastHeard(MAIN)).contains(new LineHistory.Heard(START.plusSeconds(4), "boot 1"));
    }

    /// What was said meanwhile may lie unread in the socket, and be lost with the process.
    @Test
    void that_nothing_has_come_does_not_say_that_nothing_was_said() {
        began("boot 1");
        put(new LineNews.HearingProven(START.plusSeconds(1)));
        round();
        time.turn(Duration.ofMinutes(5));
        round();

        assertThat(history.lastHeard(MAIN)).contains(new LineHistory.Heard(START.plusSeconds(1), "boot 1"));
    }

    private void began(String booted) {
        put(new LineNews.HearingBegan(time.instant(), "22", booted));
    }

    private void listed(Set<LegId> legs) {
        put(new LineNews.ListsAsked(time.instant()));
        put(new LineNews.LegsListed(time.instant(), legs));
        round();
    }

    private void hear(CallSignal signal) {
        put(new LineNews.Heard(signal));
    }

    private void put(LineNews news) {
        feed.put(news, time.instant());
    }

    private void round() {
        var _ = track.runOnce();
    }

    private List<String> kinds() {
        return log.all().stream()
                .map(stored -> stored.fact().getClass().getSimpleName())
                .toList();
    }

    private CallFact.LegLost lost() {
        Optional<CallFact> found = log.all().stream()
                .map(CallLog.StoredFact::fact)
                .filter(CallFact.LegLost.class::isInstance)
                .findFirst();
        return (CallFact.LegLost) found.orElseThrow();
    }

    private LineStates.Gap gap() {
        return history.newest(1).getFirst();
    }

    private CallRecord record() {
        return reader.record(
                log.all().getFirst().call(),
                log.all().stream()
                        .filter(stored ->
                                stored.call().equals(log.all().getFirst().call()))
                        .map(CallLog.StoredFact::fact)
                        .toList());
    }

    private CallRecord record(LegId first) {
        CallId id = CallId.bornOf(first);
        return reader.record(
                id,
                log.all().stream()
                        .filter(stored -> stored.call().equals(id))
                        .map(CallLog.StoredFact::fact)
                        .toList());
    }

    private static CallSignal.EnteredBridge entered(Instant at) {
        return new CallSignal.EnteredBridge(at, CUSTOMER, CUSTOMER, new BridgeId("b1"));
    }

    private static CallSignal.LegSeen seen(LegId leg, String exten) {
        return seen(leg, START, exten);
    }

    private static CallSignal.LegSeen seen(LegId leg, Instant at, String exten) {
        return new CallSignal.LegSeen(
                at,
                leg,
                leg,
                "PJSIP/trunk-1",
                new InertText("13800005678"),
                InertText.NOTHING,
                "from-trunk",
                exten,
                LegState.RING);
    }

    private static CallSignal.HungUp ended(LegId leg) {
        return ended(leg, START.plusSeconds(3));
    }

    private static CallSignal.HungUp ended(LegId leg, Instant at) {
        return new CallSignal.HungUp(at, leg, leg, new HangupCause(16, 200), LegState.UP);
    }
}
