package hearback.recording.flow;

import hearback.recording.index.LinkRules;
import hearback.recording.index.Moved;
import hearback.recording.index.Recording;
import hearback.telephony.call.CallFact;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.CallRecord.RecordedFile;
import hearback.telephony.flow.CallFollower;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows calls and keeps, for each, the recordings it should have. The same news again changes nothing; and where
/// this object was the one that heard it before, it asks nothing either: to a follower that is behind, each fact of a
/// call comes with the whole call.
public final class LinkRecordings implements CallFollower {
    /// The name of this follower's place in the facts. Never change it: it would start from the beginning.
    public static final String NAME = "recordings";

    /// Far more than the calls whose facts lie between each other; some 500 bytes each.
    private static final int MOST_REMEMBERED = 10_000;

    private static final Logger log = LoggerFactory.getLogger(LinkRecordings.class);

    private final RecordingStore store;
    private final InstantSource time;
    private final SequencedMap<CallId, Linked> linked = new LinkedHashMap<>();

    public LinkRecordings(RecordingStore store, InstantSource time) {
        this.store = store;
        this.time = time;
    }

    @Override
    public void on(CallNews news) {
        var call = news.call();
        if (!matters(news.fact(), call)) {
            return;
        }
        var wanted = new Linked(call.recordings(), call.endedAt().isPresent(), call.answeredAt());
        if (!wanted.equals(linked.get(call.id()))) {
            link(call);
            linked.put(call.id(), wanted);
            if (linked.size() > MOST_REMEMBERED) {
                linked.pollFirstEntry();
            }
        }
    }

    /// What the links of a call depend on.
    private record Linked(List<RecordedFile> files, boolean isOver, Optional<Instant> answeredAt) {}

    /// The beginning of a recording and the end of a call; and, heard late, what may tell that a call was answered.
    private static boolean matters(CallFact fact, CallRecord call) {
        return switch (fact) {
            case CallFact.RecordingBegan began -> true;
            case CallFact.Ended ended -> true;
            case CallFact.AgentTook took -> call.endedAt().isPresent();
            case CallFact.BridgeEntered entered -> call.endedAt().isPresent();
            case CallFact.LegAppeared appeared -> false;
            case CallFact.LegRang rang -> false;
            case CallFact.LegHeardEarly early -> false;
            case CallFact.LegAnswered answered -> false;
            case CallFact.Queued queued -> false;
            case CallFact.Abandoned abandoned -> false;
            case CallFact.AgentRang rang -> false;
            case CallFact.BridgeLeft left -> false;
            case CallFact.SurveyAnswered answered -> false;
            case CallFact.DialReported reported -> false;
            case CallFact.LegEnded ended -> false;
            case CallFact.LegLost lost -> false;
            case CallFact.LegNeverCame never -> false;
            case CallFact.PartMissed missed -> false;
        };
    }

    /// New ones first, withdrawals last: whoever dies in between is told again and finishes.
    private void link(CallRecord call) {
        var links = LinkRules.links(call, store.ofCall(call.id()), time.instant());
        for (Recording recording : links.fresh()) {
            if (store.add(recording)) {
                log.info(
                        "linked recording={} call={} state={}",
                        recording.id(),
                        call.id(),
                        recording.state().getClass().getSimpleName());
            }
        }
        for (Moved moved : links.moved()) {
            // Refused: another node heard of the same end and was quicker.
            store.replace(moved.known(), moved.next());
        }
        for (Recording recording : links.withdrawn()) {
            if (store.withdraw(recording)) {
                log.info("withdrew gap recording={} call={}", recording.id(), call.id());
            }
        }
    }
}
