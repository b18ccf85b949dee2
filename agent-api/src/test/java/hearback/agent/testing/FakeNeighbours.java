package hearback.agent.testing;

import hearback.agent.flow.Neighbours;
import hearback.recording.flow.Audio;
import hearback.recording.flow.Opening;
import hearback.recording.flow.Recordings;
import hearback.recording.index.HeaderFlaw;
import hearback.recording.index.Recording;
import hearback.recording.index.RecordingId;
import hearback.recording.index.Sha256;
import hearback.recording.index.Sighting;
import hearback.recording.index.Sound;
import hearback.recording.index.SoundFormat;
import hearback.telephony.call.AgentId;
import hearback.telephony.call.CallId;
import hearback.telephony.call.CallRecord;
import hearback.telephony.call.InertText;
import hearback.telephony.call.Lines;
import hearback.telephony.call.PhoneNumber;
import hearback.telephony.call.QueueName;
import hearback.telephony.call.ServerName;
import hearback.telephony.call.TrunkName;
import hearback.telephony.flow.Board;
import hearback.telephony.flow.CallFollower;
import hearback.telephony.flow.CallbackHolds;
import hearback.telephony.flow.Calls;
import hearback.telephony.flow.Dispatch;
import hearback.telephony.flow.HoldCallbacks;
import hearback.telephony.flow.LineStates;
import hearback.telephony.queue.Member;
import hearback.telephony.testing.InMemoryHoldStore;
import hearback.telephony.testing.InMemoryPlanStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// The modules below the desk, in memory.
public final class FakeNeighbours implements Calls, Board, LineStates, Recordings {
    public final FakeCallbacks callbacks = new FakeCallbacks();
    private final InMemoryHoldStore held = new InMemoryHoldStore();
    private final InMemoryPlanStore plans = new InMemoryPlanStore(held);
    private final InstantSource noon = InstantSource.fixed(Sample.NOON);
    public final CallbackHolds holds = new HoldCallbacks(
            held,
            plans,
            Map.of(Sample.MAIN, Set.of(new TrunkName("carrier"))),
            new Lines(Map.of("4001", new QueueName("hotline")), Set.of("from-trunk")),
            java.util.UUID::randomUUID,
            noon);
    public final FakePreviews previews = new FakePreviews();
    private final Dispatch dispatch = new FakeDispatch(callbacks, held);
    public final List<CallFollower> followers = new CopyOnWriteArrayList<>();
    private final Map<String, Found> calls = new TreeMap<>();
    private final Map<RecordingId, Recording> recordings = new LinkedHashMap<>();
    private final Map<RecordingId, Path> files = new HashMap<>();
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();

    public Neighbours asNeighbours() {
        return new Neighbours(
                (name, follower) -> followers.add(follower),
                this,
                callbacks,
                holds,
                previews,
                dispatch,
                this,
                this,
                FakeNeighbours::read,
                this);
    }

    /// Reads mainland mobile numbers only; enough for tests.
    private static PhoneNumber read(InertText written) {
        String digits = written.text().replaceAll("[ -]", "");
        if (digits.matches("1[0-9]{10}")) {
            return new PhoneNumber.Known("+86" + digits);
        }
        return digits.matches("\\+[1-9][0-9]{7,14}") ? new PhoneNumber.Known(digits) : new PhoneNumber.Unknown(written);
    }

    public synchronized void put(CallRecord call, PhoneNumber customer) {
        calls.put(call.id().text(), new Found(call, customer));
        watchers.forEach(watcher -> watcher.callChanged(call, customer));
    }

    public synchronized RecordingId put(CallId call, Path file, long size, String hash) {
        RecordingId id = new RecordingId(
                java.util.UUID.nameUUIDFromBytes(hash.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        var ready = new Recording.State.Ready(
                new Sighting(size, Sample.NOON),
                new Sha256(hash),
                new Sound(SoundFormat.PCM, 8000, 1, Duration.ofSeconds(3), 44, size, HeaderFlaw.NONE));
        recordings.put(id, new Recording(id, call, Optional.empty(), Optional.empty(), Sample.NOON, ready, 1));
        files.put(id, file);
        return id;
    }

    public void memberChanged(Member.State state) {
        watchers.forEach(watcher -> watcher.memberChanged(member(state)));
    }

    private static Member member(Member.State state) {
        return new Member(
                Sample.MAIN, new QueueName("hotline"), new AgentId("1001"), new InertText("Agent One"), state);
    }

    @Override
    public synchronized Optional<Found> find(CallId id) {
        return Optional.ofNullable(calls.get(id.text()));
    }

    @Override
    public synchronized List<Found> list(boolean live, Optional<CallId> before, int limit) {
        return new ArrayList<>(calls.values())
                .reversed().stream()
                        .filter(one -> !live || one.call().result().isEmpty())
                        .filter(one -> before.isEmpty()
                                || one.call().id().text().compareTo(before.get().text()) < 0)
                        .limit(limit)
                        .toList();
    }

    @Override
    public List<Member> members() {
        return List.of(member(new Member.State.Ready()));
    }

    @Override
    public void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    @Override
    public List<String> problems(ServerName server) {
        return List.of("the dialplan has no extension s in the context hearback-survey");
    }

    @Override
    public List<LineState> lines() {
        return List.of(new LineState(Sample.MAIN, true, "Asterisk 22.5.2", 12, 0));
    }

    @Override
    public Optional<Gap> gap(ServerName server, Instant from) {
        return gaps(1).stream()
                .filter(gap -> gap.server().equals(server) && gap.from().equals(from))
                .findFirst();
    }

    @Override
    public List<Gap> gaps(int limit) {
        return List.of(new Gap(1, Sample.MAIN, Sample.NOON, Optional.empty(), "started", 0));
    }

    @Override
    public synchronized Optional<Recording> find(RecordingId id) {
        return Optional.ofNullable(recordings.get(id));
    }

    @Override
    public synchronized List<Recording> ofCall(CallId call) {
        return recordings.values().stream()
                .filter(recording -> recording.call().equals(call))
                .toList();
    }

    @Override
    public synchronized List<Recording> list(Optional<RecordingId> before, int limit) {
        return recordings.values().stream()
                .filter(_ -> before.isEmpty())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Opening open(RecordingId id) {
        Recording recording = recordings.get(id);
        Path file = files.get(id);
        if (recording == null || file == null) {
            return new Opening.Unknown();
        }
        return recording.state() instanceof Recording.State.Ready ready
                ? new Opening.Opened(new Audio(recording, ready, file))
                : new Opening.Shut(recording);
    }

    @Override
    public Optional<Recording> verify(RecordingId id) {
        return find(id);
    }
}
