package hearback.telephony.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hearback.telephony.call.BridgeId;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallSignal;
import hearback.telephony.call.HangupCause;
import hearback.telephony.call.InertText;
import hearback.telephony.call.LegId;
import hearback.telephony.call.LegState;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.ServerName;
import hearback.telephony.callback.AttemptId;
import hearback.telephony.callback.AttemptOutcome;
import hearback.telephony.callback.AttemptOutcome.Fault;
import hearback.telephony.callback.AttemptOutcome.LineFailed;
import hearback.telephony.callback.AttemptOutcome.Reached;
import hearback.telephony.callback.CallbackId;
import hearback.telephony.callback.OutcomeRule;
import hearback.telephony.testing.HandCrankedTime;
import hearback.telephony.testing.InMemoryCallLog;
import hearback.telephony.testing.InMemoryLineHistory;
import hearback.telephony.testing.Story;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// An agent was rung first, the customer answered, and what they did then fell into a gap; that both hung up was
/// heard in a moment in which the line was heard again. Whether anybody was spoken to stands in the server's journal
/// alone: by what was heard, no agent met the customer, and he would be rung again.
class EndedInAGapTest {
    private static final Instant MORNING = Instant.parse("2026-11-23T01:00:00Z");
    private static final ServerName MAIN = new ServerName("main");
    private static final LineLease.Held HELD = new LineLease.Held(MAIN, 1, MORNING.plusSeconds(600));
    private static final AttemptId ATTEMPT = AttemptId.ofAgentFirst(new CallbackId(new UUID(3, 1)), 1);
    private static final LegId AGENT = ATTEMPT.leg(MAIN);
    private static final LegId CUSTOMER = new LegId(MAIN, "1795313984.2");
    private static final BridgeId BRIDGE = new BridgeId("b1");
    private static final Duration SETTLE = Duration.ofSeconds(1);
    private static final Duration UNREAD_LIMIT = Duration.ofMinutes(10);
    private static final AttemptOutcome NO_AGENT = new LineFailed(Fault.NO_AGENT, new HangupCause(16, 0));

    private final HandCrankedTime time = new HandCrankedTime(MORNING);
    private final CallReader reader = new CallReader(Story.LINES, PhoneNumber.Unknown::new);
    private final InMemoryCallLog log = new InMemoryCallLog(reader);
    private final InMemoryLineHistory history = new InMemoryLineHistory();
    private final List<CallSignal> journal = new ArrayList<>();
    private boolean journalIsReadable = true;
    private int reads;
    private LineFeed feed = new LineFeed(1_000);
    private TrackCalls track = tracker(this::written);

    private TrackCalls tracker(LineJournal kept) {
        feed = new LineFeed(1_000);
        return new TrackCalls(
                HELD,
                feed,
                new LineStores(log, history, kept),
                new Told(new LiveBoard(), reader, () -> {}),
                new TrackRules(Story.LINES, SETTLE, UNREAD_LIMIT, 1_000, Duration.ZERO),
                time);
    }

    private LineJournal.Told written(Instant from) {
        reads++;
        return journalIsReadable
                ? new LineJournal.Told(
                        journal.stream().filter(one -> !one.at().isBefore(from)).toList(), true)
                : new LineJournal.Told(List.of(), false);
    }

    @BeforeEach
    void they_talked_in_the_journal() {
        journal.add(new CallSignal.EnteredBridge(at(9), AGENT, AGENT, BRIDGE));
        journal.add(new CallSignal.EnteredBridge(at(9), CUSTOMER, AGENT, BRIDGE));
        journal.add(new CallSignal.LeftBridge(at(12), CUSTOMER, AGENT, BRIDGE));
        journal.add(new CallSignal.LeftBridge(at(12), AGENT, AGENT, BRIDGE));
    }

    @Test
    void who_was_spoken_to_was_reached_though_the_line_is_lost_again_before_its_lists_come() {
        heardUntilTheAnswer();
        heardAgainForTheEnd();
        lost();
        turn(SETTLE);
        turn(SETTLE);

        assertThat(outcome()).hasValue(new Reached());
        assertThat(record().missed()).isNotEmpty();
    }

    @Test
    void whom_nobody_met_by_the_journal_either_was_left_alone() {
        journal.clear();
        heardUntilTheAnswer();
        heardAgainForTheEnd();
        lost();
        turn(SETTLE);

        assertThat(outcome()).hasValue(NO_AGENT);
        assertThat(reads).isEqualTo(1);
    }

    @Test
    void where_no_journal_is_kept_it_is_judged_at_once_by_what_was_heard() {
        track = tracker(LineJournal.NONE);
        heardUntilTheAnswer();
        heardAgainForTheEnd();
        lost();
        turn(SETTLE);

        assertThat(outcome()).hasValue(NO_AGENT);
    }

    @Test
    void another_node_reads_the_journal_before_it_judges_what_the_one_that_died_had_heard() {
        heardUntilTheAnswer();
        heardAgainForTheEnd();
        track = tracker(this::written);
        track.load();
        turn(Duration.ZERO);
        turn(SETTLE);
        turn(SETTLE);

        assertThat(outcome()).hasValue(new Reached());
    }

    @Test
    void a_journal_that_cannot_be_read_is_asked_again_as_long_as_the_limit_allows() {
        journalIsReadable = false;
        heardUntilTheAnswer();
        heardAgainForTheEnd();
        lost();
        turn(SETTLE);
        turn(UNREAD_LIMIT.minusSeconds(3));
        assertThat(outcome()).isEmpty();

        journalIsReadable = true;
        turn(Duration.ofSeconds(2));
        turn(SETTLE);

        assertThat(outcome()).hasValue(new Reached());
    }

    @Test
    void a_journal_that_can_never_be_read_keeps_no_call_from_being_over_in_the_end() {
        journalIsReadable = false;
        heardUntilTheAnswer();
        heardAgainForTheEnd();
        lost();
        turn(SETTLE);
        turn(UNREAD_LIMIT.minusSeconds(2));
        assertThat(outcome()).isEmpty();

        turn(Duration.ofSeconds(2));

        assertThat(outcome()).hasValue(NO_AGENT);
    }

    @Test
    void the_journal_is_read_although_the_lists_never_come() {
        heardUntilTheAnswer();
        heardAgainForTheEnd();
        turn(Duration.ofSeconds(29));
        assertThat(outcome()).isEmpty();

        turn(Duration.ofSeconds(1));
        turn(SETTLE);

        assertThat(outcome()).hasValue(new Reached());
    }

    @Test
    void a_store_that_is_away_when_the_journal_is_read_delays_it() {
        var earlier = new LegId(MAIN, "1795313980.1");
        journal.add(new CallSignal.HungUp(at(4), earlier, earlier, new HangupCause(16, 0), LegState.OTHER));
        heardUntilTheAnswer();
        heardAgainForTheEnd();
        lost();
        time.turn(SETTLE);
        log.away(true);
        assertThatThrownBy(() -> track.runOnce()).isInstanceOf(StoreUnavailable.class);

        log.away(false);
        assertThat(outcome()).isEmpty();
        turn(Duration.ofSeconds(2));
        turn(SETTLE);

        assertThat(outcome()).hasValue(new Reached());
    }

    @Test
    void what_the_journal_told_while_nobody_listened_is_told_once_and_closes_no_gap() {
        heardUntilTheAnswer();
        heardAgainForTheEnd();
        lost();
        turn(SETTLE);
        turn(SETTLE);
        turn(Duration.ofMinutes(5));
        int stored = log.all().size();
        assertThat(reads).isEqualTo(1);
        assertThat(history.newest(1).getFirst().until()).isEmpty();

        put(new LineNews.HearingBegan(time.instant(), "22", "boot 1"));
        listed();
        turn(Duration.ofSeconds(2));

        assertThat(log.all()).hasSize(stored);
        assertThat(history.newest(1).getFirst().until()).isPresent();
    }

    private void heardUntilTheAnswer() {
        track.load();
        put(new LineNews.HearingBegan(MORNING, "22", "boot 1"));
        listed();
        hear(seen(AGENT, "PJSIP/1001-0000001a", "from-agents", 0));
        hear(new CallSignal.LegChanged(at(3), AGENT, AGENT, LegState.UP));
        hear(seen(CUSTOMER, "PJSIP/trunk-0000001c", "from-trunk", 3));
        hear(new CallSignal.LegChanged(at(8), CUSTOMER, AGENT, LegState.UP));
        time.turn(Duration.ofSeconds(8));
        put(new LineNews.HearingProven(time.instant()));
        turn(Duration.ZERO);
        put(new LineNews.HearingLost(time.instant(), "connection lost"));
        turn(Duration.ofSeconds(5));
    }

    private void heardAgainForTheEnd() {
        put(new LineNews.HearingBegan(time.instant(), "22", "boot 1"));
        hear(hungUp(CUSTOMER));
        hear(hungUp(AGENT));
        turn(Duration.ZERO);
        assertThat(outcome()).isEmpty();
    }

    private void lost() {
        put(new LineNews.HearingLost(time.instant(), "connection lost"));
        turn(Duration.ZERO);
    }

    private void listed() {
        put(new LineNews.ListsAsked(time.instant()));
        put(new LineNews.LegsListed(time.instant(), Set.of()));
        turn(Duration.ZERO);
    }

    private void hear(CallSignal signal) {
        put(new LineNews.Heard(signal));
    }

    private void put(LineNews news) {
        feed.put(news, time.instant());
    }

    private void turn(Duration by) {
        time.turn(by);
        var _ = track.runOnce();
    }

    /// Empty as long as the call is not over.
    private Optional<AttemptOutcome> outcome() {
        return record().endedAt().map(_ -> OutcomeRule.of(record(), MORNING));
    }

    private CallRecord record() {
        List<CallFact> facts = log.all().stream().map(CallLog.StoredFact::fact).toList();
        return reader.record(CallId.bornOf(AGENT), facts);
    }

    private static Instant at(int seconds) {
        return MORNING.plusSeconds(seconds);
    }

    private static CallSignal.LegSeen seen(LegId leg, String channel, String context, int seconds) {
        return new CallSignal.LegSeen(
                at(seconds), leg, AGENT, channel, InertText.NOTHING, InertText.NOTHING, context, "s", LegState.DOWN);
    }

    private static CallSignal.HungUp hungUp(LegId leg) {
        return new CallSignal.HungUp(at(13), leg, AGENT, new HangupCause(16, 0), LegState.UP);
    }
}
